"""An action item as a line of a list: what every page that names items shows of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.recipients import Answering, ItemOwners, owners_of
from scheduler.actions.rules.action_items import ActionStatus, Priority
from scheduler.actions.rules.lights import Light, light_of
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.rules.names import PersonName


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """The owner of one side, and who that is today."""

    side: Side
    organisation: Trilingual
    post: Trilingual | None
    persons: tuple[PersonName, ...]


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One item; ``days_left`` is negative once it is overdue."""

    ref: str
    title: Trilingual
    partnership_ref: str
    partnership_name: Trilingual
    status: ActionStatus
    light: Light
    priority: Priority
    percent: int
    due_on: date | None
    original_due_on: date | None
    days_left: int | None
    last_progress_at: datetime | None
    closed_at: datetime | None
    lead: OwnerLine
    counterpart: OwnerLine | None


def lines_of(work: UnitOfWork, items: Sequence[ActionItem]) -> tuple[ActionLine, ...]:
    """Return lines for items loaded with their partnerships, in a fixed number of statements."""
    owners = owners_of(work, items)
    return tuple(line_of(item, owners[item.id], work.today) for item in items)


def line_of(item: ActionItem, owners: ItemOwners, today: date) -> ActionLine:
    """Return the line of one item on ``today``."""
    return ActionLine(
        ref=item.ref,
        title=item.title,
        partnership_ref=item.partnership.ref,
        partnership_name=item.partnership.name,
        status=item.status,
        light=light_of(
            item.status, due_on=item.due_on, attention_on=item.attention_on, today=today
        ),
        priority=Priority(item.priority),
        percent=item.percent,
        due_on=item.due_on,
        original_due_on=item.original_due_on,
        days_left=(item.due_on - today).days if item.due_on else None,
        last_progress_at=item.last_progress_at,
        closed_at=item.closed_at,
        lead=owner_line(owners.lead),
        counterpart=owner_line(owners.counterpart) if owners.counterpart else None,
    )


def owner_line(answering: Answering) -> OwnerLine:
    """Return an owner as pages show it."""
    return OwnerLine(
        side=answering.owner.side,
        organisation=answering.organisation.short_name,
        post=answering.post.name if answering.post else None,
        persons=tuple(person.name for person in answering.persons),
    )
