"""Meeting series, and which of them have a year to open."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import PartnershipId, SeriesId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.series import MeetingSeries
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.meetings.rules.seasons import LatestMeeting
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.queries.scope import within

_OVER = (MeetingStatus.HELD, MeetingStatus.CLOSED)


def get_series(work: UnitOfWork, ref: str) -> MeetingSeries:
    """Return a series with its partnership.

    Raises:
        NotFoundError: there is none of that reference for this actor.
    """
    found = work.session.scalar(
        sa.select(MeetingSeries)
        .where(MeetingSeries.ref == ref, within(MeetingSeries.partnership_id, work.actor))
        .options(joinedload(MeetingSeries.partnership))
    )
    if found is None:
        raise NotFoundError
    return found


def list_series(
    work: UnitOfWork, partnership_ids: Sequence[PartnershipId] | None = None, *, limit: int = 200
) -> Sequence[MeetingSeries]:
    """Return the series of some partnerships, or of all of the actor's, by reference."""
    query = (
        sa.select(MeetingSeries)
        .join(MeetingSeries.partnership)
        .where(within(MeetingSeries.partnership_id, work.actor))
        .options(joinedload(MeetingSeries.partnership))
        .order_by(Partnership.ref, MeetingSeries.id)
        .limit(limit)
    )
    if partnership_ids is not None:
        query = query.where(MeetingSeries.partnership_id.in_(partnership_ids))
    return work.session.scalars(query).all()


def list_latest(work: UnitOfWork) -> list[tuple[MeetingSeries, LatestMeeting | None]]:
    """Return every series with the last year it has a meeting for."""
    latest = (
        sa.select(Meeting.series_id, sa.func.max(Meeting.year).label("year"))
        .group_by(Meeting.series_id)
        .subquery()
    )
    over = sa.exists().where(
        Meeting.series_id == MeetingSeries.id,
        Meeting.year == latest.c.year,
        Meeting.status.in_(_OVER),
    )
    rows = work.session.execute(
        sa.select(MeetingSeries, latest.c.year, over)
        .outerjoin(latest, latest.c.series_id == MeetingSeries.id)
        .where(within(MeetingSeries.partnership_id, work.actor))
        .order_by(MeetingSeries.id)
    )
    return [
        (series, None if year is None else LatestMeeting(year, is_over=is_over))
        for series, year, is_over in rows
    ]


def lock_series(work: UnitOfWork, series_id: SeriesId) -> MeetingSeries | None:
    """Return a series for this transaction alone, or ``None`` while another one works on it."""
    return work.session.scalar(
        sa.select(MeetingSeries)
        .where(MeetingSeries.id == series_id, within(MeetingSeries.partnership_id, work.actor))
        .options(joinedload(MeetingSeries.partnership))
        .with_for_update(of=MeetingSeries, skip_locked=True)
    )


def last_number(work: UnitOfWork, series_id: SeriesId, year: int) -> int:
    """Return the number of the last meeting of a series in one year, 0 when there is none."""
    return (
        work.session.scalar(
            sa.select(sa.func.coalesce(sa.func.max(Meeting.number), 0)).where(
                Meeting.series_id == series_id,
                within(Meeting.partnership_id, work.actor),
                Meeting.year == year,
            )
        )
        or 0
    )
