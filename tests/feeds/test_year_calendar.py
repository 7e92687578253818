"""A year at a glance: every day that carries something leads to a line that says what."""

from datetime import date, datetime
from itertools import chain

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from scheduler.actions.rules.action_items import ActionStatus
from scheduler.actions.rules.lights import Light
from scheduler.agreements.models.agreements import Agreement
from scheduler.agreements.rules.agreements import AgreementKind, AgreementStatus
from scheduler.feeds.rules.months import weeks_of
from scheduler.feeds.usecases.year_calendar import (
    MOST_LISTED,
    DrawnDay,
    YearCalendarPage,
    year_calendar_page,
)
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.meetings.rules.meetings import MeetingStatus
from tests.builders.cast import Cast, a_cast, actor_of, text
from tests.builders.statements import counted
from tests.feeds.builders import (
    Programme,
    a_planned_meeting,
    a_programme,
    an_action_item,
    an_announced_meeting,
)


def drawn(page: YearCalendarPage) -> dict[date, DrawnDay]:
    """Return the days of a page as they are drawn."""
    weeks = chain.from_iterable(month.weeks for month in page.months)
    return {day.day: day for day in chain.from_iterable(weeks) if day is not None}


@given(year=st.integers(2000, 2100), month=st.integers(1, 12))
def test_every_day_of_a_month_stands_once_under_its_weekday(year: int, month: int) -> None:
    weeks = weeks_of(year, month)
    days = [day for day in chain.from_iterable(weeks) if day]

    assert days == [date(year, month, number + 1) for number in range(len(days))]
    assert {len(week) for week in weeks} == {7}
    for week in weeks:
        assert all(day is None or day.weekday() == place for place, day in enumerate(week))


def test_what_falls_on_a_day_is_drawn_and_listed(work: UnitOfWork, programme: Programme) -> None:
    an_announced_meeting(work, programme)
    an_action_item(work, programme)
    an_action_item(work, programme, due_on=date(2027, 1, 2))
    an_action_item(work, programme, status=ActionStatus.CANCELLED, due_on=date(2027, 7, 1))
    an_announced_meeting(
        work,
        programme,
        status=MeetingStatus.CANCELLED,
        starts_local=datetime(2027, 8, 1, 9),  # noqa: DTZ001 - wall clock
        ends_local=datetime(2027, 8, 1, 10),  # noqa: DTZ001 - wall clock
    )
    an_agreement_until(work, programme.cast, date(2027, 12, 31))

    page = year_calendar_page(work, 2027)
    late, meeting, due, end = page.days
    assert [listed.day for listed in page.days] == [
        date(2027, 1, 2),
        date(2027, 3, 5),
        date(2027, 4, 30),
        date(2027, 12, 31),
    ]
    assert late.items[0].light is Light.RED
    assert meeting.meetings[0].ref == "SC-CITYU/2027/M01"
    assert (due.due, due.unlisted) == (1, 0)
    assert end.ends[0].ref == "SC-CITYU/2019/G01"
    leads = {day.day: day.leads_to for day in drawn(page).values() if day.leads_to}
    assert leads == {listed.day: listed.day for listed in page.days}


def test_the_period_of_a_meeting_without_a_date_is_shaded_with_one_way_in_a_month(
    work: UnitOfWork, programme: Programme
) -> None:
    a_planned_meeting(
        work, programme, window_first_on=date(2026, 12, 15), window_last_on=date(2027, 2, 10)
    )
    for year, begins, shaded in (
        (2026, date(2026, 12, 15), 17),
        (2027, date(2027, 1, 1), 31 + 10),
    ):
        page = year_calendar_page(work, year)
        (listed,) = page.days
        days = drawn(page)
        assert listed.day == begins
        assert (listed.periods[0].first_on, listed.periods[0].last_on) == (
            date(2026, 12, 15),
            date(2027, 2, 10),
        )
        assert sum(day.in_period for day in days.values()) == shaded
        ways = [day.day for day in days.values() if day.leads_to]
        assert {days[way].leads_to for way in ways} == {begins}
        assert len(ways) == len({way.month for way in ways})


def test_only_the_actors_own_partnerships_are_in_the_calendar(
    work: UnitOfWork, transactions: Transactions
) -> None:
    ours = a_cast(work, "SC-CITYU")
    programme = a_programme(work, ours)
    theirs = a_cast(work, "SC-HKU", department=ours.department)
    an_announced_meeting(work, programme)
    a_planned_meeting(work, programme)
    an_action_item(work, programme)
    an_agreement_until(work, ours, date(2027, 6, 30))
    work.flush()

    with transactions.reading(actor_of(work, theirs.coordinator)) as look:
        assert year_calendar_page(look, 2027).days == ()
        with pytest.raises(NotFoundError):
            year_calendar_page(look, 2027, partnership_ref="SC-CITYU")
    with transactions.reading(actor_of(work, ours.coordinator)) as look:
        page = year_calendar_page(look, 2027, partnership_ref="SC-CITYU")
    assert len(page.days) == 4
    assert year_calendar_page(work, 2027, partnership_ref="SC-HKU").days == ()


@pytest.mark.parametrize("year", [1999, 2101])
def test_there_is_no_page_for_a_year_far_away(work: UnitOfWork, year: int) -> None:
    with pytest.raises(NotFoundError):
        year_calendar_page(work, year)


def test_the_first_and_last_years_lead_nowhere_further(work: UnitOfWork) -> None:
    assert year_calendar_page(work, 2000).previous is None
    assert year_calendar_page(work, 2100).next is None
    assert year_calendar_page(work, 2027).next == 2028


def test_a_year_with_very_many_due_items_counts_all_and_lists_the_first(
    work: UnitOfWork, programme: Programme
) -> None:
    for _ in range(MOST_LISTED + 1):
        an_action_item(work, programme)

    (day,) = year_calendar_page(work, 2027).days
    assert (day.due, len(day.items), day.unlisted) == (MOST_LISTED + 1, MOST_LISTED, 1)


def test_a_year_costs_the_same_statements_however_full_it_is(
    work: UnitOfWork, programme: Programme, engine: sa.Engine
) -> None:
    numbers = set()
    for amount in (1, 3, 50):
        while programme.items < amount:
            an_announced_meeting(work, programme)
            a_planned_meeting(work, programme)
            an_action_item(work, programme)
        work.session.expunge_all()
        with counted(engine) as statements:
            year_calendar_page(work, 2027)
        numbers.add(len(statements))

    assert numbers == {5}


def an_agreement_until(work: UnitOfWork, cast: Cast, ends_on: date) -> Agreement:
    """Return an agreement in force whose term has a last day."""
    return work.add(
        Agreement(
            partnership_id=cast.partnership.id,
            ref=f"{cast.partnership.ref}/2019/G01",
            kind=AgreementKind.STRATEGIC,
            status=AgreementStatus.IN_FORCE,
            title=text("Strategic agreement"),
            starts_on=date(2019, 1, 1),
            ends_on=ends_on,
            created_at=work.now,
            changed_at=work.now,
        )
    )
