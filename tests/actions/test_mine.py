"""My actions: which items lie on somebody's desk, in which group, and at what cost."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from scheduler.actions.rules.action_items import ProgressReport
from scheduler.actions.rules.desk import DeskGroup
from scheduler.actions.usecases.mine import my_page
from scheduler.actions.usecases.progress import report_progress
from scheduler.actions.usecases.steps import close_item
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.unit_of_work import UnitOfWork
from tests.builders.actions import (
    acting_as,
    an_action_item,
    an_item_reported_done,
    institute_of,
    person_of,
    post_of,
)
from tests.builders.cast import Cast, Seated, a_cast, a_seated_person
from tests.builders.statements import counted

G = DeskGroup


@pytest.fixture
def cast(work: UnitOfWork) -> Cast:
    return a_cast(work)


def desk(work: UnitOfWork, seated: Seated) -> dict[DeskGroup, list[str]]:
    page = my_page(acting_as(work, seated))
    return {
        group: [row.line.ref[-3:] for row in rows] for group, rows in page.groups.items() if rows
    }


def test_items_lie_where_they_press(work: UnitOfWork, cast: Cast) -> None:
    today = work.today
    an_action_item(work, cast, due_on=today - timedelta(days=1))
    an_action_item(work, cast, due_on=today + timedelta(days=14))
    an_action_item(work, cast, start_on=today - timedelta(days=30))
    an_action_item(work, cast, due_on=None)
    close_item(work, an_item_reported_done(work, cast).ref)

    assert desk(work, cast.owner) == {
        G.OVERDUE: ["A01"],
        G.DUE_SOON: ["A02"],
        G.SILENT: ["A03"],
        G.LATER: ["A04"],
        G.LATELY_CLOSED: ["A05"],
    }
    work.now += timedelta(days=31)
    assert G.LATELY_CLOSED not in desk(work, cast.owner)


def test_what_waits_for_my_word_stands_in_no_other_group(work: UnitOfWork, cast: Cast) -> None:
    an_item_reported_done(work, cast)

    assert desk(work, cast.liaison) == {G.TO_CONFIRM: ["A01"]}
    assert desk(work, cast.owner) == {G.LATER: ["A01"]}


def test_post_person_and_counterpart_find_their_items(work: UnitOfWork, cast: Cast) -> None:
    an_action_item(work, cast)
    an_action_item(work, cast, lead=person_of(cast.owner), counterpart=None)
    an_action_item(work, cast, lead=post_of(cast.principal), counterpart=None)
    an_action_item(work, cast, lead=institute_of(cast), counterpart=None)

    assert desk(work, cast.owner) == {G.LATER: ["A01", "A02"]}
    assert desk(work, cast.liaison) == {G.LATER: ["A01"]}
    assert desk(work, cast.secretary) == {G.LATER: ["A03"]}
    assert desk(work, cast.coordinator) == {G.LATER: ["A04"]}
    assert desk(work, cast.observer) == {}


def test_reports_can_be_given_at_the_desk_where_they_are_taken(
    work: UnitOfWork, cast: Cast
) -> None:
    an_action_item(work, cast)
    item = an_action_item(work, cast)
    report_progress(acting_as(work, cast.owner), item.ref, ProgressReport(90, done=True))

    rows = my_page(acting_as(work, cast.owner)).groups[G.LATER]

    assert [(row.line.ref[-3:], row.may_report) for row in rows] == [("A01", True), ("A02", False)]


def test_an_empty_desk_counts_nothing_though_something_closed_lately(
    work: UnitOfWork, cast: Cast
) -> None:
    close_item(work, an_item_reported_done(work, cast).ref)

    page = my_page(acting_as(work, cast.owner))

    assert (page.open_total, page.cut_off) == (0, False)
    assert len(page.groups[G.LATELY_CLOSED]) == 1


def test_the_desk_of_one_partnership_holds_nothing_of_another(work: UnitOfWork, cast: Cast) -> None:
    other = a_cast(work, "SC-HKU", department=cast.department)
    an_action_item(work, other, lead=person_of(other.owner))
    an_item_reported_done(work, other)

    for seated in (cast.owner, cast.liaison, cast.coordinator):
        assert desk(work, seated) == {}


def test_who_left_the_partnership_has_an_empty_desk(work: UnitOfWork, cast: Cast) -> None:
    guest = a_seated_person(
        work,
        cast.partnership,
        cast.university,
        side=Side.UNIVERSITY,
        role=Role.OWNER,
        handle="guest",
    )
    an_action_item(work, cast, lead=person_of(guest))
    assert desk(work, guest) == {G.LATER: ["A01"]}

    for holding in work.session.scalars(sa.text("SELECT id FROM post_holder")):
        work.session.execute(
            sa.text("UPDATE post_holder SET to_on = :day WHERE id = :id AND person_id = :person"),
            {"day": work.today - timedelta(days=1), "id": holding, "person": guest.person.id},
        )

    assert desk(work, guest) == {}


def test_the_desk_costs_the_same_for_1_3_and_50_items(
    work: UnitOfWork, engine: sa.Engine, cast: Cast
) -> None:
    costs = []
    for more in (1, 2, 47):
        for number in range(more):
            lead = (post_of(cast.owner), person_of(cast.owner), institute_of(cast))[number % 3]
            an_action_item(work, cast, lead=lead)
        work.session.expunge_all()
        hands = acting_as(work, cast.coordinator)
        with counted(engine) as statements:
            my_page(hands)
        costs.append(len(statements))

    assert len(set(costs)) == 1, costs
