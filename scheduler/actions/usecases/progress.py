"""Reporting progress: what an owner, or somebody for the owner, says about an item."""

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.models.progress import ProgressUpdate
from scheduler.actions.queries.action_items import get_action_item
from scheduler.actions.queries.recipients import Answering, owners_in, owners_of
from scheduler.actions.rules.action_items import ProgressReport, status_after_report
from scheduler.actions.rules.owners import Owners, Standing
from scheduler.actions.usecases.recording import hear_of, record
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.errors import ForbiddenError, NotFoundError
from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.rules.text import clean_text
from scheduler.kernel.unit_of_work import UnitOfWork


def report_progress(
    work: UnitOfWork, ref: str, report: ProgressReport, note: str = ""
) -> ProgressUpdate:
    """Record a report and move the item accordingly.

    Raises:
        ForbiddenError: the actor is neither an owner nor coordinates a side that has one.
        IllegalTransitionError: the item is paused, waits for confirmation, or is closed.
        InvalidError: ``percent_out_of_range``, or a note that cannot be taken.
    """
    item = get_action_item(work, ref)
    owners = owners_in(item)
    if not may_report(work.actor, item.partnership_id, owners):
        raise _refusal(work.actor, item.partnership_id)
    status, before = status_after_report(item.status, report), item.status
    written = clean_text(note, name="note")
    on_behalf_of = _spoken_for(work, item, owners)
    work.acting("action.report_progress", on_behalf_of=on_behalf_of)
    item.status = status
    item.percent = report.reached
    item.last_progress_at = work.now
    item.reported_done_by_id = work.actor.person_id if report.done else None
    hear_of(work, item)
    return record(work, item, before=before, note=written, on_behalf_of=on_behalf_of)


def may_report(actor: Actor, partnership_id: PartnershipId, owners: Owners) -> bool:
    """Say whether the actor owns an item, or coordinates a side that has an owner."""
    return any(
        actor.may(
            Permission.REPORT_PROGRESS,
            partnership_id,
            side=owner.side,
            own=owner.standing_of(actor) is not Standing.OTHER,
        )
        for owner in owners.all()
    )


def _refusal(actor: Actor, partnership_id: PartnershipId) -> ForbiddenError | NotFoundError:
    if not actor.sees(partnership_id):
        return NotFoundError()
    return ForbiddenError(permission=Permission.REPORT_PROGRESS.value)


def _spoken_for(work: UnitOfWork, item: ActionItem, owners: Owners) -> str | None:
    """Return the name of the owner the actor reports for, unless they are one."""
    if work.actor.on_behalf_of is not None:
        return work.actor.on_behalf_of
    owner = owners.spoken_for(work.actor, work.actor.sides_in(item.partnership_id))
    if owner is None:
        return None
    return _name_of(owners_of(work, [item])[item.id].of(owner), work.actor)


def _name_of(answering: Answering, actor: Actor) -> str:
    """Return what an owner is called, in the language of who speaks for them."""
    if answering.persons:
        return answering.persons[0].name.in_language(actor.language)
    name = answering.post.name if answering.post else answering.organisation.name
    return name.best(actor.language).text
