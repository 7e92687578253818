"""The register: each filter, each order, pages, counts, isolation, and its cost."""

from datetime import timedelta

import pytest

from scheduler.actions.queries.register import count_register, list_register
from scheduler.actions.rules.action_items import ActionStatus, ProgressReport
from scheduler.actions.rules.lights import Light
from scheduler.actions.rules.register import (
    Attention,
    RegisterFilter,
    Sort,
    SortKey,
    State,
)
from scheduler.actions.usecases.origins import Origin
from scheduler.actions.usecases.progress import report_progress
from scheduler.actions.usecases.register import home_numbers, register_page
from scheduler.actions.usecases.steps import cancel_item, close_item, pause_item
from scheduler.kernel.unit_of_work import UnitOfWork
from tests.builders.actions import (
    acting_as,
    an_action_item,
    an_item_reported_done,
    institute_of,
    person_of,
    post_of,
)
from tests.builders.agreements import a_scheme, an_agreement
from tests.builders.cast import Cast, a_cast
from tests.builders.meetings import a_held_meeting

EVERYTHING = RegisterFilter(state=State.ALL)


@pytest.fixture
def cast(work: UnitOfWork) -> Cast:
    return a_cast(work)


def refs(work: UnitOfWork, wanted: RegisterFilter, sort: Sort | None = None) -> list[str]:
    return [row.ref[-3:] for row in list_register(work, wanted, sort or Sort(SortKey.REF))]


def test_the_register_shows_open_items_unless_asked_for_more(work: UnitOfWork, cast: Cast) -> None:
    an_action_item(work, cast)
    close_item(work, an_item_reported_done(work, cast).ref)
    cancel_item(work, an_action_item(work, cast).ref, "Overtaken by events")

    assert refs(work, RegisterFilter()) == ["A01"]
    assert refs(work, RegisterFilter(state=State.CLOSED)) == ["A02", "A03"]
    assert refs(work, EVERYTHING) == ["A01", "A02", "A03"]


def test_a_status_says_by_itself_whether_closed_items_are_meant(
    work: UnitOfWork, cast: Cast
) -> None:
    an_action_item(work, cast)
    close_item(work, an_item_reported_done(work, cast).ref)
    pause_item(work, an_action_item(work, cast).ref, "Because")

    assert refs(work, RegisterFilter(status=ActionStatus.COMPLETED)) == ["A02"]
    assert refs(work, RegisterFilter(status=ActionStatus.PAUSED, state=State.CLOSED)) == ["A03"]
    assert refs(work, RegisterFilter(light=Light.DONE)) == ["A02"]


def test_items_are_found_by_where_they_come_from(work: UnitOfWork, cast: Cast) -> None:
    a_scheme(work, an_agreement(work, cast), 2019)
    other = a_cast(work, "SC-HKU")
    meeting = a_held_meeting(work, cast)
    an_action_item(work, cast)
    an_action_item(work, cast, origin=Origin(meeting_ref=meeting.ref))
    an_action_item(work, cast, origin=Origin(commitment_ref="SC-CITYU/2019/C01"))
    an_action_item(work, other)

    assert refs(work, RegisterFilter(meeting_ref=meeting.ref)) == ["A02"]
    assert refs(work, RegisterFilter(commitment_ref="SC-CITYU/2019/C01")) == ["A03"]
    assert refs(work, RegisterFilter(partnership_ref="SC-CITYU")) == ["A01", "A02", "A03"]
    assert refs(work, RegisterFilter(partnership_ref="SC-CITYU", year=2026)) == []
    assert refs(work, RegisterFilter(partnership_ref="NOWHERE")) == []
    assert len(refs(work, RegisterFilter(year=2027))) == 4


