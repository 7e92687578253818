"""Thunderbird's own reader finds in a feed what was put in."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.calendars.builders import (
    DUE_DAY,
    HONG_KONG,
    MEETING,
    TASK,
    a_cancelled_event,
    a_feed,
    an_event,
)
from tests.calendars.icaljs import read_with_icaljs

LENGTH = timedelta(hours=2)


def test_a_feed_reads_the_same_elsewhere() -> None:
    later = a_cancelled_event(
        uid="meeting-2@scheduler.example",
        starts=datetime(2028, 2, 18, 14, 30, tzinfo=HONG_KONG),
        ends=datetime(2028, 2, 18, 17, 0, tzinfo=HONG_KONG),
    )
    meeting, due_day, cancelled = read_with_icaljs(a_feed(MEETING, DUE_DAY, later))

    assert meeting == {
        "kind": "vevent",
        "uid": MEETING.uid,
        "title": MEETING.summary,
        "description": MEETING.description,
        "categories": list(MEETING.categories),
        "starts": "2027-03-05T01:30:00.000Z",
        "ends": "2027-03-05T04:00:00.000Z",
        "due": None,
    }
    assert (due_day["uid"], due_day["title"]) == (DUE_DAY.uid, DUE_DAY.summary)
    assert (due_day["starts"], due_day["ends"]) == ("2027-04-30", "2027-05-01")
    assert cancelled["title"] == f"[取消 Cancelled] {MEETING.summary}"
    assert cancelled["starts"] == "2028-02-18T06:30:00.000Z"


def test_tasks_read_the_same_elsewhere() -> None:
    (task,) = read_with_icaljs(a_feed(TASK))

    assert (task["kind"], task["uid"], task["title"]) == ("vtodo", TASK.uid, TASK.summary)
    assert task["due"] == "2027-04-30"


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Asia/Kathmandu"])
def test_rules_of_other_zones_are_right(zone: str) -> None:
    days = [(3, 13), (3, 14), (3, 28), (7, 1), (10, 30), (10, 31), (11, 7)]
    first = [datetime(2027, month, day, 4, 30, tzinfo=ZoneInfo(zone)) for month, day in days]
    events = [
        an_event(uid=f"{starts:%m%d}@scheduler.example", starts=starts, ends=starts + LENGTH)
        for starts in first
    ]
    found = read_with_icaljs(a_feed(*events))

    assert [datetime.fromisoformat(event["starts"]) for event in found] == first
    assert [datetime.fromisoformat(event["ends"]) for event in found] == [
        event.ends for event in events
    ]


def test_odd_text_reads_the_same_elsewhere() -> None:
    odd = '引号 "x" ^n ^\' \\n \\\\ ,;: 😀👨‍👩‍👧‍👦 é' * 5
    (event,) = read_with_icaljs(a_feed(an_event(summary=odd, description=f"{odd}\n\n{odd}")))

    assert event["title"] == odd
    assert event["description"] == f"{odd}\n\n{odd}"
