"""An entry that no program could read is refused where it is made."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from scheduler.calendars.component import component_text
from scheduler.calendars.entries import (
    Entry,
    EntryError,
    EventStatus,
    TodoStatus,
    feed_order,
    zones_of,
)
from tests.calendars.builders import (
    CREATED,
    DUE_DAY,
    HONG_KONG,
    MEETING,
    SHANGHAI,
    TASK,
    a_todo,
    an_event,
)

NAIVE = datetime(2027, 3, 5, 9, 30)  # noqa: DTZ001 - what is to be refused
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    "changes",
    [
        {"uid": " "},
        {"sequence": -1},
        {"created_at": NAIVE},
        {"changed_at": NAIVE},
        {"starts": NAIVE},
        {"starts": datetime(2027, 3, 5, 1, 30, tzinfo=timezone(timedelta(hours=8)))},
        {"starts": datetime(2027, 3, 5, 1, 30, tzinfo=ZoneInfo("GMT"))},
        {"starts": datetime(2027, 3, 5, 1, 30, tzinfo=ZoneInfo("Etc/GMT-8"))},
        {"starts": date(2027, 3, 5)},
        {"ends": date(2027, 3, 5)},
        {"starts": MEETING.ends},
        {"starts": date(2027, 3, 5), "ends": date(2027, 3, 5)},
        {"status": EventStatus.CANCELLED},
        {"alarms": (timedelta(), -timedelta(days=1))},
    ],
    ids=str,
)
def test_an_impossible_event_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(EntryError):
        an_event(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"uid": ""},
        {"due": datetime(2027, 3, 5, tzinfo=SHANGHAI)},
        {"percent": 101},
        {"priority": 10},
        {"completed_at": NAIVE},
        {"status": TodoStatus.IN_PROCESS},
    ],
    ids=str,
)
def test_an_impossible_task_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(EntryError):
        a_todo(**changes)


def test_a_task_may_be_open() -> None:
    todo = a_todo(status=TodoStatus.NEEDS_ACTION, completed_at=None, percent=0)

    assert b"COMPLETED:" not in component_text(todo)


def test_order_in_autumn_is_by_instant() -> None:
    summer = datetime(2027, 10, 31, 1, 50, tzinfo=LONDON)
    winter = datetime(2027, 10, 31, 1, 10, fold=1, tzinfo=LONDON)

    assert an_event(starts=summer, ends=winter).ends == winter


def test_utc_needs_no_rules() -> None:
    zone = ZoneInfo("UTC")
    event = an_event(starts=CREATED.astimezone(zone), ends=datetime(2027, 3, 5, tzinfo=zone))

    assert zones_of(event) == frozenset()
    assert b"DTSTART:20261102T030405Z" in component_text(event)


def test_entries_name_the_zones_they_use() -> None:
    across = an_event(ends=datetime(2027, 3, 5, 18, 0, tzinfo=HONG_KONG))

    assert zones_of(across) == {"Asia/Shanghai", "Asia/Hong_Kong"}
    assert zones_of(DUE_DAY) == zones_of(TASK) == frozenset()


def test_entries_are_ordered_by_start() -> None:
    same = an_event(uid="another@scheduler.example")
    entries: list[Entry] = [TASK, DUE_DAY, MEETING, same]
    ordered = sorted(entries, key=feed_order)

    assert [entry.uid.split("@")[0] for entry in ordered] == [
        "another",
        "meeting-1",
        "action-1-due",
        "action-1",
    ]
    assert feed_order(MEETING)[0] == datetime(2027, 3, 5, 1, 30, tzinfo=UTC)
