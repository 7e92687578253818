"""The reminders ahead: what would be sent to whom, when and why, if nothing changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from scheduler.actions.models.action_items import ActionItem
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.notices.models.reminders import Reminder
from scheduler.notices.queries.particulars import actions_by_id, meetings_by_id
from scheduler.notices.queries.plannable import Range, list_plannable
from scheduler.notices.queries.reminders import list_reminders
from scheduler.notices.queries.subjects import list_subjects
from scheduler.notices.rules.ladders import Planned, Subject, desired
from scheduler.notices.rules.reminders import ReminderState, SubjectKind
from scheduler.notices.usecases.firing import digest_key

_TOLD = frozenset({ReminderState.QUEUED, ReminderState.SENT, ReminderState.FAILED})


@dataclass(frozen=True, slots=True)
class PreviewedReminder:
    """One reminder ahead; those of one ``letter`` arrive together.

    ``fire_at`` is in the recipient's zone; ``audiences`` says as what the recipient is told.
    """

    fire_at: datetime
    letter: str
    recipient: str
    address: str
    language: str
    subject_kind: str
    subject_ref: str
    title: str
    partnership_ref: str
    rung: str
    anchor_on: date
    audiences: tuple[str, ...]


def preview_reminders(work: UnitOfWork, first: date, last: date) -> list[PreviewedReminder]:
    """Return what would be sent from ``first`` to ``last``, days where each recipient is."""
    found = [
        row
        for kind in SubjectKind
        for ids in _pages(work, kind)
        for row in _previewed(work, kind, ids, (first, last))
    ]
    return sorted(found, key=lambda row: (row.fire_at, row.address, row.subject_ref))


def _pages(work: UnitOfWork, kind: SubjectKind) -> Iterator[Collection[int]]:
    wanted = Range(kind)
    while ids := list_plannable(work, wanted):
        yield ids
        wanted = Range(kind, after=ids[-1])


def _previewed(
    work: UnitOfWork, kind: SubjectKind, ids: Collection[int], days: tuple[date, date]
) -> Iterator[PreviewedReminder]:
    rows = {row.dedup_key: row for row in list_reminders(work, kind, ids)}
    ahead: dict[int, list[tuple[Subject, Planned, datetime]]] = defaultdict(list)
    for subject in list_subjects(work, kind, ids):
        for planned in desired(subject):
            fire_at = _next_moment(planned, rows.get(planned.key), work.now)
            if fire_at is not None and days[0] <= fire_at.date() <= days[1]:
                ahead[subject.id].append((subject, planned, fire_at))
    named = _named(work, kind, ahead)
    for subject_id, reminders in ahead.items():
        for subject, planned, fire_at in reminders:
            yield _row(subject, planned, fire_at, named[subject_id])


def _next_moment(planned: Planned, row: Reminder | None, now: datetime) -> datetime | None:
    """Return when a reminder would go out, in its recipient's zone, or ``None`` if it will not."""
    if row is not None and row.state in _TOLD:
        return None
    fire_at = planned.fire_at
    if row is not None and row.state is ReminderState.PLANNED:
        fire_at = max(fire_at, row.fire_at)
    fire_at = max(fire_at, now)
    if planned.window_ends_at <= fire_at:
        return None
    return fire_at.astimezone(ZoneInfo(planned.recipient.timezone))


@dataclass(frozen=True, slots=True)
class _Named:
    """What people call a subject."""

    ref: str
    partnership_ref: str
    title: Trilingual


def _row(subject: Subject, planned: Planned, fire_at: datetime, named: _Named) -> PreviewedReminder:
    recipient = planned.recipient
    return PreviewedReminder(
        fire_at=fire_at,
        letter=digest_key(recipient, fire_at.date()),
        recipient=recipient.name,
        address=recipient.address,
        language=recipient.language.value,
        subject_kind=subject.kind.value,
        subject_ref=named.ref,
        title=named.title.best(recipient.language).text,
        partnership_ref=named.partnership_ref,
        rung=planned.rung,
        anchor_on=planned.anchor_on,
        audiences=tuple(sorted(audience.value for audience in subject.recipients[recipient])),
    )


def _named(work: UnitOfWork, kind: SubjectKind, ids: Collection[int]) -> dict[int, _Named]:
    rows: Iterable[ActionItem | Meeting]
    if kind is SubjectKind.ACTION_DUE:
        rows = actions_by_id(work, ids).values()
    else:
        rows = meetings_by_id(work, ids).values()
    return {row.id: _Named(row.ref, row.partnership.ref, row.title) for row in rows}
