"""Meetings: one, a list of them, the next ones, those in a calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.queries.scope import within

AHEAD = tuple(status for status in MeetingStatus if status.is_ahead)


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """Which meetings are asked for; what is ``None`` does not narrow."""

    partnership_ref: str | None = None
    year: int | None = None
    status: MeetingStatus | None = None


def get_meeting(work: UnitOfWork, ref: str) -> Meeting:
    """Return a meeting with partnership, both organisations, series and host.

    Raises:
        NotFoundError: there is none of that reference for this actor.
    """
    found = work.session.scalar(
        sa.select(Meeting)
        .where(Meeting.ref == ref, within(Meeting.partnership_id, work.actor))
        .options(
            joinedload(Meeting.partnership).joinedload(Partnership.department),
            joinedload(Meeting.partnership).joinedload(Partnership.university),
            joinedload(Meeting.series),
            joinedload(Meeting.host),
        )
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError
    return found


def list_meetings(
    work: UnitOfWork, wanted: MeetingFilter, *, limit: int, offset: int = 0
) -> Sequence[Meeting]:
    """Return the actor's meetings with partnership and host, the latest day first."""
    return work.session.scalars(
        sa.select(Meeting)
        .join(Meeting.partnership)
        .where(*_conditions(work, wanted))
        .options(joinedload(Meeting.partnership), joinedload(Meeting.host))
        .order_by(Meeting.year.desc(), first_day().desc(), Partnership.ref, Meeting.id)
        .limit(limit)
        .offset(offset)
    ).all()


def count_meetings(work: UnitOfWork, wanted: MeetingFilter) -> int:
    """Return how many meetings ``list_meetings`` would go through."""
    return (
        work.session.scalar(
            sa.select(sa.func.count())
            .select_from(Meeting)
            .join(Meeting.partnership)
            .where(*_conditions(work, wanted))
        )
        or 0
    )


def list_next_meetings(work: UnitOfWork, limit: int) -> Sequence[Meeting]:
    """Return the meetings still to come, with partnership and host, the nearest first."""
    return work.session.scalars(
        sa.select(Meeting)
        .where(within(Meeting.partnership_id, work.actor), Meeting.status.in_(AHEAD))
        .options(joinedload(Meeting.partnership), joinedload(Meeting.host))
        .order_by(first_day(), Meeting.id)
        .limit(limit)
    ).all()


def list_meetings_of_years(
    work: UnitOfWork, partnership_id: PartnershipId, *, limit: int = 100
) -> Sequence[Meeting]:
    """Return the meetings of one partnership with series and host, the newest year first."""
    return work.session.scalars(
        sa.select(Meeting)
        .where(Meeting.partnership_id == partnership_id, within(Meeting.partnership_id, work.actor))
        .options(joinedload(Meeting.host))
        .order_by(Meeting.year.desc(), Meeting.number.desc())
        .limit(limit)
    ).all()


def find_meeting_before(work: UnitOfWork, meeting: Meeting) -> Meeting | None:
    """Return the meeting of the same series that came before, whatever became of it."""
    return work.session.scalar(
        sa.select(Meeting)
        .where(
            Meeting.series_id == meeting.series_id,
            within(Meeting.partnership_id, work.actor),
            sa.tuple_(Meeting.year, Meeting.number) < (meeting.year, meeting.number),
        )
        .order_by(Meeting.year.desc(), Meeting.number.desc())
        .limit(1)
    )


def list_years(work: UnitOfWork) -> Sequence[int]:
    """Return the years that have a meeting, the newest first, to choose from."""
    return work.session.scalars(
        sa.select(Meeting.year)
        .where(within(Meeting.partnership_id, work.actor))
        .distinct()
        .order_by(Meeting.year.desc())
        .limit(50)
    ).all()


def first_day() -> sa.ColumnElement[date]:
    """Return the day of a meeting, or the first of its window while it has none."""
    day = sa.func.date(Meeting.starts_local, type_=sa.Date())
    return sa.func.coalesce(day, Meeting.window_first_on, type_=sa.Date())


def _conditions(work: UnitOfWork, wanted: MeetingFilter) -> list[sa.ColumnElement[bool]]:
    conditions = [within(Meeting.partnership_id, work.actor)]
    if wanted.partnership_ref is not None:
        conditions.append(Partnership.ref == wanted.partnership_ref)
    if wanted.year is not None:
        conditions.append(Meeting.year == wanted.year)
    if wanted.status is not None:
        conditions.append(Meeting.status == wanted.status)
    return conditions
