"""Meetings: opened for a year, dated, moved, postponed, announced, held, closed, cancelled."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from scheduler.kernel.rules.errors import (
    ConfirmationNeededError,
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
    StaleError,
)
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.queries.meetings import get_meeting
from scheduler.meetings.queries.participants import list_participants
from scheduler.meetings.rules.meetings import MeetingStatus, Slot
from scheduler.meetings.rules.participants import PartStat
from scheduler.meetings.usecases.dating import (
    Arrangement,
    date_meeting,
    move_meeting,
    postpone_meeting,
)
from scheduler.meetings.usecases.meetings import plan_meeting
from scheduler.meetings.usecases.participants import reply_to_invitation
from scheduler.meetings.usecases.steps import (
    announce_meeting,
    cancel_meeting,
    close_meeting,
    mark_meeting_held,
    reinstate_meeting,
)
from tests.builders.cast import a_cast, actor_of, text
from tests.builders.meetings import (
    ZONE,
    a_dated_meeting,
    a_held_meeting,
    a_participant,
    a_planned_meeting,
    a_series,
    a_slot,
    an_announced_meeting,
    an_arrangement,
)
from tests.conftest import HandClock


def test_a_planned_meeting_has_its_season_its_host_and_an_address_for_ever(
    work: UnitOfWork,
) -> None:
    cast = a_cast(work)

    meeting = a_planned_meeting(work, cast, 2027)

    assert (meeting.ref, meeting.number, meeting.status) == (
        "SC-CITYU/2027/M01",
        1,
        MeetingStatus.PLANNED,
    )
    assert (meeting.window_first_on, meeting.window_last_on) == (
        date(2027, 1, 1),
        date(2027, 3, 31),
    )
    assert (meeting.host_side, meeting.host_id) == (Side.UNIVERSITY, cast.university.id)
    assert meeting.starts_at is None
    assert meeting.uid.startswith("meeting-")
    assert meeting.uid.endswith("@consultation-scheduler")


def test_a_second_meeting_in_a_year_is_asked_about_and_then_numbered(work: UnitOfWork) -> None:
    series = a_series(work, a_cast(work))
    plan_meeting(work, series.ref, 2027)

    with pytest.raises(ConfirmationNeededError, match="another_in_year"):
        plan_meeting(work, series.ref, 2027)

    assert plan_meeting(work, series.ref, 2027, confirmed=True).number == 2


def test_a_series_does_not_meet_before_its_first_year(work: UnitOfWork) -> None:
    series = a_series(work, a_cast(work), first_year=2020)

    with pytest.raises(InvalidError, match="before_first_year"):
        plan_meeting(work, series.ref, 2019)


def test_a_date_in_the_season_on_a_workday_is_taken_at_once(work: UnitOfWork) -> None:
    ref = a_planned_meeting(work, a_cast(work)).ref

    meeting = date_meeting(work, ref, an_arrangement())

    assert meeting.status is MeetingStatus.DATED
    assert meeting.starts_at is not None
    assert meeting.starts_at.isoformat() == "2027-03-05T09:30:00+08:00"
    assert meeting.sequence == 1
    assert meeting.venue == text("Hall of Science")


def test_a_date_outside_the_season_on_a_weekend_is_asked_about_with_both_reasons(
    work: UnitOfWork,
) -> None:
    ref = a_planned_meeting(work, a_cast(work)).ref
    saturday = an_arrangement(2027, 4, 3)

    with pytest.raises(ConfirmationNeededError) as question:
        date_meeting(work, ref, saturday)

    assert question.value.params["doubts"] == ["outside_season", "on_weekend"]
    assert get_meeting(work, ref).status is MeetingStatus.PLANNED
    assert date_meeting(work, ref, saturday, confirmed=True).status is MeetingStatus.DATED


def test_whether_a_date_has_passed_is_judged_where_the_meeting_is(work: UnitOfWork) -> None:
    ref = a_planned_meeting(work, a_cast(work)).ref
    # It is 09:30 in Chengdu and 14:30 in Auckland, where two o'clock has passed already.
    afternoon = datetime(2027, 1, 12, 14, 0)  # noqa: DTZ001 - wall-clock time
    slot = Slot(afternoon, afternoon.replace(hour=16), "Pacific/Auckland")

    with pytest.raises(ConfirmationNeededError) as question:
        date_meeting(work, ref, Arrangement(slot))
    assert question.value.params["doubts"] == ["date_in_past"]

    assert date_meeting(work, ref, Arrangement(replace(slot, timezone=ZONE))).timezone == ZONE


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (Arrangement(Slot(a_slot().ends, a_slot().starts, ZONE)), "end_before_start"),
        (Arrangement(replace(a_slot(), timezone="Asia/Chengdu")), "unknown_choice"),
        (Arrangement(a_slot(), conference_url="javascript:alert(1)"), "bad_web_address"),
        (Arrangement(a_slot(), conference_url="https://a b"), "bad_web_address"),
    ],
)
def test_a_date_that_makes_no_sense_changes_nothing(
    work: UnitOfWork, wanted: Arrangement, reason: str
) -> None:
    ref = a_planned_meeting(work, a_cast(work)).ref

    with pytest.raises(InvalidError, match=reason):
        date_meeting(work, ref, wanted, confirmed=True)

    assert get_meeting(work, ref).starts_at is None


def test_a_moved_meeting_keeps_its_uid_counts_the_change_and_asks_for_new_replies(
    work: UnitOfWork,
) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    uid, sequence = meeting.uid, meeting.sequence
    who = a_participant(work, meeting, cast.principal)
    reply_to_invitation(work, meeting.ref, who.public_id, PartStat.ACCEPTED)

    moved = move_meeting(work, meeting.ref, an_arrangement(2027, 3, 12))

    assert (moved.uid, moved.sequence) == (uid, sequence + 1)
    assert moved.status is MeetingStatus.ANNOUNCED
    assert [p.partstat for p in list_participants(work, meeting.id)] == [PartStat.NEEDS_ACTION]


def test_another_hall_at_the_same_time_keeps_the_replies(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    who = a_participant(work, meeting, cast.principal)
    reply_to_invitation(work, meeting.ref, who.public_id, PartStat.ACCEPTED)

    move_meeting(work, meeting.ref, replace(an_arrangement(), venue=text("Another hall")))

    assert [p.partstat for p in list_participants(work, meeting.id)] == [PartStat.ACCEPTED]


def test_the_host_can_be_changed_with_the_date(work: UnitOfWork) -> None:
    cast = a_cast(work)
    ref = a_planned_meeting(work, cast, 2027).ref

    wanted = replace(an_arrangement(), host_side=Side.DEPARTMENT)
    meeting = date_meeting(work, ref, wanted)

    assert (meeting.host_side, meeting.host_id) == (Side.DEPARTMENT, cast.department.id)


def test_a_postponed_meeting_is_undated_again_and_says_why(work: UnitOfWork) -> None:
    meeting = an_announced_meeting(work, a_cast(work))

    with pytest.raises(InvalidError, match="required"):
        postpone_meeting(work, meeting.ref, "  ")
    postponed = postpone_meeting(work, meeting.ref, "The typhoon")

    assert postponed.status is MeetingStatus.PLANNED
    assert (postponed.starts_local, postponed.announced_at) == (None, None)
    assert postponed.reason == "The typhoon"


def test_only_a_dated_meeting_is_announced_and_only_an_announced_one_is_held(
    work: UnitOfWork, clock: HandClock
) -> None:
    ref = a_planned_meeting(work, a_cast(work)).ref

    with pytest.raises(IllegalTransitionError):
        announce_meeting(work, ref)
    date_meeting(work, ref, an_arrangement())
    with pytest.raises(IllegalTransitionError):
        mark_meeting_held(work, ref)
    announce_meeting(work, ref)
    with pytest.raises(InvalidError, match="in_future"):
        mark_meeting_held(work, ref)
    work.now = clock.forward(days=52)  # 5 March 2027, the day of the meeting
    held = mark_meeting_held(work, ref)
    closed = close_meeting(work, ref)

    assert held.held_at == work.now
    assert closed.status is MeetingStatus.CLOSED
    with pytest.raises(IllegalTransitionError):
        cancel_meeting(work, ref, "Too late")


def test_a_cancelled_meeting_keeps_its_day_until_it_is_taken_up_again(work: UnitOfWork) -> None:
    ref = an_announced_meeting(work, a_cast(work)).ref

    cancelled = cancel_meeting(work, ref, "No quorum")
    assert (cancelled.status, cancelled.reason) == (MeetingStatus.CANCELLED, "No quorum")
    assert cancelled.starts_local is not None

    again = reinstate_meeting(work, ref)
    assert (again.status, again.starts_local, again.reason) == (MeetingStatus.PLANNED, None, None)


def test_a_held_meeting_neither_moves_nor_gets_another_date(work: UnitOfWork) -> None:
    ref = a_held_meeting(work, a_cast(work)).ref

    for change in (date_meeting, move_meeting):
        with pytest.raises(IllegalTransitionError):
            change(work, ref, an_arrangement(), confirmed=True)


def test_a_date_set_on_top_of_somebody_elses_is_refused(work: UnitOfWork) -> None:
    meeting = a_dated_meeting(work, a_cast(work))
    work.flush()
    seen = meeting.version
    move_meeting(work, meeting.ref, an_arrangement(2027, 3, 12), version=seen)
    work.flush()

    with pytest.raises(StaleError):
        move_meeting(work, meeting.ref, an_arrangement(2027, 3, 19), version=seen)
    assert meeting.starts_local == a_slot(2027, 3, 12).starts


def test_coordinators_of_both_sides_date_a_meeting_and_others_only_look(work: UnitOfWork) -> None:
    cast = a_cast(work)
    ref = a_planned_meeting(work, cast).ref

    for seated in (cast.owner, cast.principal, cast.secretary, cast.observer):
        work.actor = actor_of(work, seated)
        assert get_meeting(work, ref).ref == ref
        with pytest.raises(ForbiddenError):
            date_meeting(work, ref, an_arrangement())

    work.actor = actor_of(work, cast.coordinator)
    date_meeting(work, ref, an_arrangement())
    work.actor = actor_of(work, cast.liaison)
    assert move_meeting(work, ref, an_arrangement(2027, 3, 12)).status is MeetingStatus.DATED


def test_another_partnerships_meeting_does_not_exist(work: UnitOfWork) -> None:
    meeting = a_dated_meeting(work, a_cast(work))
    work.actor = actor_of(work, a_cast(work, "SC-HKU").liaison)

    for change in (
        get_meeting,
        announce_meeting,
        mark_meeting_held,
        close_meeting,
        reinstate_meeting,
    ):
        with pytest.raises(NotFoundError):
            change(work, meeting.ref)
    with pytest.raises(NotFoundError):
        move_meeting(work, meeting.ref, an_arrangement())
    with pytest.raises(NotFoundError):
        plan_meeting(work, "SC-CITYU/2020/R01", 2028)
