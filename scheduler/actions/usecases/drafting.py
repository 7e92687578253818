"""The pages on which items are written: a new one, or an existing one to be changed."""

from dataclasses import dataclass
from datetime import date

from scheduler.actions.queries.action_items import get_action_item
from scheduler.actions.queries.recipients import owners_in
from scheduler.actions.rules.action_items import Priority
from scheduler.actions.usecases.action_page import RelatedPage
from scheduler.actions.usecases.origins import Origin
from scheduler.actions.usecases.owner_choices import OwnerChoice, find_value, owner_choices
from scheduler.agreements.queries.schemes import list_commitments
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.queries.decisions import get_decision
from scheduler.meetings.queries.meetings import get_meeting
from scheduler.parties.queries.partnerships import get_partnership


@dataclass(frozen=True, slots=True)
class NewActionPage:
    """What the form of a new item offers, and what the item would follow from."""

    partnership: RelatedPage
    owners: tuple[OwnerChoice, ...]
    commitments: tuple[RelatedPage, ...]
    meeting: RelatedPage | None
    decision: RelatedPage | None


@dataclass(frozen=True, slots=True)
class EditActionPage:
    """What an item says now, and what the form offers in its place."""

    ref: str
    version: int
    owners: tuple[OwnerChoice, ...]
    title: Trilingual
    text: Trilingual | None
    measure: Trilingual | None
    lead: str
    counterpart: str
    due_on: date | None
    priority: Priority


def partnership_of(work: UnitOfWork, origin: Origin) -> str | None:
    """Return the partnership an origin lies in, if there is an origin.

    Raises:
        NotFoundError: the decision or meeting does not exist for this actor.
    """
    if origin.decision_ref is not None:
        return get_decision(work, origin.decision_ref).meeting.partnership.ref
    if origin.meeting_ref is not None:
        return get_meeting(work, origin.meeting_ref).partnership.ref
    return None


def new_action_page(work: UnitOfWork, partnership_ref: str, origin: Origin) -> NewActionPage:
    """Return what the form of a new item needs.

    Raises:
        ForbiddenError: the actor adds no items there.
        NotFoundError: the partnership or the origin does not exist for this actor.
    """
    partnership = get_partnership(work, partnership_ref)
    work.actor.require(Permission.CREATE_ACTIONS, partnership.id)
    if partnership_of(work, origin) not in {None, partnership_ref}:
        raise NotFoundError
    decision = get_decision(work, origin.decision_ref) if origin.decision_ref else None
    meeting_ref = decision.meeting.ref if decision else origin.meeting_ref
    meeting = get_meeting(work, meeting_ref) if meeting_ref else None
    return NewActionPage(
        partnership=RelatedPage(partnership.ref, partnership.name),
        owners=owner_choices(work, partnership.id),
        commitments=tuple(
            RelatedPage(row.ref, row.title) for row in list_commitments(work, partnership.id)
        ),
        meeting=RelatedPage(meeting.ref, meeting.title) if meeting else None,
        decision=RelatedPage(decision.ref, decision.text) if decision else None,
    )


def edit_action_page(work: UnitOfWork, ref: str) -> EditActionPage:
    """Return what the form of an existing item needs.

    Raises:
        ForbiddenError: the actor may not change the item.
        NotFoundError: there is none of that reference for this actor.
    """
    item = get_action_item(work, ref)
    work.actor.require(Permission.EDIT_ACTIONS, item.partnership_id, side=item.lead_side)
    choices = owner_choices(work, item.partnership_id, item)
    owners = owners_in(item)
    return EditActionPage(
        ref=item.ref,
        version=item.version,
        owners=choices,
        title=item.title,
        text=item.text,
        measure=item.measure,
        lead=find_value(choices, owners.lead),
        counterpart=find_value(choices, owners.counterpart),
        due_on=item.due_on,
        priority=Priority(item.priority),
    )
