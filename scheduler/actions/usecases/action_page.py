"""One action item as a page: facts, history, and what the reader may do next."""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.action_items import get_action_item
from scheduler.actions.queries.recipients import ItemOwners, owners_in, owners_of
from scheduler.actions.rules.steps import Step, steps_from, takes_reports
from scheduler.actions.usecases.history import HistoryEntry, history_of
from scheduler.actions.usecases.lines import ActionLine, OwnerLine, line_of, owner_line
from scheduler.actions.usecases.progress import may_report
from scheduler.actions.usecases.steps import is_own_item, may_step
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RelatedPage:
    """Something the item follows from, as a link."""

    ref: str
    name: Trilingual


@dataclass(frozen=True, slots=True)
class Sources:
    """What an item follows from."""

    meeting: RelatedPage | None
    decision: RelatedPage | None
    commitment: RelatedPage | None
    scheme_ref: str | None
    carried_from: RelatedPage | None


@dataclass(frozen=True, slots=True)
class NextActs:
    """What the reader may do; ``speaks_for`` names whom a report would be given for.

    ``own`` says that a confirmation is missing which the reader may not give themselves.
    """

    report: bool
    speaks_for: OwnerLine | None
    edit: bool
    steps: tuple[Step, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class ActionPage:
    """Everything the page of an item shows."""

    line: ActionLine
    text: Trilingual | None
    measure: Trilingual | None
    start_on: date
    created_at: datetime
    changed_at: datetime
    carry_count: int
    version: int
    sources: Sources
    may: NextActs
    history: tuple[HistoryEntry, ...]


def action_page(work: UnitOfWork, ref: str) -> ActionPage:
    """Return the page of an item.

    Raises:
        NotFoundError: there is none of that reference for this actor.
    """
    item = get_action_item(work, ref)
    owners = owners_of(work, [item])[item.id]
    line = line_of(item, owners, work.today)
    return ActionPage(
        line=line,
        text=item.text,
        measure=item.measure,
        start_on=item.start_on,
        created_at=item.created_at,
        changed_at=item.changed_at,
        carry_count=item.carry_count,
        version=item.version,
        sources=_sources(item),
        may=_next_acts(work.actor, item, owners),
        history=history_of(work, item),
    )


def _next_acts(actor: Actor, item: ActionItem, answering: ItemOwners) -> NextActs:
    owners, lead = owners_in(item), answering.lead.person_ids
    spoken_for = owners.spoken_for(actor, actor.sides_in(item.partnership_id))
    steps = steps_from(item.status)
    return NextActs(
        report=takes_reports(item.status) and may_report(actor, item.partnership_id, owners),
        speaks_for=owner_line(answering.of(spoken_for)) if spoken_for else None,
        edit=item.status.is_open
        and actor.may(Permission.EDIT_ACTIONS, item.partnership_id, side=item.lead_side),
        steps=tuple(step for step in steps if may_step(actor, item, step, lead)),
        own=Step.CLOSE in steps and is_own_item(actor, item, lead),
    )


def _sources(item: ActionItem) -> Sources:
    meeting, decision, commitment = item.meeting, item.decision, item.commitment
    before = item.carried_from
    return Sources(
        meeting=RelatedPage(meeting.ref, meeting.title) if meeting else None,
        decision=RelatedPage(decision.ref, decision.text) if decision else None,
        commitment=RelatedPage(commitment.ref, commitment.title) if commitment else None,
        scheme_ref=commitment.scheme.ref if commitment else None,
        carried_from=RelatedPage(before.ref, before.title) if before else None,
    )
