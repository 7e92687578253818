"""One entry becomes one component that says exactly what was meant."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduler.calendars.component import component_text
from scheduler.calendars.entries import Event, EventStatus, Relation, RelationType
from tests.calendars.builders import (
    CHANGED,
    CREATED,
    DUE_DAY,
    HONG_KONG,
    MEETING,
    SHANGHAI,
    TASK,
    a_cancelled_event,
    an_event,
    read,
)


def _lines(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_a_meeting_reads_back_as_it_was() -> None:
    component = read(component_text(MEETING))

    assert component["UID"] == MEETING.uid
    assert component["SUMMARY"] == MEETING.summary
    assert component["DESCRIPTION"] == MEETING.description
    assert component["LOCATION"] == MEETING.location
    assert component["URL"] == MEETING.url
    assert component["CONFERENCE"] == MEETING.conference_url
    assert component["DTSTART"].dt == MEETING.starts
    assert component["DTEND"].dt == MEETING.ends
    assert component["SEQUENCE"] == 3


def test_the_revision_drives_every_stamp() -> None:
    lines = _lines(component_text(MEETING))

    assert {"DTSTAMP:20270112T013000Z", "LAST-MODIFIED:20270112T013000Z"} <= set(lines)
    assert "CREATED:20261102T030405Z" in lines
    assert "SEQUENCE:3" in lines


def test_the_same_entry_gives_the_same_bytes() -> None:
    elsewhere = an_event(
        created_at=CREATED.astimezone(HONG_KONG), changed_at=CHANGED.astimezone(SHANGHAI)
    )

    assert component_text(MEETING) == component_text(elsewhere)


@pytest.mark.parametrize("zone", [SHANGHAI, HONG_KONG], ids=str)
def test_a_time_names_its_zone_and_keeps_its_instant(zone: ZoneInfo) -> None:
    starts = datetime(2027, 3, 5, 9, 30, tzinfo=zone)
    content = component_text(an_event(starts=starts, ends=starts + timedelta(hours=2)))

    assert f"DTSTART;TZID={zone.key}:20270305T093000" in _lines(content)
    found = read(content)["DTSTART"].dt
    assert found.astimezone(UTC) == datetime(2027, 3, 5, 1, 30, tzinfo=UTC)


def test_all_days_end_on_the_day_after_and_take_no_time() -> None:
    lines = _lines(component_text(DUE_DAY))

    assert "DTSTART;VALUE=DATE:20270430" in lines
    assert "DTEND;VALUE=DATE:20270501" in lines
    assert "TRANSP:TRANSPARENT" in lines
    assert "X-MICROSOFT-CDO-BUSYSTATUS:FREE" in lines
    assert "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE" in lines
    assert "RELATED-TO;RELTYPE=PARENT:meeting-1@scheduler.example" in lines


def test_a_meeting_takes_time() -> None:
    lines = _lines(component_text(MEETING))

    assert "TRANSP:OPAQUE" in lines
    assert not [line for line in lines if line.startswith("X-MICROSOFT")]


def test_a_cancelled_event_is_marked_free_and_silent() -> None:
    content = component_text(a_cancelled_event())
    component = read(content)

    assert component["SUMMARY"] == f"[取消 Cancelled] {MEETING.summary}"
    assert {"STATUS:CANCELLED", "TRANSP:TRANSPARENT", "SEQUENCE:4"} <= set(_lines(content))
    assert b"VALARM" not in content


def test_a_provisional_event_is_tentative() -> None:
    content = component_text(an_event(status=EventStatus.TENTATIVE, mark="暂定"))

    assert "STATUS:TENTATIVE" in _lines(content)
    assert read(content)["SUMMARY"].startswith("[暂定] 2027")


def test_an_alarm_is_a_relative_display_with_text() -> None:
    lines = _lines(component_text(MEETING))
    alarm = lines[lines.index("BEGIN:VALARM") : lines.index("END:VALARM")]

    assert {"ACTION:DISPLAY", "TRIGGER:-P1D"} <= set(alarm)
    assert any(line.startswith("DESCRIPTION:2027") for line in alarm)


def test_a_task_reads_back_as_it_was() -> None:
    content = component_text(TASK)
    component = read(content)

    assert component["DUE"].dt == date(2027, 4, 30)
    assert component["SUMMARY"] == "设立实验室"
    assert {
        "DUE;VALUE=DATE:20270430",
        "STATUS:COMPLETED",
        "PERCENT-COMPLETE:100",
        "PRIORITY:5",
        "COMPLETED:20270402T000000Z",
    } <= set(_lines(content))


def test_an_action_may_depend_on_another() -> None:
    related = (Relation("action-9@scheduler.example", RelationType.DEPENDS_ON),)
    lines = _lines(component_text(an_event(related_to=related)))

    assert "RELATED-TO;RELTYPE=DEPENDS-ON:action-9@scheduler.example" in lines


def test_nothing_empty_is_written() -> None:
    bare = Event(
        uid="bare@scheduler.example",
        summary="Bare",
        url="https://example.org/",
        starts=date(2027, 1, 1),
        ends=date(2027, 1, 2),
        created_at=CREATED,
        changed_at=CHANGED,
        categories=("", " "),
    )
    names = {line.split(":")[0].split(";")[0] for line in _lines(component_text(bare))}

    assert not names & {"DESCRIPTION", "LOCATION", "CATEGORIES", "CONFERENCE", "RELATED-TO"}
    assert not names & {"ORGANIZER", "ATTENDEE", "METHOD"}


def test_lines_are_folded_between_characters() -> None:
    title = "会商会议👨‍👩‍👧‍👦 Innovation é " * 30
    content = component_text(an_event(summary=title, description=title * 3))

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    for line in content.split(b"\r\n"):
        line.decode()
    assert read(content)["SUMMARY"] == title.strip()
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_marks_of_the_format_are_escaped() -> None:
    lines = _lines(component_text(an_event(summary="a,b;c\\n", description="one\ntwo\r\nthree")))

    assert "SUMMARY:a\\,b\\;c\\\\n" in lines
    assert "DESCRIPTION:one\\ntwo\\nthree" in lines
    assert "CATEGORIES:会商会议,high-level\\, yearly" in lines
