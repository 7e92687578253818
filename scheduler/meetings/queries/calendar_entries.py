"""Meetings for calendars: those that fall into a span of days."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.queries.meetings import first_day
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.queries.scope import within


def list_meetings_between(
    work: UnitOfWork,
    first: date,
    last: date,
    *,
    partnership_ref: str | None = None,
    limit: int = 2_000,
) -> Sequence[Meeting]:
    """Return meetings whose day, or window while undated, touches the days given, in order."""
    dated_inside = sa.and_(
        Meeting.starts_local >= datetime.combine(first, time.min),
        Meeting.starts_local < datetime.combine(last + timedelta(days=1), time.min),
    )
    undated_inside = sa.and_(
        Meeting.starts_local.is_(None),
        Meeting.window_first_on <= last,
        Meeting.window_last_on >= first,
    )
    query = (
        sa.select(Meeting)
        .join(Meeting.partnership)
        .where(within(Meeting.partnership_id, work.actor), sa.or_(dated_inside, undated_inside))
        .options(joinedload(Meeting.partnership), joinedload(Meeting.host))
        .order_by(first_day(), Meeting.id)
        .limit(limit)
    )
    if partnership_ref is not None:
        query = query.where(Partnership.ref == partnership_ref)
    return work.session.scalars(query).all()
