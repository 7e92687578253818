"""Entries for the tests of calendars, right in every field unless told otherwise."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Component

from scheduler.calendars.component import component_text
from scheduler.calendars.entries import (
    Entry,
    Event,
    EventStatus,
    Relation,
    Todo,
    TodoStatus,
    feed_order,
    zones_of,
)
from scheduler.calendars.feed import Colour, FeedHead, feed_text
from scheduler.kernel.rules.language import Language

SHANGHAI = ZoneInfo("Asia/Shanghai")
HONG_KONG = ZoneInfo("Asia/Hong_Kong")
CREATED = datetime(2026, 11, 2, 3, 4, 5, tzinfo=UTC)
CHANGED = datetime(2027, 1, 12, 1, 30, 0, 999, tzinfo=UTC)

HEAD = FeedHead(
    name="会商日程, 示例; one",
    description="Meetings and due days",
    language=Language.ZH_HANS,
    colour=Colour.TEAL,
)

MEETING = Event(
    uid="meeting-1@scheduler.example",
    summary="2027年度会商会议, Chengdu; 示例",
    description="https://example.org/meetings/SC-CITYU/2027/M01\n\n第一行\nsecond line",
    url="https://example.org/meetings/SC-CITYU/2027/M01",
    starts=datetime(2027, 3, 5, 9, 30, tzinfo=SHANGHAI),
    ends=datetime(2027, 3, 5, 12, 0, tzinfo=SHANGHAI),
    created_at=CREATED,
    changed_at=CHANGED,
    sequence=3,
    location="成都, 省科技厅 201",
    categories=("会商会议", "high-level, yearly"),
    conference_url="https://video.example.org/room?id=1&pwd=2",
    alarms=(-timedelta(days=1),),
)

DUE_DAY = Event(
    uid="action-1-due@scheduler.example",
    summary="Due: set up the laboratory 实验室",
    url="https://example.org/actions/SC-CITYU/2027/A03",
    starts=date(2027, 4, 30),
    ends=date(2027, 5, 1),
    created_at=CREATED,
    changed_at=CHANGED,
    transparent=True,
    related_to=(Relation("meeting-1@scheduler.example"),),
)

TASK = Todo(
    uid="action-1@scheduler.example",
    summary="设立实验室",
    url="https://example.org/actions/SC-CITYU/2027/A03",
    due=date(2027, 4, 30),
    created_at=CREATED,
    changed_at=CHANGED,
    status=TodoStatus.COMPLETED,
    percent=100,
    priority=5,
    completed_at=datetime(2027, 4, 2, 8, 0, tzinfo=SHANGHAI),
    related_to=(Relation("meeting-1@scheduler.example"),),
)


def an_event(**changes: Any) -> Event:
    """Return the meeting with some fields changed."""
    return replace(MEETING, **changes)


def a_todo(**changes: Any) -> Todo:
    """Return the task with some fields changed."""
    return replace(TASK, **changes)


def a_cancelled_event(**changes: Any) -> Event:
    """Return the meeting after it was called off."""
    return an_event(status=EventStatus.CANCELLED, mark="取消 Cancelled", sequence=4, **changes)


def a_feed(*entries: Entry, head: FeedHead = HEAD) -> bytes:
    """Return a calendar of the entries in the order feeds have."""
    ordered = sorted(entries, key=feed_order)
    zones = frozenset[str]().union(*map(zones_of, ordered))
    return feed_text(head, [component_text(entry) for entry in ordered], zones)


def read(content: bytes) -> Any:
    """Return what icalendar reads, untyped: its properties are unions of thirty classes."""
    return Component.from_ical(content)
