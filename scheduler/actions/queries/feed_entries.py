"""Action items as calendars show them: open ones with a due day, and what closed lately."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.lights import CLOSED, OPEN
from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.queries.scope import within

STAYS_AFTER_CLOSING: Final = timedelta(days=90)


def list_for_feed(
    work: UnitOfWork,
    *,
    first: date,
    last: date,
    partnership_id: PartnershipId | None = None,
    limit: int = 5_000,
) -> Sequence[ActionItem]:
    """Return items due between two days with all that an entry says, in one statement.

    Open items stay however long they are overdue; closed and cancelled ones leave after
    ``STAYS_AFTER_CLOSING``, so that every subscriber's program has heard of it.
    """
    conditions = [
        within(ActionItem.partnership_id, work.actor),
        ActionItem.due_on <= last,
        sa.or_(
            ActionItem.status.in_(OPEN),
            sa.and_(
                ActionItem.status.in_(CLOSED),
                ActionItem.due_on >= first,
                ActionItem.closed_at >= work.now - STAYS_AFTER_CLOSING,
            ),
        ),
    ]
    if partnership_id is not None:
        conditions.append(ActionItem.partnership_id == partnership_id)
    return work.session.scalars(
        sa.select(ActionItem)
        .where(*conditions)
        .options(
            joinedload(ActionItem.partnership),
            joinedload(ActionItem.meeting),
            joinedload(ActionItem.lead_organisation),
            joinedload(ActionItem.counterpart_organisation),
        )
        .order_by(ActionItem.due_on, ActionItem.id)
        .limit(limit)
    ).all()