def test_items_are_found_by_owner_whether_post_person_or_across_the_table(
    work: UnitOfWork, cast: Cast
) -> None:
    an_action_item(work, cast)
    an_action_item(work, cast, lead=person_of(cast.owner), counterpart=None)
    an_action_item(work, cast, lead=post_of(cast.liaison))
    an_action_item(work, cast, lead=institute_of(cast), counterpart=None)

    assert refs(work, RegisterFilter(owner=cast.owner.person.public_id)) == ["A01", "A02", "A03"]
    assert refs(work, RegisterFilter(owner=cast.liaison.person.public_id)) == ["A01", "A03"]
    assert refs(work, RegisterFilter(organisation=cast.institute.public_id)) == ["A04"]
    assert refs(work, RegisterFilter(organisation=cast.department.public_id)) == ["A01", "A03"]
    assert refs(work, RegisterFilter(owner="nobody")) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("laboratory", ["A01"]),
        ("LABORATORY", ["A01"]),
        ("（简）", ["A01", "A02", "A03"]),
        ("sc-cityu/2027/a02", ["A02"]),
        ("100%", ["A02"]),
        ("1_0", []),
        ("\\", ["A03"]),
        ("straße", ["A03"]),
        ("STRASSE", ["A03"]),
        ("' OR 1=1 --", []),
    ],
)
def test_words_are_found_in_every_language_and_taken_literally(
    work: UnitOfWork, cast: Cast, words: str, found: list[str]
) -> None:
    for title in ("Build the Laboratory", "Spend 100% of it", "Pave the \\ Straße"):
        an_action_item(work, cast, title)

    assert refs(work, RegisterFilter(text=words)) == found


def test_lights_are_counted_and_chosen(work: UnitOfWork, cast: Cast) -> None:
    today = work.today
    for days in (-1, -2, 3, 60):
        an_action_item(work, cast, due_on=today + timedelta(days=days))
    working = an_action_item(work, cast, due_on=None)
    report_progress(work, working.ref, ProgressReport(10))
    an_action_item(work, cast, start_on=today - timedelta(days=40))
    close_item(work, an_item_reported_done(work, cast).ref)

    page = register_page(work, RegisterFilter(light=Light.RED), Sort())

    assert page.lights == {
        Light.RED: 2,
        Light.BLUE: 1,
        Light.GREY: 1,
        Light.GREEN: 1,
        Light.YELLOW: 1,
    }
    assert [line.ref[-3:] for line in page.lines.rows] == ["A02", "A01"]
    assert (page.lines.total, page.open_total) == (2, 6)


def test_each_number_of_the_home_page_is_the_total_of_its_register(
    work: UnitOfWork, cast: Cast
) -> None:
    today = work.today
    an_action_item(work, cast, due_on=today - timedelta(days=1))
    an_action_item(work, cast, due_on=today + timedelta(days=14))
    an_action_item(work, cast, start_on=today - timedelta(days=30), due_on=None)
    an_item_reported_done(work, cast)
    hands = acting_as(work, cast.liaison)

    numbers = home_numbers(hands)

    behind = {
        numbers.overdue: RegisterFilter(light=Light.RED),
        numbers.due_soon: RegisterFilter(light=Light.BLUE),
        numbers.to_confirm: RegisterFilter(attention=Attention.CONFIRM),
        numbers.silent: RegisterFilter(attention=Attention.SILENT),
    }
    assert set(behind) == {1}
    for count, wanted in (
        (numbers.overdue, RegisterFilter(light=Light.RED)),
        (numbers.due_soon, RegisterFilter(light=Light.BLUE)),
        (numbers.to_confirm, RegisterFilter(attention=Attention.CONFIRM)),
        (numbers.silent, RegisterFilter(attention=Attention.SILENT)),
    ):
        assert register_page(hands, wanted, Sort()).lines.total == count
        assert count_register(hands, wanted) == count


def test_what_waits_for_confirmation_is_what_the_step_allows(work: UnitOfWork, cast: Cast) -> None:
    confirm = RegisterFilter(attention=Attention.CONFIRM)
    by_system = an_item_reported_done(work, cast)
    by_coordinator = an_action_item(work, cast)
    done = ProgressReport(100, done=True)
    report_progress(acting_as(work, cast.coordinator), by_coordinator.ref, done)
    led_by_coordinator = an_action_item(work, cast, lead=person_of(cast.coordinator))
    report_progress(work, led_by_coordinator.ref, done)

    assert refs(acting_as(work, cast.coordinator), confirm) == ["A01"]
    assert refs(acting_as(work, cast.liaison), confirm) == ["A01", "A02", "A03"]
    assert refs(acting_as(work, cast.owner), confirm) == []
    close_item(acting_as(work, cast.coordinator), by_system.ref)
