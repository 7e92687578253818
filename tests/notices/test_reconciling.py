"""What becomes of the rows when the subject, its day or its people change."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.notices.rules.ladders import Planned, Subject, desired
from scheduler.notices.rules.recipients import Recipient
from scheduler.notices.rules.reconciling import End, Kept, Reconciliation, reconcile
from scheduler.notices.rules.reminders import Reason, ReminderState
from tests.notices.subjects import DUE, OTHER, a_recipient, an_action, kept

S = ReminderState
ONLY_OWNER = an_action(counterpart=())
BEFORE = datetime(2027, 1, 1, tzinfo=UTC)
LATER = DUE + timedelta(days=30)


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def rung(name: str, subject: Subject = ONLY_OWNER) -> Planned:
    (found,) = (planned for planned in desired(subject) if planned.rung == name)
    return found


def rows(subject: Subject, now: datetime) -> list[Kept]:
    """The rows after a first planning at ``now``."""
    inserted = reconcile(subject, [], now).insert
    return [kept(planned, row_id=number) for number, planned in enumerate(inserted, 1)]


def is_empty(result: Reconciliation) -> bool:
    return not (result.insert or result.move or result.rearm or result.end)


def test_all_rungs_are_planned_when_all_are_ahead() -> None:
    assert {p.rung for p in reconcile(ONLY_OWNER, [], BEFORE).insert} == {
        planned.rung for planned in desired(ONLY_OWNER)
    }


def test_of_the_past_rungs_only_the_newest_open_one_is_planned() -> None:
    result = reconcile(ONLY_OWNER, [], at(date(2027, 3, 26)))

    assert [p.rung for p in sorted(result.insert, key=lambda p: p.fire_at)][:2] == ["T-7", "T-1"]


def test_planning_again_changes_nothing() -> None:
    assert is_empty(reconcile(ONLY_OWNER, rows(ONLY_OWNER, BEFORE), BEFORE))


def test_a_moved_day_supersedes_the_old_and_plans_the_new() -> None:
    old = rows(ONLY_OWNER, BEFORE)

    result = reconcile(an_action(LATER, counterpart=()), old, BEFORE)

    assert result.end == [End(row.id, S.SUPERSEDED, Reason.MOVED) for row in old]
    assert {p.anchor_on for p in result.insert} == {LATER}


@pytest.mark.parametrize("reason", [Reason.CLOSED, Reason.RESTING, Reason.UNDATED])
def test_a_quiet_subject_cancels_its_reminders(reason: Reason) -> None:
    result = reconcile(an_action(quiet_because=reason), [kept(rung("T-7"))], BEFORE)

    assert result == Reconciliation(end=[End(1, S.CANCELLED, reason)])


def test_who_left_is_not_told_and_who_came_is() -> None:
    new = a_recipient(5)
    result = reconcile(
        an_action(owners=(new,), counterpart=()), [kept(rung("T-7"))], at(date(2027, 3, 25))
    )

    assert result.end == [End(1, S.CANCELLED, Reason.RECIPIENT_LEFT)]
    assert min(result.insert, key=lambda p: p.fire_at).rung == "T-7"


def test_a_rung_taken_off_the_ladder_is_cancelled() -> None:
    stranger = replace(kept(rung("T-7")), key="ACTION-DUE:7:T-99:person:1:2027-03-31", rung="T-99")

    assert reconcile(ONLY_OWNER, [stranger], BEFORE).end == [
        End(1, S.CANCELLED, Reason.LADDER_CHANGED)
    ]


def test_a_closed_window_ends_a_reminder() -> None:
    after = at(date(2027, 6, 30))

    result = reconcile(
        ONLY_OWNER, [kept(rung("T-7"), row_id=1), kept(rung("O+56"), row_id=2)], after
    )

    assert result.end == [
        End(1, S.SUPERSEDED, Reason.NEWER_RUNG),
        End(2, S.EXPIRED, Reason.TOO_LATE),
    ]


@pytest.mark.parametrize("state", [S.QUEUED, S.SENT, S.FAILED])
def test_what_went_out_is_history(state: ReminderState) -> None:
    result = reconcile(an_action(quiet_because=Reason.CLOSED), [kept(rung("T-7"), state)], BEFORE)

    assert is_empty(result)
    again = reconcile(ONLY_OWNER, [kept(rung("T-7"), state)], BEFORE)
    assert rung("T-7").key not in {p.key for p in again.insert}


@pytest.mark.parametrize("state", [S.SUPERSEDED, S.CANCELLED, S.EXPIRED])
def test_what_was_put_to_rest_and_never_told_is_armed_again(state: ReminderState) -> None:
    result = reconcile(ONLY_OWNER, [kept(rung("T-7"), state)], at(date(2027, 3, 25)))

    assert result.rearm == [(1, rung("T-7"))]


def test_what_was_put_to_rest_stays_so_when_its_window_is_over() -> None:
    result = reconcile(ONLY_OWNER, [kept(rung("T-7"), S.SUPERSEDED)], at(date(2027, 3, 31)))

    assert result.rearm == []


def test_a_new_zone_moves_the_hour() -> None:
    moved = an_action(owners=(a_recipient(1, "Europe/Berlin"),), counterpart=())

    result = reconcile(moved, [kept(rung("T-7"))], BEFORE)

    assert result.move == [(1, rung("T-7", moved))]


def test_a_reminder_put_off_to_the_next_letter_is_left_there() -> None:
    row = kept(rung("T-7"))
    put_off = replace(row, fire_at=row.fire_at + timedelta(days=1))

    now = row.fire_at + timedelta(hours=2)
    assert reconcile(ONLY_OWNER, [put_off], now).move == []


STEPS = st.tuples(
    st.one_of(st.none(), st.dates(date(2027, 2, 1), date(2027, 6, 1))),
    st.sampled_from([None, Reason.CLOSED, Reason.RESTING]),
    st.sets(st.sampled_from([a_recipient(1), a_recipient(2, "Europe/Berlin"), OTHER]), max_size=3),
    st.integers(min_value=0, max_value=20 * 24),
)


@given(st.lists(STEPS, max_size=12))
def test_however_a_subject_changes_the_rows_follow(
    steps: list[tuple[date | None, Reason | None, set[Recipient], int]],
) -> None:
    table: dict[str, Kept] = {}
    now = BEFORE
    for anchor, quiet, owners, hours in steps:
        now += timedelta(hours=hours)
        subject = an_action(anchor, quiet_because=quiet, owners=tuple(owners), counterpart=())
        apply(reconcile(subject, list(table.values()), now), table)

        wanted = {p.key: p.fire_at for p in desired(subject) if p.window_ends_at > now}
        planned = {row.key: row.fire_at for row in table.values() if row.state is S.PLANNED}
        assert planned == wanted
        assert is_empty(reconcile(subject, list(table.values()), now))


def apply(result: Reconciliation, table: dict[str, Kept]) -> None:
    """Do to plain values what the planner does to rows."""
    keys = {row.id: row.key for row in table.values()}
    for row_id, planned in (*result.move, *result.rearm):
        table[keys[row_id]] = kept(planned, row_id=row_id)
    for end in result.end:
        table[keys[end.id]] = replace(table[keys[end.id]], state=end.state)
    for planned in result.insert:
        assert planned.key not in table
        table[planned.key] = kept(planned, row_id=len(table) + 1)
