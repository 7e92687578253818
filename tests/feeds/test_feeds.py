"""A subscriber gets what they may see, in words, with the revisions of the rows."""

from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from scheduler.actions.rules.action_items import ActionStatus
from scheduler.feeds.rules.subscriptions import FeedComponents, FeedScope
from scheduler.kernel.rules.language import Language
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.parties.usecases.people import give_post
from tests.builders.cast import SINCE, Cast, a_cast
from tests.calendars.icaljs import read_with_icaljs
from tests.conftest import HandClock
from tests.feeds.builders import (
    Fetch,
    Programme,
    a_feed,
    a_planned_meeting,
    a_programme,
    an_action_item,
    an_announced_meeting,
    entries,
)

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")


def test_a_dated_meeting_stands_at_its_own_wall_clock(
    work: UnitOfWork, cast: Cast, programme: Programme, fetch: Fetch
) -> None:
    meeting = an_announced_meeting(work, programme, sequence=4)
    (event,) = entries(fetch(a_feed(work, cast.owner).token))

    assert event["UID"] == meeting.uid
    assert event["SEQUENCE"] == 4
    assert event["SUMMARY"] == f"{meeting.ref} Consultation meeting 2027"
    assert event["DTSTART"].dt == datetime(2027, 3, 5, 9, 30, tzinfo=SHANGHAI)
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == meeting.changed_at
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "OPAQUE")
    assert event["LOCATION"] == "Room 201"
    lines = event["DESCRIPTION"].splitlines()
    assert lines[0] == event["URL"] == f"https://scheduler.example/meetings/{meeting.ref}"
    assert "Host: Department of SC-CITYU" in lines
    assert "Video conference: https://video.example.org/room" in lines


def test_a_meeting_without_a_date_covers_its_window_and_keeps_nobody_busy(
    work: UnitOfWork, cast: Cast, programme: Programme, fetch: Fetch
) -> None:
    meeting = a_planned_meeting(work, programme)
    (event,) = entries(fetch(a_feed(work, cast.owner).token))

    assert event["SUMMARY"] == f"[Provisional] {meeting.ref} Consultation meeting 2027"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 1, 1), date(2027, 4, 1))
    assert (event["STATUS"], event["TRANSP"]) == ("TENTATIVE", "TRANSPARENT")
    assert "between 1 January 2027 and 31 March 2027" in event["DESCRIPTION"]


def test_a_due_day_hangs_on_the_meeting_it_came_from(
    work: UnitOfWork, cast: Cast, programme: Programme, fetch: Fetch
) -> None:
    meeting = an_announced_meeting(work, programme)
    item = an_action_item(work, programme, meeting_id=meeting.id, original_due_on=date(2027, 3, 31))
    due = entries(fetch(a_feed(work, cast.owner).token))[1]

    assert due["UID"] == item.uid.replace("@", "-due@")
    assert due["RELATED-TO"] == meeting.uid
    assert due["RELATED-TO"].params["RELTYPE"] == "PARENT"
    assert due["SUMMARY"] == f"{item.ref} Due: Open the joint laboratory"
    assert (due["DTSTART"].dt, due["DTEND"].dt) == (date(2027, 4, 30), date(2027, 5, 1))
    assert due["TRANSP"] == "TRANSPARENT"
    assert due["DESCRIPTION"].splitlines() == [
        f"https://scheduler.example/actions/{item.ref}",
        "",
        "Status: In progress, 40%",
        "Lead: University of SC-CITYU",
        "Counterpart: Department of SC-CITYU",
        "Originally due: 31 March 2027",
    ]


def test_a_task_feed_holds_tasks_alone_under_uids_of_their_own(
    work: UnitOfWork, cast: Cast, programme: Programme, fetch: Fetch
) -> None:
    an_announced_meeting(work, programme)
    item = an_action_item(work, programme)
    done = an_action_item(
        work, programme, status=ActionStatus.COMPLETED, percent=100, closed_at=work.now
    )
    feed = fetch(a_feed(work, cast.owner, components=FeedComponents.TODO).token)

    assert entries(feed) == []
    first, second = sorted(entries(feed, "VTODO"), key=lambda todo: str(todo["STATUS"]))
    assert (first["UID"], first["STATUS"]) == (done.uid, "COMPLETED")
    assert (second["UID"], second["STATUS"]) == (item.uid, "IN-PROCESS")
    assert (second["DUE"].dt, second["PERCENT-COMPLETE"]) == (date(2027, 4, 30), 40)


def test_a_changed_due_day_is_a_new_revision_of_the_same_entry(
    work: UnitOfWork, cast: Cast, programme: Programme, fetch: Fetch, clock: HandClock
) -> None:
    item = an_action_item(work, programme)
    token = a_feed(work, cast.owner).token
    before = fetch(token)

    item.due_on = date(2027, 5, 31)
    item.revise(clock.forward(hours=1))
    after = fetch(token)

    assert after.etag != before.etag
    assert after.changed_at == before.changed_at + timedelta(hours=1)
    (old,), (new,) = entries(before), entries(after)
    assert (new["UID"], new["SEQUENCE"]) == (old["UID"], old["SEQUENCE"] + 1)
    assert new["DTSTAMP"].dt > old["DTSTAMP"].dt
    assert new["DTSTART"].dt == date(2027, 5, 31)


