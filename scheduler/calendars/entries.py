"""The values a calendar is made of, checked when they are made (RFC 5545 §3.6.1, §3.6.2)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

_HIGHEST_PERCENT: Final = 100
_LOWEST_PRIORITY: Final = 9


class EntryError(ValueError):
    """An entry that no calendar program could read; the feed leaves it out and reports it."""


class EventStatus(StrEnum):
    """RFC 5545 §3.8.1.11; any other word makes strict readers refuse the whole feed."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


class TodoStatus(StrEnum):
    """RFC 5545 §3.8.1.11."""

    NEEDS_ACTION = "NEEDS-ACTION"
    IN_PROCESS = "IN-PROCESS"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"


class RelationType(StrEnum):
    """How an entry hangs on another: PARENT for action to meeting (RFC 5545 §3.2.15, RFC 9253)."""

    PARENT = "PARENT"
    DEPENDS_ON = "DEPENDS-ON"


@dataclass(frozen=True, slots=True)
class Relation:
    """A pointer from one entry to another by UID."""

    uid: str
    reltype: RelationType = RelationType.PARENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A meeting or a due day in a calendar.

    ``starts`` and ``ends`` are both instants with a named zone, or both days; an all-day event
    ends on the day after its last. ``created_at`` and ``changed_at`` are instants in any zone.
    ``mark`` is put in brackets before the title, in the reader's language: a cancelled event needs
    one, as most programs do not show the status. ``url`` is the page of the item; a
    ``conference_url`` should be repeated in the description, since few programs show it alone.
    ``alarms`` are offsets from the start, negative before it; at most one is allowed.

    Raises:
        EntryError: The values contradict each other or cannot be written.
    """

    uid: str
    summary: str
    url: str
    starts: datetime | date
    ends: datetime | date
    created_at: datetime
    changed_at: datetime
    status: EventStatus = EventStatus.CONFIRMED
    sequence: int = 0
    transparent: bool = False
    mark: str = ""
    description: str = ""
    location: str = ""
    categories: tuple[str, ...] = ()
    related_to: tuple[Relation, ...] = ()
    conference_url: str = ""
    alarms: tuple[timedelta, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what calendar programs would misread."""
        _check_common(self.uid, self.sequence, self.created_at, self.changed_at)
        if isinstance(self.starts, datetime) and isinstance(self.ends, datetime):
            _check_zone(self.starts)
            _check_zone(self.ends)
            # Two times of one zone compare by the clock on the wall, which lies in autumn.
            in_order = self.starts.astimezone(UTC) < self.ends.astimezone(UTC)
        elif isinstance(self.starts, datetime) or isinstance(self.ends, datetime):
            raise EntryError("an event starts and ends either at times or on days")
        else:
            in_order = self.starts < self.ends
        if not in_order:
            raise EntryError("an event ends after it starts")
        if self.status is EventStatus.CANCELLED and not self.mark:
            raise EntryError("a cancelled event needs a mark before its title")
        if len(self.alarms) > 1:
            raise EntryError("an event has at most one alarm")

    @property
    def all_day(self) -> bool:
        """Say whether the event fills days instead of hours."""
        return not isinstance(self.starts, datetime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """An action item for task programs; never in the same feed as events.

    ``due`` is a day in the owner's zone. ``percent`` is 0 to 100, ``priority`` 0 (none) to 9
    (lowest). Instants are in any zone.

    Raises:
        EntryError: The values contradict each other or cannot be written.
    """

    uid: str
    summary: str
    url: str
    due: date
    created_at: datetime
    changed_at: datetime
    status: TodoStatus = TodoStatus.NEEDS_ACTION
    sequence: int = 0
    mark: str = ""
    description: str = ""
    percent: int = 0
    priority: int = 0
    completed_at: datetime | None = None
    categories: tuple[str, ...] = ()
    related_to: tuple[Relation, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what task programs would misread."""
        _check_common(self.uid, self.sequence, self.created_at, self.changed_at)
        if isinstance(self.due, datetime):
            raise EntryError("a due day is a day, not an instant")
        if not 0 <= self.percent <= _HIGHEST_PERCENT:
            raise EntryError("percent goes from 0 to 100")
        if not 0 <= self.priority <= _LOWEST_PRIORITY:
            raise EntryError("priority goes from 0 to 9")
        if self.completed_at is not None:
            _check_instant(self.completed_at)
            if self.status is not TodoStatus.COMPLETED:
                raise EntryError("only a completed item has an instant of completion")


Entry = Event | Todo


def zones_of(entry: Entry) -> frozenset[str]:
    """Return the names of the zones whose rules a feed with ``entry`` has to carry."""
    if isinstance(entry, Todo):
        return frozenset()
    names = {_zone_name(moment) for moment in (entry.starts, entry.ends)}
    return frozenset(names - {"", "UTC"})


def feed_order(entry: Entry) -> tuple[datetime, str]:
    """Return the key that orders entries in a feed: by start, then by UID."""
    moment = entry.due if isinstance(entry, Todo) else entry.starts
    if isinstance(moment, datetime):
        return moment.astimezone(UTC), entry.uid
    return datetime(moment.year, moment.month, moment.day, tzinfo=UTC), entry.uid


def _check_common(uid: str, sequence: int, created_at: datetime, changed_at: datetime) -> None:
    if not uid.strip():
        raise EntryError("an entry needs a UID")
    if sequence < 0:
        raise EntryError("a sequence number starts at 0")
    _check_instant(created_at)
    _check_instant(changed_at)


def _check_instant(instant: datetime) -> None:
    if instant.tzinfo is None:
        raise EntryError("an instant needs a zone")


def _check_zone(moment: datetime) -> None:
    # Fixed offsets and abbreviations have no rules to send along, so readers guess.
    name = _zone_name(moment)
    if name != "UTC" and ("/" not in name or name.startswith("Etc/")):
        raise EntryError("a time needs a named zone such as Asia/Shanghai")


def _zone_name(moment: date) -> str:
    if isinstance(moment, datetime) and isinstance(moment.tzinfo, ZoneInfo):
        return moment.tzinfo.key
    return ""
