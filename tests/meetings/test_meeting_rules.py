"""Which steps a meeting may take, what a window is called, when the next year opens."""

from datetime import date, datetime, timedelta
from itertools import pairwise, product
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.kernel.rules.errors import IllegalTransitionError, InvalidError
from scheduler.kernel.rules.permissions import Side
from scheduler.meetings.rules.decisions import require_sitting
from scheduler.meetings.rules.meetings import (
    BEGINNING_OF_YEAR,
    MeetingStatus,
    Season,
    Slot,
    host_side_for,
    meeting_status_after,
)
from scheduler.meetings.rules.participants import (
    REPLIES,
    ParticipantFunction,
    PartStat,
    protocol_rank,
    require_reply,
)
from scheduler.meetings.rules.preparation import Progress, TaskKind, TaskState, tasks_of
from scheduler.meetings.rules.seasons import (
    LatestMeeting,
    SeasonPart,
    doubts_about,
    season_part,
    year_to_open,
)

M: TypeAlias = MeetingStatus
STEPS = {
    (M.PLANNED, M.DATED),
    (M.PLANNED, M.CANCELLED),
    (M.DATED, M.DATED),
    (M.DATED, M.PLANNED),
    (M.DATED, M.ANNOUNCED),
    (M.DATED, M.CANCELLED),
    (M.ANNOUNCED, M.ANNOUNCED),
    (M.ANNOUNCED, M.PLANNED),
    (M.ANNOUNCED, M.HELD),
    (M.ANNOUNCED, M.CANCELLED),
    (M.HELD, M.CLOSED),
    (M.CANCELLED, M.PLANNED),
}
TODAY = date(2027, 1, 12)
MORNING = datetime(2027, 3, 5, 9, 30)  # noqa: DTZ001 - wall-clock time
NOW_THERE = datetime(2027, 1, 12, 9, 30)  # noqa: DTZ001 - wall-clock time


@pytest.mark.parametrize(("status", "wanted"), list(product(M, M)))
def test_a_meeting_takes_the_steps_of_its_table_and_no_other(status: M, wanted: M) -> None:
    if (status, wanted) in STEPS:
        assert meeting_status_after(status, wanted) is wanted
    else:
        with pytest.raises(IllegalTransitionError):
            meeting_status_after(status, wanted)


@given(st.lists(st.sampled_from(M), max_size=40))
def test_no_walk_holds_an_unannounced_meeting_or_undoes_a_held_one(wishes: list[M]) -> None:
    walked = [M.PLANNED]
    for wish in wishes:
        try:
            walked.append(meeting_status_after(walked[-1], wish))
        except IllegalTransitionError:
            continue

    if M.HELD in walked:
        held = walked.index(M.HELD)
        assert walked[held - 1] is M.ANNOUNCED
        assert set(walked[held + 1 :]) <= {M.CLOSED}
    for before, after in pairwise(walked):
        assert after is not M.ANNOUNCED or before in {M.DATED, M.ANNOUNCED}


@pytest.mark.parametrize(
    ("first", "last", "part"),
    [
        (date(2027, 1, 1), date(2027, 3, 31), SeasonPart.EARLY),
        (date(2027, 2, 1), date(2027, 4, 30), SeasonPart.EARLY),
        (date(2027, 5, 1), date(2027, 8, 31), SeasonPart.MIDDLE),
        (date(2027, 9, 1), date(2027, 12, 31), SeasonPart.LATE),
        (date(2027, 3, 1), date(2027, 6, 30), SeasonPart.FIRST_HALF),
        (date(2027, 7, 1), date(2027, 10, 31), SeasonPart.SECOND_HALF),
        (date(2027, 4, 1), date(2027, 9, 30), SeasonPart.WHOLE_YEAR),
        (date(2027, 3, 1), date(2027, 3, 21), SeasonPart.DAYS),
        (date(2027, 3, 1), date(2027, 3, 22), SeasonPart.EARLY),
        (date(2027, 12, 1), date(2028, 1, 31), SeasonPart.DAYS),
    ],
)
def test_a_window_is_called_by_the_part_of_the_year_it_lies_in(
    first: date, last: date, part: SeasonPart
) -> None:
    assert season_part(first, last) is part


@pytest.mark.parametrize(
    ("latest", "today", "due"),
    [
        (None, date(2020, 2, 1), 2020),
        (None, date(2020, 4, 1), 2021),  # the first season has passed already
        (None, date(2015, 4, 1), 2020),
        (LatestMeeting(2027, is_over=False), TODAY, None),  # still to come
        (LatestMeeting(2027, is_over=True), TODAY, 2028),
        (LatestMeeting(2027, is_over=False), date(2027, 3, 31), None),  # last day of the season
        (LatestMeeting(2027, is_over=False), date(2027, 4, 1), 2028),
        (LatestMeeting(2024, is_over=True), TODAY, 2027),  # nobody looked for years
        (LatestMeeting(2029, is_over=True), TODAY, None),  # the series ended
    ],
)
def test_the_next_year_opens_when_the_last_meeting_is_over_or_its_season_has_passed(
    latest: LatestMeeting | None, today: date, due: int | None
) -> None:
    year = year_to_open(
        BEGINNING_OF_YEAR, first_year=2020, ended_year=2029, latest=latest, today=today
    )

    assert year == due


@given(
    st.none() | st.builds(LatestMeeting, st.integers(2015, 2040), is_over=st.booleans()),
    st.dates(date(2015, 1, 1), date(2040, 12, 31)),
)
def test_no_year_is_opened_whose_season_has_passed_or_that_has_a_meeting(
    latest: LatestMeeting | None, today: date
) -> None:
    year = year_to_open(
        BEGINNING_OF_YEAR, first_year=2015, ended_year=None, latest=latest, today=today
    )

    if year is not None:
        assert BEGINNING_OF_YEAR.of_year(year)[1] >= today
        assert latest is None or year > latest.year


