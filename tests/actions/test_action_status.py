"""The table of an action item's states, and the steps on top of it, walked through exhaustively."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.actions.rules.action_items import (
    EDGES,
    ActionStatus,
    ProgressReport,
    action_status_after,
    require_open,
    require_other_person,
    status_after_report,
)
from scheduler.actions.rules.steps import (
    STEPS,
    Step,
    status_after_step,
    steps_from,
    takes_reports,
)
from scheduler.kernel.rules.errors import ForbiddenError, IllegalTransitionError, InvalidError
from scheduler.kernel.rules.identifiers import PersonId

S = ActionStatus
ALICE, BOB = PersonId(1), PersonId(2)
WORDS = {
    S.NEEDS_ACTION: {S.IN_PROCESS, S.REPORTED_DONE, S.PAUSED, S.CANCELLED},
    S.IN_PROCESS: {S.IN_PROCESS, S.REPORTED_DONE, S.PAUSED, S.CANCELLED},
    S.REPORTED_DONE: {S.COMPLETED, S.IN_PROCESS},
    S.PAUSED: {S.IN_PROCESS, S.CANCELLED},
    S.COMPLETED: {S.IN_PROCESS},
    S.CANCELLED: {S.IN_PROCESS},
}


@pytest.mark.parametrize(("status", "wanted"), list(product(S, S)))
def test_only_the_edges_of_the_table_can_be_taken(
    status: ActionStatus, wanted: ActionStatus
) -> None:
    if wanted in WORDS[status]:
        assert action_status_after(status, wanted) is wanted
        return

    with pytest.raises(IllegalTransitionError):
        action_status_after(status, wanted)


@pytest.mark.parametrize(("status", "step"), list(product(S, Step)))
def test_a_step_leads_where_the_table_says_or_nowhere(status: ActionStatus, step: Step) -> None:
    rule = STEPS[step]
    assert (step in steps_from(status)) is (status in rule.starts)
    if status in rule.starts:
        assert status_after_step(status, step) is rule.ends
        return

    with pytest.raises(IllegalTransitionError):
        status_after_step(status, step)


@pytest.mark.parametrize("step", Step)
def test_every_step_is_an_edge_of_the_table(step: Step) -> None:
    rule = STEPS[step]

    assert rule.starts
    assert all(rule.ends in EDGES[start] for start in rule.starts)


def test_every_edge_can_be_taken_by_a_step_or_a_report() -> None:
    stepped = {(start, rule.ends) for rule in STEPS.values() for start in rule.starts}
    reported = {
        (status, status_after_report(status, report))
        for status in S
        if takes_reports(status)
        for report in (ProgressReport(10), ProgressReport(100, done=True))
    }

    assert stepped | reported == {(start, end) for start, ends in EDGES.items() for end in ends}


@pytest.mark.parametrize(
    ("status", "report", "expected"),
    [
        (S.NEEDS_ACTION, ProgressReport(0), S.NEEDS_ACTION),
        (S.NEEDS_ACTION, ProgressReport(1), S.IN_PROCESS),
        (S.NEEDS_ACTION, ProgressReport(0, done=True), S.REPORTED_DONE),
        (S.IN_PROCESS, ProgressReport(0), S.IN_PROCESS),
        (S.IN_PROCESS, ProgressReport(100), S.IN_PROCESS),
        (S.IN_PROCESS, ProgressReport(100, done=True), S.REPORTED_DONE),
    ],
)
def test_a_report_moves_the_item(
    status: ActionStatus, report: ProgressReport, expected: ActionStatus
) -> None:
    assert status_after_report(status, report) is expected


@pytest.mark.parametrize("status", [S.REPORTED_DONE, S.PAUSED, S.COMPLETED, S.CANCELLED])
def test_an_item_that_rests_or_is_over_takes_no_report(status: ActionStatus) -> None:
    assert not takes_reports(status)

    with pytest.raises(IllegalTransitionError):
        status_after_report(status, ProgressReport(10))


@pytest.mark.parametrize("percent", [-1, 101, 10**9])
def test_more_than_all_or_less_than_nothing_cannot_be_reported(percent: int) -> None:
    with pytest.raises(InvalidError) as caught:
        status_after_report(S.IN_PROCESS, ProgressReport(percent))

    assert (caught.value.reason, caught.value.field) == ("percent_out_of_range", "percent")


def test_what_is_done_is_whole() -> None:
    assert (ProgressReport(80).reached, ProgressReport(80, done=True).reached) == (80, 100)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(Step),
            st.builds(ProgressReport, st.integers(0, 100), done=st.booleans()),
        )
    )
)
def test_no_walk_closes_an_item_that_nobody_reported_done(
    walk: list[Step | ProgressReport],
) -> None:
    status, seen = S.NEEDS_ACTION, [S.NEEDS_ACTION]
    for move in walk:
        try:
            if isinstance(move, Step):
                status = status_after_step(status, move)
            else:
                status = status_after_report(status, move)
        except IllegalTransitionError:
            continue
        seen.append(status)

    for before, after in pairwise(seen):
        assert after is not S.COMPLETED or before is S.REPORTED_DONE
        assert after is before or after in EDGES[before]


@pytest.mark.parametrize("status", S)
def test_a_closed_item_has_to_be_reopened_before_it_is_changed(status: ActionStatus) -> None:
    if status.is_open:
        require_open(status)
        return

    with pytest.raises(IllegalTransitionError):
        require_open(status)


@pytest.mark.parametrize(
    ("by", "reporter", "owners", "refused"),
    [
        (ALICE, ALICE, set(), True),
        (ALICE, BOB, {ALICE}, True),
        (ALICE, BOB, {BOB}, False),
        (ALICE, None, set(), False),
        (None, None, {ALICE}, False),
    ],
)
def test_nobody_confirms_what_they_own_or_reported(
    by: PersonId | None, reporter: PersonId | None, owners: set[PersonId], *, refused: bool
) -> None:
    if not refused:
        require_other_person(by, reporter=reporter, owners=frozenset(owners))
        return

    with pytest.raises(ForbiddenError) as caught:
        require_other_person(by, reporter=reporter, owners=frozenset(owners))
    assert caught.value.reason == "own_item"
