"""Loading: on any day of the year, once, all or nothing, and never among real work."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.actions.rules.lights import Light
from scheduler.demo.days import coming_on, held_on, working_day
from scheduler.demo.generating import GenerationPlan, generate
from scheduler.demo.loading import AlreadyLoadedError, RealInstanceError, load_case
from scheduler.demo.queries.together import together
from scheduler.demo.world import OPERATOR
from scheduler.kernel.database import make_sessions
from scheduler.kernel.models.instance import Instance, InstancePurpose
from scheduler.kernel.unit_of_work import Transactions
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.parties.queries.partnerships import list_partnerships
from tests.builders.cast import a_cast
from tests.conftest import NOW, ZONE
from tests.demo.conftest import marked, on
from tests.demo.looking import lights_of, rows_of


@pytest.mark.parametrize("today", [date(2027, 3, 1), date(2026, 12, 31), date(2028, 3, 10)])
def test_the_case_is_alive_whatever_day_it_is_loaded_on(
    transactions: Transactions, today: date
) -> None:
    there = on(marked(transactions, InstancePurpose.TEST), today)

    load_case(there)

    with there.reading(OPERATOR) as work:
        items = rows_of(work, ActionItem, "SC-CITYU")
        assert {item.status for item in items} == set(ActionStatus)
        assert set(lights_of(items, today)) == {light.value for light in Light}
        assert all(item.due_on is None or item.due_on.weekday() < 5 for item in items)
        assert all(item.heard_on <= today for item in items)
        for meeting in rows_of(work, Meeting):
            assert (meeting.starts_local is None) is (meeting.status is MeetingStatus.PLANNED)
            if meeting.starts_local is None:
                continue
            day = meeting.starts_local.date()
            assert meeting.window_first_on <= day <= meeting.window_last_on
            assert day.weekday() < 5
            assert (day > today) is (meeting.status is MeetingStatus.ANNOUNCED)


def test_on_every_day_of_four_years_the_coming_meeting_is_weeks_ahead_and_in_its_season() -> None:
    for number in range(4 * 366):
        today = date(2026, 1, 1) + timedelta(days=number)
        coming = coming_on(today)
        assert today + timedelta(days=21) <= coming <= date(coming.year, 3, 26)
        assert coming.weekday() in {1, 2, 3}
        # The one before lies far enough back for a light to have turned yellow by silence.
        assert today - held_on(coming.year - 1) >= timedelta(days=42)


def test_a_working_day_is_neither_on_a_weekend_nor_on_new_years_day() -> None:
    assert working_day(date(2027, 1, 1)) == date(2026, 12, 31)
    assert working_day(date(2027, 1, 3)) == date(2026, 12, 31)
    assert working_day(date(2027, 1, 9)) == date(2027, 1, 8)
    assert working_day(date(2027, 1, 12)) == date(2027, 1, 12)


def test_the_case_is_not_loaded_beside_partnerships_that_are_there(
    transactions: Transactions,
) -> None:
    with marked(transactions, InstancePurpose.DEMO).begin(OPERATOR) as work:
        there = a_cast(work, "SC-OTHER").partnership

    with pytest.raises(AlreadyLoadedError):
        load_case(transactions)

    with transactions.reading(OPERATOR) as work:
        assert [partnership.ref for partnership in list_partnerships(work)] == [there.ref]


@pytest.mark.parametrize("purpose", [InstancePurpose.PRODUCTION, None])
def test_an_instance_for_real_work_is_left_alone(
    transactions: Transactions, purpose: InstancePurpose | None
) -> None:
    if purpose is not None:
        marked(transactions, purpose)

    with pytest.raises(RealInstanceError):
        load_case(transactions)
    with pytest.raises(RealInstanceError):
        list(generate(transactions, GenerationPlan(partners=1, years=1)))

    with transactions.reading(OPERATOR) as work:
        assert list_partnerships(work) == []


def test_units_of_work_taken_together_are_kept_or_lost_together(engine: sa.Engine) -> None:
    transactions = Transactions(make_sessions(engine), clock=lambda: NOW, zone=ZONE)

    def fail_half_way() -> None:
        with together(transactions) as joined:
            with joined.begin(OPERATOR) as work:
                work.add(Instance(purpose=InstancePurpose.TEST, created_at=work.now))
            with joined.reading(OPERATOR) as work:
                assert len(rows_of(work, Instance)) == 1
            raise AlreadyLoadedError

    with pytest.raises(AlreadyLoadedError):
        fail_half_way()

    with transactions.reading(OPERATOR) as work:
        assert rows_of(work, Instance) == []
