"""The next year's meeting of each series is opened once, whoever and however many look."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest

from scheduler.kernel.database import make_engine, make_sessions
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.errors import StaleError
from scheduler.kernel.schema import upgrade
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.meetings.queries.meetings import MeetingFilter, list_meetings
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.meetings.usecases.meetings import open_due_meetings
from scheduler.meetings.usecases.steps import cancel_meeting
from tests.builders.cast import a_cast
from tests.builders.meetings import a_held_meeting, a_planned_meeting, a_series
from tests.conftest import ZONE, HandClock
from tests.servers.postgres import running_postgres


def _years(work: UnitOfWork) -> list[int]:
    return sorted(m.year for m in list_meetings(work, MeetingFilter(), limit=50))


def test_holding_this_years_meeting_opens_the_next_one_undated(work: UnitOfWork) -> None:
    a_held_meeting(work, a_cast(work))

    assert [open_due_meetings(work, work.today) for _ in range(3)] == [1, 0, 0]

    newest = list_meetings(work, MeetingFilter(year=2028), limit=5)[0]
    assert (newest.ref, newest.status) == ("SC-CITYU/2028/M01", MeetingStatus.PLANNED)
    assert newest.window_first_on == date(2028, 1, 1)


def test_nothing_opens_while_this_years_meeting_is_ahead(work: UnitOfWork) -> None:
    a_planned_meeting(work, a_cast(work), 2027)

    assert open_due_meetings(work, date(2027, 3, 31)) == 0
    assert open_due_meetings(work, date(2027, 4, 1)) == 1
    assert _years(work) == [2027, 2028]


def test_a_cancelled_meeting_waits_for_the_end_of_its_season(work: UnitOfWork) -> None:
    meeting = a_planned_meeting(work, a_cast(work), 2027)
    cancel_meeting(work, meeting.ref, "The typhoon")

    assert open_due_meetings(work, date(2027, 3, 1)) == 0
    assert open_due_meetings(work, date(2027, 4, 1)) == 1


def test_a_new_series_opens_its_first_year_and_each_series_its_own(work: UnitOfWork) -> None:
    for ref in ("SC-CITYU", "SC-HKU", "SC-HKUST"):
        a_series(work, a_cast(work, ref), first_year=2027)

    assert open_due_meetings(work, work.today) == 3
    assert _years(work) == [2027, 2027, 2027]


@pytest.fixture(params=["sqlite", "postgresql"])
def real(
    request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock
) -> Iterator[Transactions]:
    """Yield units of work on a database of their own, whose commits others see."""
    with ExitStack() as stack:
        if request.param == "postgresql":
            url = stack.enter_context(running_postgres())
        else:
            url = f"sqlite:///{tmp_path / 'scheduler.sqlite'}"
        engine = make_engine(url)
        stack.callback(engine.dispose)
        upgrade(engine)
        yield Transactions(make_sessions(engine), clock, ZONE)


def test_two_workers_at_once_open_a_year_once(real: Transactions, system: Actor) -> None:
    with real.begin(system) as work:
        a_series(work, a_cast(work), first_year=2027)
    start = Barrier(2)
    opened: list[int] = []

    def sweep() -> None:
        start.wait()
        try:
            with real.begin(system) as work:
                opened.append(open_due_meetings(work, work.today))
        except StaleError:
            opened.append(0)

    workers = [Thread(target=sweep) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    with real.reading(system) as work:
        assert _years(work) == [2027]
    assert sorted(opened) == [0, 1]
