"""The light of an item: the rule in Python, and that the database sees the same."""

from datetime import date, timedelta
from itertools import product

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.lights import is_silent as silent_condition
from scheduler.actions.queries.lights import light_condition, light_expression
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.actions.rules.desk import DeskGroup, group_of, is_silent
from scheduler.actions.rules.lights import BEHIND_BY, NEAR, SILENCE, Light, attention_from, light_of
from scheduler.kernel.unit_of_work import UnitOfWork
from tests.builders.actions import an_action_item
from tests.builders.cast import a_cast

S, L = ActionStatus, Light
TODAY = date(2027, 1, 12)


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


@pytest.mark.parametrize(
    ("status", "due", "attention", "expected"),
    [
        (S.NEEDS_ACTION, None, None, L.GREY),
        (S.NEEDS_ACTION, 15, 1, L.GREY),
        (S.NEEDS_ACTION, 15, 0, L.YELLOW),
        (S.NEEDS_ACTION, 14, 0, L.BLUE),
        (S.NEEDS_ACTION, -1, 0, L.RED),
        (S.IN_PROCESS, None, None, L.GREEN),
        (S.IN_PROCESS, None, 0, L.YELLOW),
        (S.IN_PROCESS, 0, -9, L.BLUE),
        (S.IN_PROCESS, 60, -1, L.YELLOW),
        (S.IN_PROCESS, -1, 9, L.RED),
        (S.PAUSED, 60, -9, L.GREEN),
        (S.PAUSED, 3, -9, L.BLUE),
        (S.PAUSED, -1, None, L.RED),
        (S.REPORTED_DONE, 60, -9, L.GREEN),
        (S.REPORTED_DONE, -1, None, L.RED),
        (S.COMPLETED, -1, -1, L.DONE),
        (S.CANCELLED, 3, 3, L.DONE),
    ],
)
def test_the_light_says_what_presses_most(
    status: ActionStatus, due: int | None, attention: int | None, expected: Light
) -> None:
    due_on = None if due is None else day(due)
    attention_on = None if attention is None else day(attention)

    assert light_of(status, due_on=due_on, attention_on=attention_on, today=TODAY) is expected


OFFSETS = st.none() | st.integers(-400, 400)


@given(st.sampled_from(S), OFFSETS, OFFSETS, st.integers(0, 400))
def test_an_open_item_left_alone_only_grows_more_pressing(
    status: ActionStatus, due: int | None, attention: int | None, later: int
) -> None:
    order = [L.GREY, L.GREEN, L.YELLOW, L.BLUE, L.RED]
    days = {
        "due_on": None if due is None else day(due),
        "attention_on": None if attention is None else day(attention),
    }

    now = light_of(status, **days, today=TODAY)
    then = light_of(status, **days, today=day(later))

    if not status.is_open:
        assert (now, then) == (L.DONE, L.DONE)
    else:
        assert order.index(then) >= order.index(now)


@given(
    st.integers(-400, 400),
    st.none() | st.integers(-400, 400),
    st.integers(0, 100),
    st.integers(0, 400),
)
def test_attention_comes_with_silence_or_slowness_whichever_is_first(
    start: int, due: int | None, percent: int, heard: int
) -> None:
    start_on, last_on = day(start), day(start + heard)
    due_on = None if due is None else day(due)

    found = attention_from(start_on=start_on, due_on=due_on, percent=percent, last_on=last_on)

    assert found <= last_on + SILENCE
    if due_on is None or due_on <= start_on:
        assert found == last_on + SILENCE
    elif found < last_on + SILENCE:
        whole = (due_on - start_on).days
        assert (found - start_on).days * 100 > whole * min(percent + BEHIND_BY, 100)
        assert (found - start_on).days * 100 - 100 <= whole * min(percent + BEHIND_BY, 100)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(0, date(2027, 1, 31)), (24, date(2027, 1, 31))],
)
def test_silence_counts_from_the_last_report(percent: int, expected: date) -> None:
    found = attention_from(
        start_on=date(2027, 1, 1),
        due_on=date(2027, 12, 31),
        percent=percent,
        last_on=date(2027, 1, 1),
    )

    assert found == expected


def test_slowness_is_seen_before_silence_on_a_short_item() -> None:
    found = attention_from(
        start_on=date(2027, 1, 1),
        due_on=date(2027, 1, 21),
        percent=0,
        last_on=date(2027, 1, 1),
    )

    assert found == date(2027, 1, 7)


@given(st.sampled_from(S), OFFSETS, OFFSETS, st.integers(0, 60))
def test_lateness_comes_before_nearness_before_silence_on_the_desk(
    status: ActionStatus, due: int | None, attention: int | None, heard: int
) -> None:
    due_on = None if due is None else day(due)
    attention_on = None if attention is None else day(attention)
    light = light_of(status, due_on=due_on, attention_on=attention_on, today=TODAY)

    group = group_of(light, status, heard_on=day(-heard), today=TODAY)

    if status.is_open and due is not None and due < 0:
        assert group is DeskGroup.OVERDUE
    elif status.is_open and due is not None and due <= NEAR.days:
        assert group is DeskGroup.DUE_SOON
    else:
        silent = heard >= SILENCE.days and status in {S.NEEDS_ACTION, S.IN_PROCESS}
        assert group is (DeskGroup.SILENT if silent else DeskGroup.LATER)


EDGES = (None, -400, -31, -30, -29, -1, 0, 1, 13, 14, 15, 400)


def test_the_database_sees_the_same_light_at_every_edge(work: UnitOfWork) -> None:
    item = an_action_item(work, a_cast(work))
    for status, due, attention in product(S, EDGES, (None, -1, 0, 1)):
        _set(work, item, status, due, attention, heard=0)
        _agrees(work, item)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(S), OFFSETS, OFFSETS, st.integers(-5, 60))
def test_the_database_sees_the_same_light_and_silence(
    work: UnitOfWork, status: ActionStatus, due: int | None, attention: int | None, heard: int
) -> None:
    item = work.session.scalar(sa.select(ActionItem).limit(1)) or an_action_item(work, a_cast(work))
    _set(work, item, status, due, attention, heard=heard)

    _agrees(work, item)


def _set(
    work: UnitOfWork,
    item: ActionItem,
    status: ActionStatus,
    due: int | None,
    attention: int | None,
    *,
    heard: int,
) -> None:
    work.session.execute(
        sa.update(ActionItem)
        .where(ActionItem.id == item.id)
        .values(
            status=status,
            due_on=None if due is None else day(due),
            attention_on=None if attention is None else day(attention),
            heard_on=day(-heard),
        )
    )
    work.session.refresh(item)


def _agrees(work: UnitOfWork, item: ActionItem) -> None:
    expected = light_of(
        item.status, due_on=item.due_on, attention_on=item.attention_on, today=TODAY
    )
    silent = is_silent(item.status, item.heard_on, TODAY)
    columns = [light_condition(light, TODAY) for light in L]
    row = work.session.execute(
        sa.select(
            light_expression(TODAY),
            sa.func.coalesce(silent_condition(TODAY), sa.false()),
            *(sa.func.coalesce(column, sa.false()) for column in columns),
        ).where(ActionItem.id == item.id)
    ).one()

    assert (row[0], bool(row[1])) == (expected.value, silent)
    assert [light for light, shown in zip(L, row[2:], strict=True) if shown] == [expected]
