"""What a letter says about action items and meetings."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.actions.models.action_items import ActionItem
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.parties.queries.scope import within


def actions_by_id(work: UnitOfWork, ids: Collection[int]) -> dict[int, ActionItem]:
    """Return action items with their partnership and the organisation in the lead."""
    if not ids:
        return {}
    rows = work.session.scalars(
        sa.select(ActionItem)
        .where(ActionItem.id.in_(ids), within(ActionItem.partnership_id, work.actor))
        .options(joinedload(ActionItem.partnership), joinedload(ActionItem.lead_organisation))
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def meetings_by_id(work: UnitOfWork, ids: Collection[int]) -> dict[int, Meeting]:
    """Return meetings with their partnership."""
    if not ids:
        return {}
    rows = work.session.scalars(
        sa.select(Meeting)
        .where(Meeting.id.in_(ids), within(Meeting.partnership_id, work.actor))
        .options(joinedload(Meeting.partnership))
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}
