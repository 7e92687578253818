"""Action items: one, those of a meeting or decision, those to be reviewed, numbers per year."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.lights import OPEN, is_open
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.agreements.models.schemes import Commitment
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import DecisionId, MeetingId, PartnershipId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.queries.scope import within


@dataclass(frozen=True, slots=True)
class YearCount:
    """How many items a year gave rise to, and what became of them."""

    open: int = 0
    completed: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        """Return how many there are in all."""
        return self.open + self.completed + self.cancelled


def get_action_item(work: UnitOfWork, ref: str) -> ActionItem:
    """Return an item with what it belongs to: partnership, meeting, decision, commitment.

    Raises:
        NotFoundError: there is none of that reference for this actor.
    """
    found = work.session.scalar(
        sa.select(ActionItem)
        .where(ActionItem.ref == ref, within(ActionItem.partnership_id, work.actor))
        .options(
            joinedload(ActionItem.partnership),
            joinedload(ActionItem.meeting),
            joinedload(ActionItem.decision),
            joinedload(ActionItem.commitment).joinedload(Commitment.scheme),
            joinedload(ActionItem.carried_from),
        )
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError
    return found


def list_open_for_review(
    work: UnitOfWork, partnership_id: PartnershipId, limit: int = 50
) -> Sequence[ActionItem]:
    """Return what a partnership's next meeting has to look at: open items, the first due first."""
    return work.session.scalars(
        _in_partnership(work, partnership_id)
        .where(is_open())
        .order_by(*soonest_first())
        .limit(limit)
    ).all()


def list_of_meeting(
    work: UnitOfWork, meeting_id: MeetingId, limit: int = 200
) -> Sequence[ActionItem]:
    """Return the items a meeting gave rise to, in the order of their numbers."""
    return work.session.scalars(
        sa.select(ActionItem)
        .where(ActionItem.meeting_id == meeting_id, within(ActionItem.partnership_id, work.actor))
        .options(joinedload(ActionItem.partnership))
        .order_by(ActionItem.id)
        .limit(limit)
    ).all()


def list_of_decisions(
    work: UnitOfWork, decision_ids: Sequence[DecisionId], limit: int = 500
) -> Sequence[ActionItem]:
    """Return the items some decisions led to, in the order of their numbers."""
    return work.session.scalars(
        sa.select(ActionItem)
        .where(
            ActionItem.decision_id.in_(decision_ids),
            within(ActionItem.partnership_id, work.actor),
        )
        .options(joinedload(ActionItem.partnership))
        .order_by(ActionItem.id)
        .limit(limit)
    ).all()


def counts_by_year(work: UnitOfWork, partnership_id: PartnershipId) -> dict[int, YearCount]:
    """Return for each year of a partnership how many items it has, by what became of them."""
    rows = work.session.execute(
        sa.select(
            ActionItem.year,
            sa.func.sum(sa.case((ActionItem.status.in_(OPEN), 1), else_=0)),
            sa.func.sum(sa.case((ActionItem.status == ActionStatus.COMPLETED, 1), else_=0)),
            sa.func.sum(sa.case((ActionItem.status == ActionStatus.CANCELLED, 1), else_=0)),
        )
        .where(
            ActionItem.partnership_id == partnership_id,
            within(ActionItem.partnership_id, work.actor),
        )
        .group_by(ActionItem.year)
        .order_by(ActionItem.year.desc())
    )
    return {year: YearCount(*map(int, counts)) for year, *counts in rows}


def soonest_first() -> tuple[sa.ColumnElement[Any], ...]:
    """Return the order by due day; what has none comes last on both databases."""
    return (ActionItem.due_on.is_(None), ActionItem.due_on.asc(), ActionItem.id.asc())


def _in_partnership(work: UnitOfWork, partnership_id: PartnershipId) -> sa.Select[ActionItem]:
    return (
        sa.select(ActionItem)
        .where(
            ActionItem.partnership_id == partnership_id,
            within(ActionItem.partnership_id, work.actor),
        )
        .options(joinedload(ActionItem.partnership))
    )
