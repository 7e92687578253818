"""The steps that follow a report, set an item aside, or take it up again."""

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.models.progress import ProgressUpdate
from scheduler.actions.queries.action_items import get_action_item
from scheduler.actions.queries.progress import percent_while_worked_on
from scheduler.actions.queries.recipients import owners_of
from scheduler.actions.rules.action_items import (
    ActionStatus,
    require_other_person,
)
from scheduler.actions.rules.due_days import require_reason
from scheduler.actions.rules.steps import STEPS, Step, status_after_step
from scheduler.actions.usecases.recording import hear_of, record
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.errors import ForbiddenError
from scheduler.kernel.rules.identifiers import PersonId
from scheduler.kernel.rules.text import clean_text
from scheduler.kernel.unit_of_work import UnitOfWork


def close_item(work: UnitOfWork, ref: str, note: str = "") -> ProgressUpdate:
    """Confirm that what was reported done is done (办结); not by its lead or its reporter."""
    return take_step(work, ref, Step.CLOSE, note)


def return_item(work: UnitOfWork, ref: str, note: str) -> ProgressUpdate:
    """Give back what was reported done but is not, and say why."""
    return take_step(work, ref, Step.RETURN, note)


def pause_item(work: UnitOfWork, ref: str, note: str) -> ProgressUpdate:
    """Set an item aside until it is resumed."""
    return take_step(work, ref, Step.PAUSE, note)


def resume_item(work: UnitOfWork, ref: str, note: str) -> ProgressUpdate:
    """Take up an item that was paused."""
    return take_step(work, ref, Step.RESUME, note)


def cancel_item(work: UnitOfWork, ref: str, note: str) -> ProgressUpdate:
    """Strike an item off undone; not by its lead."""
    return take_step(work, ref, Step.CANCEL, note)


def reopen_item(work: UnitOfWork, ref: str, note: str) -> ProgressUpdate:
    """Take up an item that was closed."""
    return take_step(work, ref, Step.REOPEN, note)


def take_step(work: UnitOfWork, ref: str, step: Step, note: str) -> ProgressUpdate:
    """Take one of the steps of the table, and keep who took it and why.

    Raises:
        ForbiddenError: the role does not allow it, or ``own_item``.
        IllegalTransitionError: the item's status does not allow it.
        InvalidError: ``reason_required`` on ``note``.
    """
    rule = STEPS[step]
    item = get_action_item(work, ref)
    lead = owners_of(work, [item])[item.id].lead.person_ids
    require_to_step(work.actor, item, step, lead)
    status, before = status_after_step(item.status, step), item.status
    written = clean_text(note, name="note")
    if rule.needs_reason:
        require_reason(written, field="note")
    work.acting(f"action.{step.value}")
    item.status = status
    _settle(work, item)
    hear_of(work, item)
    return record(work, item, before=before, note=written)


def require_to_step(actor: Actor, item: ActionItem, step: Step, lead: frozenset[PersonId]) -> None:
    """Refuse a step to people without the right, and to the item's own lead where it says so.

    Raises:
        ForbiddenError: of the role, or ``own_item``.
    """
    rule = STEPS[step]
    actor.require(rule.permission, item.partnership_id, side=item.lead_side)
    if rule.by_another:
        require_other_person(actor.person_id, reporter=item.reported_done_by_id, owners=lead)


def may_step(actor: Actor, item: ActionItem, step: Step, lead: frozenset[PersonId]) -> bool:
    """Say whether the actor could take a step that the item's status allows."""
    try:
        require_to_step(actor, item, step, lead)
    except ForbiddenError:
        return False
    return True


def is_own_item(actor: Actor, item: ActionItem, lead: frozenset[PersonId]) -> bool:
    """Say whether the actor holds the right to confirm, but reported or leads this very item."""
    return actor.may(
        STEPS[Step.CLOSE].permission, item.partnership_id, side=item.lead_side
    ) and not may_step(actor, item, Step.CLOSE, lead)


def _settle(work: UnitOfWork, item: ActionItem) -> None:
    """Bring the rest of the item in line with its new status."""
    if item.status is ActionStatus.IN_PROCESS:
        item.percent = percent_while_worked_on(work, item)
        item.reported_done_by_id = item.closed_at = None
    elif not item.status.is_open:
        item.percent = 100 if item.status is ActionStatus.COMPLETED else item.percent
        item.closed_at = work.now
