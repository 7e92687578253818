"""The history of an item: reports and changes, each once, with who, for whom and through what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.models.progress import ProgressUpdate
from scheduler.actions.queries.progress import Recorded, list_recorded, list_updates
from scheduler.actions.queries.recipients import organisations_by_id, people_by_id, posts_by_id
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.kernel.rules.actor import Via
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.people import Person
from scheduler.parties.rules.names import PersonName

# The columns of an owner, the most particular first: that is the one people are told.
_OWNER_COLUMNS: Final = ("person_id", "post_id", "organisation_id")
_TEXTS: Final = ("title", "text", "measure")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value before and after: a day, a number, a text or a name; ``None`` for nothing."""

    field: str
    before: date | int | Trilingual | PersonName | None
    after: date | int | Trilingual | PersonName | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened; ``name`` is ``None`` where no known person did it."""

    at: datetime
    act: str
    name: PersonName | None
    written_name: str
    on_behalf_of: str | None
    via: Via
    note: str = ""
    note_language: Language | None = None
    percent: int | None = None
    status_before: ActionStatus | None = None
    status_after: ActionStatus | None = None
    changes: tuple[FieldChange, ...] = ()

    @property
    def moved(self) -> bool:
        """Say whether the item's status became another one."""
        return self.status_before is not self.status_after


def history_of(work: UnitOfWork, item: ActionItem) -> tuple[HistoryEntry, ...]:
    """Return what happened to an item, the newest first.

    A report and the change it led to are one happening: they share instant and actor.
    """
    recorded = list_recorded(work, item)
    updates = {(row.reported_at, row.reported_by_id): row for row in list_updates(work, item)}
    names = _names(work, recorded)
    entries = [
        _entry(one, updates.pop((one.entry.at, one.entry.person_id), None), names)
        for one in recorded
    ]
    # Reports that were loaded without an audit trail, such as those of a demonstration.
    entries += [_report(row) for row in updates.values()]
    return tuple(sorted(entries, key=lambda entry: entry.at, reverse=True))


def _entry(
    one: Recorded, update: ProgressUpdate | None, names: Mapping[tuple[str, int], Any]
) -> HistoryEntry:
    entry = one.entry
    added = entry.act == "action.add"
    return HistoryEntry(
        at=entry.at,
        act=entry.act,
        name=one.person.name if one.person else None,
        written_name=entry.actor_name,
        on_behalf_of=entry.on_behalf_of,
        via=Via(entry.via),
        changes=() if added else tuple(_changes(entry.changes, names)),
        **_said(update),
    )


def _report(row: ProgressUpdate) -> HistoryEntry:
    return HistoryEntry(
        at=row.reported_at,
        act="action.report_progress",
        name=_name(row.reporter),
        written_name=row.reported_by,
        on_behalf_of=row.on_behalf_of,
        via=row.via,
        **_said(row),
    )


def _said(row: ProgressUpdate | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "note": row.note,
        "note_language": row.language,
        "percent": row.percent,
        "status_before": row.status_before,
        "status_after": row.status_after,
    }


def _name(person: Person | None) -> PersonName | None:
    return person.name if person else None


def _changes(
    changes: Mapping[str, Sequence[Any]], names: Mapping[tuple[str, int], Any]
) -> Iterable[FieldChange]:
    """Yield what people changed; what follows from it by rule goes without saying."""
    for field in _TEXTS:
        if field in changes:
            yield FieldChange(field, *(_text(value) for value in changes[field]))
    if "due_on" in changes:
        yield FieldChange("due_on", *(_day(value) for value in changes["due_on"]))
    if "priority" in changes:
        yield FieldChange("priority", *changes["priority"])
    for side in ("lead", "counterpart"):
        if any(f"{side}_{column}" in changes for column in _OWNER_COLUMNS):
            before, after = (_owner(changes, names, side, place) for place in (0, 1))
            yield FieldChange(side, before, after)


def _owner(
    changes: Mapping[str, Sequence[Any]],
    names: Mapping[tuple[str, int], Any],
    side: str,
    place: int,
) -> Trilingual | PersonName | None:
    for column in _OWNER_COLUMNS:
        found = changes.get(f"{side}_{column}")
        if found is not None and found[place] is not None:
            name: Trilingual | PersonName | None = names.get((column, found[place]))
            return name
    return None


def _names(work: UnitOfWork, recorded: Sequence[Recorded]) -> dict[tuple[str, int], Any]:
    """Return the names of all owners that ever were, in three statements."""
    ids: dict[str, set[Any]] = {column: set() for column in _OWNER_COLUMNS}
    for one in recorded:
        for side in ("lead", "counterpart"):
            for column in _OWNER_COLUMNS:
                ids[column].update(filter(None, one.entry.changes.get(f"{side}_{column}", ())))
    people = people_by_id(work, ids["person_id"])
    posts = posts_by_id(work, ids["post_id"])
    organisations = organisations_by_id(work, ids["organisation_id"])
    return {
        **{("person_id", key): row.name for key, row in people.items()},
        **{("post_id", key): row.name for key, row in posts.items()},
        **{("organisation_id", key): row.short_name for key, row in organisations.items()},
    }


def _text(value: Mapping[str, str] | None) -> Trilingual | None:
    if not value:
        return None
    return Trilingual(
        source=Language(next(iter(value))),
        texts={Language(language): text for language, text in value.items()},
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
