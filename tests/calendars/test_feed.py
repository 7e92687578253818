"""A feed is a concatenation of stored components under a head that every program accepts."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scheduler.calendars.component import component_text
from scheduler.calendars.feed import Colour, FeedHead, etag, feed_text
from scheduler.calendars.zones import zone_text
from scheduler.kernel.rules.language import Language
from tests.calendars.builders import (
    DUE_DAY,
    HEAD,
    HONG_KONG,
    MEETING,
    TASK,
    a_cancelled_event,
    a_feed,
    an_event,
    read,
)

GOLDEN = Path(__file__).parent / "golden.ics"


def _lines(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_the_bytes_are_those_of_the_golden_file() -> None:
    later = a_cancelled_event(
        uid="meeting-2@scheduler.example",
        starts=datetime(2028, 2, 18, 14, 30, tzinfo=HONG_KONG),
        ends=datetime(2028, 2, 18, 17, 0, tzinfo=HONG_KONG),
    )

    assert a_feed(MEETING, DUE_DAY, later) == GOLDEN.read_bytes()


def test_a_feed_joins_what_is_stored() -> None:
    stored = [component_text(MEETING), component_text(DUE_DAY)]
    content = feed_text(HEAD, stored, {"Asia/Shanghai"})

    assert b"".join([zone_text("Asia/Shanghai"), *stored, b"END:VCALENDAR\r\n"]) in content
    assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert content.count(b"VCALENDAR") == 2


def test_the_head_says_what_programs_look_for() -> None:
    lines = _lines(a_feed(MEETING))

    assert lines[: lines.index("BEGIN:VTIMEZONE")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Consultation Scheduler//Feed//zh-Hans-CN",
        "CALSCALE:GREGORIAN",
        "DESCRIPTION:Meetings and due days",
        "X-WR-CALDESC:Meetings and due days",
        "NAME:会商日程\\, 示例\\; one",
        "X-WR-CALNAME:会商日程\\, 示例\\; one",
        "COLOR:teal",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-APPLE-CALENDAR-COLOR:#008080",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Asia/Shanghai",
    ]


def test_a_bare_head_leaves_out_what_it_does_not_know() -> None:
    head = FeedHead(name="N", language=Language.EN, refresh=timedelta(minutes=30))
    content = a_feed(DUE_DAY, head=head)

    assert b"COLOR" not in content
    assert b"CALDESC" not in content
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT30M\r\n" in content


def test_no_feed_asks_for_replies_or_names_itself() -> None:
    calendar = read(a_feed(MEETING, TASK))

    assert not {"UID", "METHOD", "ORGANIZER", "ATTENDEE"} & set(calendar)


def test_a_feed_is_never_empty() -> None:
    with pytest.raises(ValueError, match="at least one"):
        feed_text(HEAD, [], ())


def test_only_used_zones_are_sent_in_a_fixed_order() -> None:
    abroad = an_event(uid="b@scheduler.example", ends=datetime(2027, 3, 6, tzinfo=HONG_KONG))

    assert b"VTIMEZONE" not in a_feed(DUE_DAY)
    assert [line for line in _lines(a_feed(MEETING, abroad)) if line.startswith("TZID:")] == [
        "TZID:Asia/Hong_Kong",
        "TZID:Asia/Shanghai",
    ]


@pytest.mark.parametrize("name", ["Asia/Shanghai", "Asia/Hong_Kong"])
def test_our_zones_are_one_block(name: str) -> None:
    assert zone_text(name).decode().split("\r\n")[2:3] == ["BEGIN:STANDARD"]
    assert zone_text(name).count(b"BEGIN:") == 2
    assert b"COMMENT" not in zone_text(name)


def test_summer_time_begins_in_the_offset_that_ends() -> None:
    rules = zone_text("Europe/Paris").decode().replace("\r\n ", "")

    assert "DTSTART:20150329T020000\r\n" in rules
    assert "RDATE:20270328T020000\r\n" in rules
    assert "RDATE:20271031T030000\r\n" in rules


def test_every_colour_has_both_names() -> None:
    assert all(colour.code.startswith("#") for colour in Colour)


def test_the_tag_follows_the_bytes() -> None:
    first = a_feed(MEETING)

    assert etag(first) == etag(a_feed(MEETING))
    assert etag(first) != etag(a_feed(an_event(sequence=4)))
    assert '"' not in etag(first)


def test_instants_survive_the_whole_way() -> None:
    london = ZoneInfo("Europe/London")
    starts = datetime(2027, 3, 28, 3, 0, tzinfo=london)
    feed = a_feed(an_event(starts=starts, ends=starts + timedelta(hours=1)))
    (event,) = read(feed).walk("VEVENT")

    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2027, 3, 28, 2, 0, tzinfo=UTC)
