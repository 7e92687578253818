"""What falls on the days of one year, besides meetings."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.agreements.models.agreements import Agreement
from scheduler.agreements.rules.agreements import AgreementStatus
from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.queries.scope import within


def count_due_days(
    work: UnitOfWork, first: date, last: date, partnership_id: PartnershipId | None
) -> dict[date, int]:
    """Return how many action items are, or were, due on each day between two days."""
    rows = work.session.execute(
        sa.select(ActionItem.due_on, sa.func.count())
        .where(*_due_between(work, first, last, partnership_id))
        .group_by(ActionItem.due_on)
    )
    return {day: number for day, number in rows if day is not None}


def list_due_items(
    work: UnitOfWork, first: date, last: date, partnership_id: PartnershipId | None, *, limit: int
) -> Sequence[ActionItem]:
    """Return the first action items due between two days, by day."""
    return work.session.scalars(
        sa.select(ActionItem)
        .where(*_due_between(work, first, last, partnership_id))
        .order_by(ActionItem.due_on, ActionItem.id)
        .limit(limit)
    ).all()


def list_agreement_ends(
    work: UnitOfWork, first: date, last: date, partnership_id: PartnershipId | None, *, limit: int
) -> Sequence[Agreement]:
    """Return the agreements whose term ends between two days and that bind until then."""
    narrowed = [] if partnership_id is None else [Agreement.partnership_id == partnership_id]
    binding = (AgreementStatus.SIGNED, AgreementStatus.IN_FORCE, AgreementStatus.EXPIRED)
    return work.session.scalars(
        sa.select(Agreement)
        .where(
            within(Agreement.partnership_id, work.actor),
            Agreement.ends_on.between(first, last),
            Agreement.status.in_(binding),
            *narrowed,
        )
        .options(joinedload(Agreement.partnership))
        .order_by(Agreement.ends_on, Agreement.id)
        .limit(limit)
    ).all()


def _due_between(
    work: UnitOfWork, first: date, last: date, partnership_id: PartnershipId | None
) -> list[sa.ColumnElement[bool]]:
    conditions = [
        within(ActionItem.partnership_id, work.actor),
        ActionItem.due_on.between(first, last),
        ActionItem.status != ActionStatus.CANCELLED,
    ]
    if partnership_id is not None:
        conditions.append(ActionItem.partnership_id == partnership_id)
    return conditions
