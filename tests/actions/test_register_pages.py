"""The register's orders and pages, its walls between partnerships, and its cost."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.register import list_register
from scheduler.actions.rules.action_items import ProgressReport
from scheduler.actions.rules.lights import Light
from scheduler.actions.rules.register import (
    RegisterFilter,
    Sort,
    SortKey,
    State,
    read_sort,
)
from scheduler.actions.usecases.progress import report_progress
from scheduler.actions.usecases.register import register_page
from scheduler.actions.usecases.steps import close_item
from scheduler.kernel.unit_of_work import UnitOfWork
from tests.builders.actions import (
    acting_as,
    an_action_item,
    an_item_reported_done,
    institute_of,
    person_of,
    post_of,
)
from tests.builders.cast import Cast, a_cast
from tests.builders.meetings import a_held_meeting
from tests.builders.statements import counted

EVERYTHING = RegisterFilter(state=State.ALL)


@pytest.fixture
def cast(work: UnitOfWork) -> Cast:
    return a_cast(work)


def refs(work: UnitOfWork, wanted: RegisterFilter, sort: Sort | None = None) -> list[str]:
    return [row.ref[-3:] for row in list_register(work, wanted, sort or Sort(SortKey.REF))]


def test_undated_items_come_last_whichever_way_days_are_ordered(
    work: UnitOfWork, cast: Cast
) -> None:
    an_action_item(work, cast, due_on=None)
    an_action_item(work, cast, due_on=work.today + timedelta(days=9))
    an_action_item(work, cast, due_on=work.today)

    assert refs(work, EVERYTHING, Sort(SortKey.DUE)) == ["A03", "A02", "A01"]
    assert refs(work, EVERYTHING, Sort(SortKey.DUE, downwards=True)) == ["A02", "A03", "A01"]


def test_numbers_are_ordered_as_numbers(work: UnitOfWork, cast: Cast) -> None:
    work.session.execute(
        sa.text("INSERT INTO reference_counter VALUES (:p, 2027, 'A', 98)"),
        {"p": cast.partnership.id},
    )
    for _ in range(3):
        an_action_item(work, cast)

    assert refs(work, EVERYTHING, Sort(SortKey.REF)) == ["A99", "100", "101"]
    assert refs(work, EVERYTHING, Sort(SortKey.REF, downwards=True)) == ["101", "100", "A99"]


def test_items_are_ordered_by_progress_and_by_change(work: UnitOfWork, cast: Cast) -> None:
    first, second = an_action_item(work, cast), an_action_item(work, cast)
    report_progress(work, first.ref, ProgressReport(70))
    work.now += timedelta(hours=1)
    report_progress(work, second.ref, ProgressReport(20))

    assert refs(work, EVERYTHING, Sort(SortKey.PERCENT)) == ["A02", "A01"]
    assert refs(work, EVERYTHING, Sort(SortKey.CHANGED, downwards=True)) == ["A02", "A01"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("", Sort()),
        ("due", Sort(SortKey.DUE)),
        ("-ref", Sort(SortKey.REF, downwards=True)),
        ("percent", Sort(SortKey.PERCENT)),
        ("title; DROP TABLE", Sort()),
        ("--due", Sort()),
    ],
)
def test_only_known_orders_are_taken_from_an_address(word: str, expected: Sort) -> None:
    assert read_sort(word) == expected


def test_the_register_is_paged(work: UnitOfWork, cast: Cast) -> None:
    for _ in range(51):
        an_action_item(work, cast)

    first = register_page(work, RegisterFilter(), Sort(), 1)
    second = register_page(work, RegisterFilter(), Sort(), 2)
    beyond = register_page(work, EVERYTHING, Sort(), 9)

    assert (len(first.lines.rows), len(second.lines.rows), beyond.lines.rows) == (50, 1, ())
    assert (first.lines.pages, first.lines.total, beyond.lines.total) == (2, 51, 51)
    assert {line.ref for line in first.lines.rows}.isdisjoint(
        line.ref for line in second.lines.rows
    )


def test_one_partnership_never_shows_in_the_register_of_another(
    work: UnitOfWork, cast: Cast
) -> None:
    other = a_cast(work, "SC-HKU", department=cast.department)
    an_action_item(work, other, "CANARY")
    mine = an_action_item(work, cast)
    hands = acting_as(work, cast.coordinator)

    for wanted in (
        EVERYTHING,
        RegisterFilter(partnership_ref="SC-HKU"),
        RegisterFilter(text="canary"),
        RegisterFilter(owner=other.owner.person.public_id),
        RegisterFilter(organisation=cast.department.public_id),
    ):
        page = register_page(hands, wanted, Sort())
        assert {line.ref for line in page.lines.rows} <= {mine.ref}
        assert sum(page.lights.values()) <= 1
        assert [option.value for option in page.choices.partnerships] == ["SC-CITYU"]


def test_the_filters_offer_what_the_partnership_has(work: UnitOfWork, cast: Cast) -> None:
    meeting = a_held_meeting(work, cast)

    choices = register_page(acting_as(work, cast.owner), RegisterFilter(), Sort()).choices

    assert choices.years == tuple(range(2028, 2018, -1))
    assert len(choices.owners) == 6
    assert {option.value for option in choices.organisations} == {
        cast.department.public_id,
        cast.university.public_id,
        cast.institute.public_id,
    }
    assert [option.value for option in choices.meetings] == [meeting.ref]


@pytest.mark.parametrize("wanted", [RegisterFilter(), EVERYTHING], ids=["open", "all"])
def test_the_register_costs_the_same_for_1_3_and_50_rows(
    work: UnitOfWork, engine: sa.Engine, cast: Cast, wanted: RegisterFilter
) -> None:
    costs = []
    for more in (1, 2, 47):
        for number in range(more):
            lead = (post_of(cast.owner), person_of(cast.owner), institute_of(cast))[number % 3]
            an_action_item(work, cast, lead=lead)
        work.session.expunge_all()
        with counted(engine) as statements:
            page = register_page(replace(work), wanted, Sort())
        costs.append((len(page.lines.rows), len(statements)))

    assert [rows for rows, _ in costs] == [1, 3, 50]
    assert len({cost for _, cost in costs}) == 1, costs


# PostgreSQL reads so small a table whole, so its plan would say nothing.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True, scope="session")
def test_the_first_page_and_the_counts_are_read_from_an_index_alone(
    work: UnitOfWork, engine: sa.Engine, cast: Cast
) -> None:
    an_action_item(work, cast)
    with counted(engine) as statements:
        register_page(acting_as(work, cast.coordinator), RegisterFilter(), Sort())

    reading = [text for text in statements if " AS title" not in text and "NOT IN ('COM" in text]
    plans = [
        "; ".join(
            row.detail
            for row in work.session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {text}", tuple(1 for _ in range(text.count("?")))
            )
        )
        for text in reading
    ]

    assert len(plans) == 2
    assert all("USING COVERING INDEX" in plan for plan in plans), plans


def test_rows_of_the_register_are_whole(work: UnitOfWork, cast: Cast) -> None:
    item = an_action_item(work, cast)
    report_progress(work, item.ref, ProgressReport(30))

    (line,) = register_page(work, RegisterFilter(), Sort()).lines.rows

    assert isinstance(item, ActionItem)
    assert (line.ref, line.percent, line.light) == (item.ref, 30, Light.GREEN)
    assert line.lead.persons[0].in_language(cast.owner.person.language) == "OWNER Example"
    assert line.counterpart is not None
    assert (line.days_left, line.partnership_ref) == (60, "SC-CITYU")


def test_words_narrow_lights_pages_and_totals_alike(work: UnitOfWork, cast: Cast) -> None:
    for _ in range(51):
        an_action_item(work, cast, "Build the laboratory")
    late = an_action_item(work, cast, "Build it late", due_on=work.today - timedelta(days=1))
    an_action_item(work, cast, "Something else", due_on=work.today - timedelta(days=1))
    close_item(work, an_item_reported_done(work, cast, "Build this first").ref)

    first = register_page(work, RegisterFilter(text="build"), Sort())
    second = register_page(work, RegisterFilter(text="build"), Sort(), 2)
    overdue = register_page(work, RegisterFilter(text="build", light=Light.RED), Sort())
    everything = register_page(work, RegisterFilter(text="build", state=State.ALL), Sort())

    assert (len(first.lines.rows), len(second.lines.rows), first.lines.total) == (50, 2, 52)
    assert first.lights == {Light.RED: 1, Light.GREY: 51}
    assert [line.ref for line in overdue.lines.rows] == [late.ref]
    assert (overdue.lines.total, overdue.open_total) == (1, 52)
    assert (everything.lines.total, everything.open_total) == (53, 52)