@pytest.mark.parametrize(
    ("starts", "doubts"),
    [
        (MORNING, []),
        (MORNING + timedelta(days=1), ["on_weekend"]),
        (datetime(2027, 4, 1, 9, 30), ["outside_season"]),  # noqa: DTZ001
        (datetime(2027, 4, 3, 9, 30), ["outside_season", "on_weekend"]),  # noqa: DTZ001
        (datetime(2027, 1, 12, 9, 29), ["date_in_past"]),  # noqa: DTZ001
        (datetime(2026, 1, 3, 9, 30), ["date_in_past", "outside_season", "on_weekend"]),  # noqa: DTZ001
    ],
)
def test_a_date_is_doubted_for_every_reason_at_once(starts: datetime, doubts: list[str]) -> None:
    assert doubts_about(starts, BEGINNING_OF_YEAR.of_year(2027), NOW_THERE) == doubts


def test_a_slot_needs_an_end_after_its_start_and_a_zone_that_exists() -> None:
    Slot(MORNING, MORNING + timedelta(minutes=1), "Asia/Hong_Kong").require_order()

    with pytest.raises(InvalidError, match="end_before_start"):
        Slot(MORNING, MORNING, "Asia/Hong_Kong").require_order()
    with pytest.raises(InvalidError, match="unknown_choice"):
        Slot(MORNING, MORNING + timedelta(hours=1), "Mars/Base").require_order()


def test_hosts_take_turns_unless_they_do_not() -> None:
    turns = [host_side_for(year, 2020, Side.DEPARTMENT, rotates=True) for year in range(2019, 2023)]

    assert turns == [Side.UNIVERSITY, Side.DEPARTMENT, Side.UNIVERSITY, Side.DEPARTMENT]
    assert host_side_for(2021, 2020, Side.UNIVERSITY, rotates=False) is Side.UNIVERSITY


@pytest.mark.parametrize("status", list(M))
def test_decisions_are_taken_on_the_day_of_an_announced_meeting_or_after_a_held_one(
    status: M,
) -> None:
    if status in {M.ANNOUNCED, M.HELD}:
        assert require_sitting(status, TODAY, TODAY) == TODAY
        with pytest.raises(InvalidError, match="in_future"):
            require_sitting(status, TODAY + timedelta(days=1), TODAY)
    else:
        with pytest.raises(IllegalTransitionError, match="no_decisions_now"):
            require_sitting(status, TODAY, TODAY)


@pytest.mark.parametrize("partstat", list(PartStat))
def test_every_word_but_silence_is_a_reply(partstat: PartStat) -> None:
    if partstat in REPLIES:
        require_reply(partstat, deputy_named=True)
    else:
        with pytest.raises(InvalidError, match="unknown_choice"):
            require_reply(partstat, deputy_named=True)


def test_a_deputy_has_a_name() -> None:
    with pytest.raises(InvalidError) as refusal:
        require_reply(PartStat.DELEGATED, deputy_named=False)

    assert (refusal.value.reason, refusal.value.field) == ("required", "deputy_name")


def test_the_chair_sits_first_and_protocol_order_rules_among_equals() -> None:
    f = ParticipantFunction
    seats = [(f.MEMBER, 1), (f.PRINCIPAL, 9), (f.CHAIR, 50), (f.PRINCIPAL, 2), (f.OBSERVER, 0)]

    assert sorted(seats, key=lambda seat: protocol_rank(*seat)) == [
        (f.CHAIR, 50),
        (f.PRINCIPAL, 2),
        (f.PRINCIPAL, 9),
        (f.MEMBER, 1),
        (f.OBSERVER, 0),
    ]


def test_a_season_is_the_same_days_every_year() -> None:
    assert Season(2, 1, 3, 31).of_year(2028) == (date(2028, 2, 1), date(2028, 3, 31))


def tasks(status: M, **progress: int | bool) -> dict[TaskKind, TaskState]:
    known: dict[str, Any] = {
        "has_day": True,
        "has_venue": True,
        "sides_invited": 2,
        "silent": 0,
        "decisions": 0,
        "day_has_come": False,
        **progress,
    }
    return {task.kind: task.state for task in tasks_of(Progress(status=status, **known))}


def test_an_undated_meeting_needs_a_date_and_people_before_anything_else() -> None:
    todo = tasks(M.PLANNED, has_day=False, has_venue=False, sides_invited=1)

    assert [kind for kind, state in todo.items() if state is TaskState.TO_DO] == [
        TaskKind.DATE,
        TaskKind.PEOPLE,
    ]
    assert TaskState.DONE not in todo.values()


def test_an_announced_meeting_waits_for_replies_and_on_its_day_for_decisions() -> None:
    before = tasks(M.ANNOUNCED, silent=2)
    on_the_day = tasks(M.ANNOUNCED, day_has_come=True)

    assert before[TaskKind.REPLIES] is TaskState.TO_DO
    assert before[TaskKind.HOLD] is before[TaskKind.DECISIONS] is TaskState.LATER
    assert on_the_day[TaskKind.REPLIES] is TaskState.DONE
    assert on_the_day[TaskKind.HOLD] is on_the_day[TaskKind.DECISIONS] is TaskState.TO_DO


def test_a_held_meeting_is_to_be_closed_and_a_closed_or_cancelled_one_leaves_nothing() -> None:
    held = tasks(M.HELD, day_has_come=True, decisions=3, silent=1)

    assert [kind for kind, state in held.items() if state is not TaskState.DONE] == [TaskKind.CLOSE]
    assert tasks(M.CLOSED) == tasks(M.CANCELLED) == {}
