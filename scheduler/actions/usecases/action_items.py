"""Adding action items and changing what they say."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.action_items import get_action_item
from scheduler.actions.queries.owners import belongs
from scheduler.actions.queries.recipients import owners_in
from scheduler.actions.rules.action_items import ActionStatus, Priority, require_open
from scheduler.actions.rules.due_days import require_due_day, require_reason
from scheduler.actions.rules.lights import attention_from
from scheduler.actions.rules.owners import Owner, require_across
from scheduler.actions.usecases.origins import Origin, source_of
from scheduler.actions.usecases.recording import record
from scheduler.kernel.queries.references import next_number
from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.identifiers import Numbered, PartnershipId, numbered_ref
from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.rules.text import Trilingual, clean_text
from scheduler.kernel.rules.versions import require_version
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.queries.partnerships import get_partnership


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """What an item says: what is to be done, by whom, by when, and how it will be measured."""

    title: Trilingual
    lead: Owner
    counterpart: Owner | None = None
    text: Trilingual | None = None
    measure: Trilingual | None = None
    due_on: date | None = None
    priority: Priority = Priority.NORMAL


def add_action_item(
    work: UnitOfWork,
    partnership_ref: str,
    draft: ActionDraft,
    *,
    origin: Origin | None = None,
    start_on: date | None = None,
    confirmed: bool = False,
) -> ActionItem:
    """Keep a new item under the next number of its meeting's year, or of this year.

    Raises:
        InvalidError: ``required`` without a title, ``unknown_choice`` for owners or origins of
            others, ``counterpart_same_side``, ``due_before_start``.
        ConfirmationNeededError: ``due_in_past``, unless ``confirmed``.
    """
    partnership = get_partnership(work, partnership_ref)
    work.actor.require(Permission.CREATE_ACTIONS, partnership.id)
    source = source_of(work, partnership.id, origin or Origin())
    starts = start_on or work.today
    _require_sense(work, partnership.id, draft)
    require_due_day(draft.due_on, start_on=starts, today=work.today, confirmed=confirmed)
    year = source.year or work.today.year
    number = next_number(work, partnership.id, year, Numbered.ACTION)
    ref = numbered_ref(partnership.ref, year, Numbered.ACTION, number)
    work.acting("action.add")
    item = ActionItem(
        partnership_id=partnership.id,
        ref=ref,
        uid=f"action-{uuid4().hex}@consultation-scheduler",
        year=year,
        meeting_id=source.meeting_id,
        decision_id=source.decision_id,
        commitment_id=source.commitment_id,
        status=ActionStatus.NEEDS_ACTION,
        percent=0,
        start_on=starts,
        heard_on=starts,
        created_at=work.now,
        changed_at=work.now,
    )
    _apply(item, draft)
    _set_due_day(item, draft.due_on)
    return work.add(item)


def edit_action_item(
    work: UnitOfWork,
    ref: str,
    draft: ActionDraft,
    *,
    version: int | None = None,
    reason: str = "",
    confirmed: bool = False,
) -> ActionItem:
    """Change what an open item says; moving its due day wants a reason, and keeps the first day.

    Raises:
        StaleError: somebody else changed the item since ``version``.
        IllegalTransitionError: the item is closed.
        InvalidError: as for a new item; ``required`` on ``reason`` when the due day moves.
        ConfirmationNeededError: ``due_in_past`` for a day newly set, unless ``confirmed``.
    """
    item = get_action_item(work, ref)
    work.actor.require(Permission.EDIT_ACTIONS, item.partnership_id, side=item.lead_side)
    require_version(item.version, version)
    require_open(item.status)
    before = owners_in(item)
    if draft.lead != before.lead:
        work.actor.require(Permission.EDIT_ACTIONS, item.partnership_id, side=draft.lead.side)
    _require_sense(work, item.partnership_id, draft, known=before.all())
    moved = draft.due_on != item.due_on
    note = clean_text(reason, name="reason")
    if moved:
        require_reason(note)
        require_due_day(draft.due_on, start_on=item.start_on, today=work.today, confirmed=confirmed)
    work.acting("action.edit")
    _apply(item, draft)
    _set_due_day(item, draft.due_on)
    if work.session.is_modified(item):
        item.revise(work.now)
    if moved:
        record(work, item, before=item.status, note=note)
    work.flush()
    return item


def _require_sense(
    work: UnitOfWork,
    partnership_id: PartnershipId,
    draft: ActionDraft,
    known: tuple[Owner, ...] = (),
) -> None:
    """Refuse a draft without a title, or with owners from elsewhere; those it had may stay."""
    if not draft.title:
        raise InvalidError("required", field="title")
    for field, owner in (("lead", draft.lead), ("counterpart", draft.counterpart)):
        if owner is not None and owner not in known and not belongs(work, partnership_id, owner):
            raise InvalidError("unknown_choice", field=field)
    require_across(draft.lead, draft.counterpart)


def _apply(item: ActionItem, draft: ActionDraft) -> None:
    item.title = _revised(item.title, draft.title) or draft.title
    item.text = _revised(item.text, draft.text)
    item.measure = _revised(item.measure, draft.measure)
    item.priority = draft.priority
    item.search_text = "\n".join(
        [
            item.ref.casefold(),
            draft.title.searchable(),
            draft.text.searchable() if draft.text else "",
        ]
    )
    lead, counterpart = draft.lead, draft.counterpart
    item.lead_side = lead.side
    item.lead_organisation_id = lead.organisation_id
    item.lead_post_id = lead.post_id
    item.lead_person_id = lead.person_id
    item.counterpart_organisation_id = counterpart.organisation_id if counterpart else None
    item.counterpart_post_id = counterpart.post_id if counterpart else None
    item.counterpart_person_id = counterpart.person_id if counterpart else None


def _revised(before: Trilingual | None, after: Trilingual | None) -> Trilingual | None:
    return before.revised(after) if before and after else after


def _set_due_day(item: ActionItem, due_on: date | None) -> None:
    item.due_on = due_on
    item.original_due_on = item.original_due_on or due_on
    item.attention_on = attention_from(
        start_on=item.start_on, due_on=due_on, percent=item.percent, last_on=item.heard_on
    )
