"""Items reported done that wait for somebody else to confirm them."""

import sqlalchemy as sa

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.rules.permissions import Permission, Reach, Side, reach_of
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.queries.scope import among


def awaits_confirmation_by(work: UnitOfWork) -> sa.ColumnElement[bool]:
    """Return the condition that the actor could confirm an item: as the rule of the step has it.

    They hold the right there, did not report it done themselves, and do not lead it.
    """
    actor = work.actor
    return sa.and_(
        ActionItem.status == ActionStatus.REPORTED_DONE, _may_close(actor), *_by_another(actor)
    )


def _may_close(actor: Actor) -> sa.ColumnElement[bool]:
    if actor.everywhere:
        return sa.true()
    anywhere: set[PartnershipId] = set()
    sides: dict[Side, set[PartnershipId]] = {side: set() for side in Side}
    for seat in actor.seats:
        reach = reach_of(seat.role, Permission.CLOSE_ACTIONS)
        if reach is Reach.PARTNERSHIP:
            anywhere.add(seat.partnership_id)
        elif reach is Reach.SIDE:
            sides[seat.side].add(seat.partnership_id)
    return sa.or_(
        among(ActionItem.partnership_id, anywhere),
        *(
            sa.and_(ActionItem.lead_side == side, among(ActionItem.partnership_id, ids))
            for side, ids in sides.items()
            if ids
        ),
    )


def _by_another(actor: Actor) -> tuple[sa.ColumnElement[bool], ...]:
    if actor.person_id is None:
        return ()
    held = {seat.post_id for seat in actor.seats}
    return (
        sa.func.coalesce(ActionItem.reported_done_by_id, 0) != actor.person_id,
        sa.func.coalesce(ActionItem.lead_person_id, 0) != actor.person_id,
        sa.or_(ActionItem.lead_post_id.is_(None), sa.not_(among(ActionItem.lead_post_id, held))),
    )
