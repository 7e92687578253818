"""The history of an item: each happening once, with who, for whom, through what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from scheduler.actions.queries.action_items import get_action_item
from scheduler.actions.rules.action_items import ActionStatus, Priority, ProgressReport
from scheduler.actions.usecases.action_items import edit_action_item
from scheduler.actions.usecases.action_page import action_page
from scheduler.actions.usecases.history import HistoryEntry, history_of
from scheduler.actions.usecases.progress import report_progress
from scheduler.actions.usecases.steps import close_item
from scheduler.kernel.rules.actor import Actor, Via
from scheduler.kernel.unit_of_work import Transactions
from tests.builders.actions import a_draft, an_action_item, institute_of, person_of
from tests.builders.cast import Cast, a_cast, actor_of
from tests.builders.statements import counted
from tests.conftest import HandClock


@pytest.fixture
def cast(transactions: Transactions, system: Actor) -> Cast:
    with transactions.begin(system) as work:
        return a_cast(work)


def told(transactions: Transactions, system: Actor, ref: str) -> tuple[HistoryEntry, ...]:
    with transactions.reading(system) as work:
        return history_of(work, get_action_item(work, ref))


def added(transactions: Transactions, system: Actor, cast: Cast) -> str:
    with transactions.begin(system) as work:
        return an_action_item(work, cast).ref


def test_every_happening_stands_there_once(
    transactions: Transactions, system: Actor, clock: HandClock, cast: Cast
) -> None:
    ref = added(transactions, system, cast)
    with transactions.reading(system) as work:
        coordinator, liaison = actor_of(work, cast.coordinator), actor_of(work, cast.liaison)
    for actor, report in (
        (coordinator, ProgressReport(40)),
        (coordinator, ProgressReport(100, done=True)),
    ):
        clock.forward(days=1)
        with transactions.begin(actor) as work:
            report_progress(work, ref, report, f"At {report.percent}")
    clock.forward(days=1)
    with transactions.begin(liaison) as work:
        close_item(work, ref)

    history = told(transactions, system, ref)

    assert [(entry.act, entry.percent, entry.note) for entry in history] == [
        ("action.close", 100, ""),
        ("action.report_progress", 100, "At 100"),
        ("action.report_progress", 40, "At 40"),
        ("action.add", None, ""),
    ]
    assert [entry.on_behalf_of for entry in history] == [
        None,
        "OWNER Example",
        "OWNER Example",
        None,
    ]
    assert [entry.via for entry in history] == [Via.WEB, Via.WEB, Via.WEB, Via.CLI]
    assert history[0].name == cast.liaison.person.name
    assert (history[3].name, history[3].written_name) == (None, "test")
    assert (history[1].status_before, history[1].status_after) == (
        ActionStatus.IN_PROCESS,
        ActionStatus.REPORTED_DONE,
    )
    assert [entry.moved for entry in history] == [True, True, True, False]


def test_an_edit_tells_what_was_there_before(
    transactions: Transactions, system: Actor, clock: HandClock, cast: Cast
) -> None:
    ref = added(transactions, system, cast)
    clock.forward(days=1)
    with transactions.begin(system) as work:
        draft = replace(
            a_draft(work, cast, "Furnish it"),
            lead=person_of(cast.coordinator),
            counterpart=None,
            due_on=date(2027, 6, 30),
            priority=Priority.HIGH,
        )
        edit_action_item(work, ref, draft, reason="Permit is late")

    entry = told(transactions, system, ref)[0]
    changes = {change.field: (change.before, change.after) for change in entry.changes}

    assert entry.note == "Permit is late"
    assert changes["due_on"] == (date(2027, 3, 13), date(2027, 6, 30))
    assert changes["priority"] == (5, 1)
    assert changes["lead"] == (cast.owner.post.name, cast.coordinator.person.name)
    assert changes["counterpart"] == (cast.liaison.post.name, None)
    before, after = changes["title"]
    assert [str(getattr(text, "en", "")) for text in (before, after)] == [
        "Build the laboratory",
        "Furnish it",
    ]


def test_an_organisation_that_took_over_is_named(
    transactions: Transactions, system: Actor, clock: HandClock, cast: Cast
) -> None:
    ref = added(transactions, system, cast)
    clock.forward(days=1)
    with transactions.begin(system) as work:
        draft = a_draft(work, cast)
        edit_action_item(
            work, ref, replace(draft, lead=institute_of(cast), due_on=date(2027, 3, 13))
        )

    (change,) = told(transactions, system, ref)[0].changes

    assert (change.field, change.before) == ("lead", cast.owner.post.name)
    assert change.after == cast.institute.short_name


def test_the_page_costs_the_same_however_long_the_history(
    transactions: Transactions, system: Actor, clock: HandClock, cast: Cast, engine: sa.Engine
) -> None:
    ref = added(transactions, system, cast)
    costs = []
    for reports in (1, 9):
        for _ in range(reports):
            clock.shows += timedelta(hours=1)
            with transactions.begin(system) as work:
                report_progress(work, ref, ProgressReport(10))
        with transactions.reading(system) as work, counted(engine) as statements:
            told_of = len(action_page(work, ref).history)
        costs.append((told_of, len(statements)))

    assert [told_of for told_of, _ in costs] == [2, 11]
    assert len({cost for _, cost in costs}) == 1, costs
