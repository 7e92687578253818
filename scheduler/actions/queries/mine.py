"""The items of one person: led or supported by them, or run by them for their organisation."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.action_items import soonest_first
from scheduler.actions.queries.confirmation import awaits_confirmation_by
from scheduler.actions.queries.lights import CLOSED, is_open
from scheduler.actions.rules.owners import COORDINATING
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.queries.scope import among, within

RECENTLY: Final = timedelta(days=30)


def list_mine(work: UnitOfWork, limit: int = 200) -> Sequence[ActionItem]:
    """Return the actor's open items with partnerships, the first due first."""
    return work.session.scalars(
        _select(work).where(is_mine(work.actor), is_open()).order_by(*soonest_first()).limit(limit)
    ).all()


def list_awaiting(work: UnitOfWork, limit: int = 50) -> Sequence[ActionItem]:
    """Return the items that wait for the actor's confirmation, the longest waiting first."""
    return work.session.scalars(
        _select(work)
        .where(awaits_confirmation_by(work))
        .order_by(ActionItem.changed_at, ActionItem.id)
        .limit(limit)
    ).all()


def list_lately_closed(work: UnitOfWork, limit: int = 20) -> Sequence[ActionItem]:
    """Return the actor's items that were closed in the last days, the latest first."""
    return work.session.scalars(
        _select(work)
        .where(
            is_mine(work.actor),
            ActionItem.status.in_(CLOSED),
            ActionItem.closed_at >= work.now - RECENTLY,
        )
        .order_by(ActionItem.closed_at.desc(), ActionItem.id)
        .limit(limit)
    ).all()


def is_mine(actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition that somebody expects the actor to report on an item."""
    own: list[sa.ColumnElement[bool]] = [
        among(ActionItem.lead_post_id, actor.post_ids),
        among(ActionItem.counterpart_post_id, actor.post_ids),
    ]
    if actor.person_id is not None:
        own += [
            ActionItem.lead_person_id == actor.person_id,
            ActionItem.counterpart_person_id == actor.person_id,
        ]
    for side, ids in _run(actor).items():
        # An organisation without a named owner is spoken for by its side's coordinator.
        own.append(
            sa.and_(
                among(ActionItem.partnership_id, ids),
                ActionItem.lead_side == side,
                ActionItem.lead_post_id.is_(None),
                ActionItem.lead_person_id.is_(None),
            )
        )
    return sa.or_(*own)


def _run(actor: Actor) -> Mapping[Side, set[PartnershipId]]:
    """Return the partnerships whose one side the actor coordinates."""
    run: dict[Side, set[PartnershipId]] = {}
    for seat in actor.seats:
        if seat.role in COORDINATING:
            run.setdefault(seat.side, set()).add(seat.partnership_id)
    return run


def _select(work: UnitOfWork) -> sa.Select[ActionItem]:
    return (
        sa.select(ActionItem)
        .where(within(ActionItem.partnership_id, work.actor))
        .options(joinedload(ActionItem.partnership))
    )