def test_the_same_rows_are_the_same_bytes_until_a_new_day(
    work: UnitOfWork, cast: Cast, programme: Programme, fetch: Fetch, clock: HandClock
) -> None:
    an_announced_meeting(work, programme)
    an_action_item(work, programme)
    token = a_feed(work, cast.owner).token

    first = fetch(token)
    clock.forward(hours=8)
    assert fetch(token) == first
    clock.forward(days=1)
    later = fetch(token)
    assert (later.content, later.etag) == (first.content, first.etag)
    assert later.changed_at > first.changed_at


def test_what_was_cancelled_or_done_stays_marked_for_ninety_days(
    work: UnitOfWork, cast: Cast, programme: Programme, fetch: Fetch, clock: HandClock
) -> None:
    meeting = an_announced_meeting(work, programme)
    dropped = an_action_item(work, programme, due_on=date(2027, 4, 29))
    done = an_action_item(work, programme)
    token = a_feed(work, cast.owner).token
    meeting.move_to(MeetingStatus.CANCELLED, work.now)
    dropped.status, dropped.closed_at = ActionStatus.CANCELLED, work.now
    done.status, done.closed_at = ActionStatus.COMPLETED, work.now

    clock.forward(days=89)
    called_off, given_up, finished = entries(fetch(token))
    assert (called_off["STATUS"], called_off["SEQUENCE"]) == ("CANCELLED", 1)
    assert called_off["SUMMARY"].startswith("[Cancelled] ")
    assert called_off["TRANSP"] == "TRANSPARENT"
    assert given_up["STATUS"] == "CANCELLED"
    assert finished["SUMMARY"].startswith("[Done] ")

    clock.forward(days=3)
    (nothing,) = entries(fetch(token))
    assert nothing["SUMMARY"] == "Nothing is scheduled yet"


def test_the_past_year_and_the_next_two_are_shown_and_overdue_items_always(
    work: UnitOfWork, cast: Cast, programme: Programme, fetch: Fetch
) -> None:
    for year in (2025, 2026, 2028, 2030):
        starts = datetime(year, 3, 5, 9, 30)  # noqa: DTZ001 - wall clock
        ends = starts + timedelta(hours=2)
        an_announced_meeting(work, programme, year=year, starts_local=starts, ends_local=ends)
    an_action_item(work, programme, due_on=date(2025, 6, 30))

    days = [event["DTSTART"].dt for event in entries(fetch(a_feed(work, cast.owner).token))]
    assert [day.year for day in days] == [2025, 2026, 2028]
    assert days[0] == date(2025, 6, 30)


@pytest.mark.parametrize("components", list(FeedComponents))
def test_an_empty_feed_says_so_with_one_lasting_entry(
    work: UnitOfWork, cast: Cast, fetch: Fetch, components: FeedComponents, clock: HandClock
) -> None:
    token = a_feed(work, cast.owner, components=components).token
    first = fetch(token)
    clock.forward(hours=3)

    assert fetch(token) == first
    (note,) = entries(first, f"V{components}")
    assert note["SUMMARY"] == "Nothing is scheduled yet"
    assert note.get("TRANSP", "TRANSPARENT") == "TRANSPARENT"


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (FeedScope.ALL, {"CITYU/2027/M01", "CITYU/2027/A01", "HKU/2027/M01", "HKU/2027/A01"}),
        (FeedScope.MEETINGS, {"CITYU/2027/M01", "HKU/2027/M01"}),
        (FeedScope.ACTIONS, {"CITYU/2027/A01", "HKU/2027/A01"}),
        (FeedScope.PARTNERSHIP, {"CITYU/2027/M01", "CITYU/2027/A01"}),
    ],
)
def test_a_feed_holds_what_it_was_asked_for(
    work: UnitOfWork, fetch: Fetch, scope: FeedScope, found: set[str]
) -> None:
    ours = a_cast(work, "CITYU")
    theirs = a_cast(work, "HKU", department=ours.department)
    for cast in (ours, theirs):
        programme = a_programme(work, cast)
        an_announced_meeting(work, programme)
        an_action_item(work, programme)
    # The liaison officer of one partnership also looks after the other.
    give_post(work, theirs.liaison.post, ours.liaison.person, from_on=SINCE)

    partnership = ours.partnership if scope is FeedScope.PARTNERSHIP else None
    feed = fetch(a_feed(work, ours.liaison, scope=scope, partnership=partnership).token)
    assert {str(event["SUMMARY"]).split()[0] for event in entries(feed)} == found


@pytest.mark.parametrize("components", list(FeedComponents))
@pytest.mark.parametrize("language", list(Language))
def test_thunderbirds_reader_finds_the_same(
    work: UnitOfWork,
    programme: Programme,
    fetch: Fetch,
    components: FeedComponents,
    language: Language,
) -> None:
    an_announced_meeting(work, programme)
    a_planned_meeting(work, programme)
    an_action_item(work, programme)
    known: dict[str, Any] = {"components": components, "language": language, "alarms": True}
    feed = fetch(a_feed(work, programme.cast.owner, **known).token)

    found = read_with_icaljs(feed.content)
    assert [(each["uid"], each["title"]) for each in found] == [
        (event["UID"], event["SUMMARY"]) for event in entries(feed, f"V{components}")
    ]
    if components is FeedComponents.EVENT:
        assert [each["starts"] for each in found] == [
            "2027-01-01",
            "2027-03-05T01:30:00.000Z",
            "2027-04-30",
        ]
    else:
        assert [each["due"] for each in found] == ["2027-04-30"]
