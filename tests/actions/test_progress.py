"""Reporting progress, confirming, returning, pausing: who may, what it leads to, what is kept."""

from datetime import date, timedelta

import pytest

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.progress import list_updates
from scheduler.actions.rules.action_items import ActionStatus, ProgressReport
from scheduler.actions.usecases.progress import report_progress
from scheduler.kernel.rules.actor import Via
from scheduler.kernel.rules.errors import (
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.queries.people import list_holders
from scheduler.parties.usecases.people import hand_over
from tests.builders.actions import (
    acting_as,
    an_action_item,
    institute_of,
    person_of,
    post_of,
)
from tests.builders.cast import Cast, a_cast, a_seated_person

S = ActionStatus


@pytest.fixture
def cast(work: UnitOfWork) -> Cast:
    return a_cast(work)


@pytest.fixture
def item(work: UnitOfWork, cast: Cast) -> ActionItem:
    return an_action_item(work, cast)


def test_a_report_moves_the_item_and_keeps_the_report(
    work: UnitOfWork, cast: Cast, item: ActionItem
) -> None:
    work.now += timedelta(days=5)
    owner = acting_as(work, cast.owner)

    update = report_progress(owner, item.ref, ProgressReport(40), " Walls are up \r\n")

    assert (item.status, item.percent, item.sequence) == (S.IN_PROCESS, 40, 1)
    assert (item.heard_on, item.last_progress_at) == (work.today, work.now)
    assert item.attention_on == work.today + timedelta(days=30)
    assert (update.note, update.status_before, update.status_after) == (
        "Walls are up",
        S.NEEDS_ACTION,
        S.IN_PROCESS,
    )
    assert (update.reported_by_id, update.on_behalf_of) == (cast.owner.person.id, None)
    assert (update.via, update.reported_at) == (Via.WEB, work.now)


def test_a_report_of_done_waits_for_somebody_else(
    work: UnitOfWork, cast: Cast, item: ActionItem
) -> None:
    report_progress(acting_as(work, cast.owner), item.ref, ProgressReport(90, done=True))

    assert (item.status, item.percent) == (S.REPORTED_DONE, 100)
    assert item.reported_done_by_id == cast.owner.person.id
    assert item.closed_at is None


def test_a_coordinator_reports_for_the_owner_of_their_side_and_it_is_said(
    work: UnitOfWork, cast: Cast, item: ActionItem
) -> None:
    led = report_progress(acting_as(work, cast.coordinator), item.ref, ProgressReport(10))
    across = report_progress(acting_as(work, cast.liaison), item.ref, ProgressReport(20))

    assert led.on_behalf_of == "OWNER Example"
    assert across.on_behalf_of is None


def test_for_an_organisation_its_sides_coordinator_reports(work: UnitOfWork, cast: Cast) -> None:
    item = an_action_item(work, cast, lead=institute_of(cast))

    update = report_progress(acting_as(work, cast.coordinator), item.ref, ProgressReport(10))

    assert update.on_behalf_of == "Institute of SC-CITYU"


def test_a_secretary_reports_for_the_principal_they_serve(work: UnitOfWork, cast: Cast) -> None:
    item = an_action_item(work, cast, lead=post_of(cast.principal))

    update = report_progress(acting_as(work, cast.secretary), item.ref, ProgressReport(10))

    assert update.on_behalf_of == "PRINCIPAL Example"


def test_a_vacant_post_is_named_where_nobody_holds_it(work: UnitOfWork, cast: Cast) -> None:
    item = an_action_item(work, cast)
    for holding in list_holders(work, cast.partnership.id, work.today):
        if holding.post_id == cast.owner.post.id:
            holding.to_on = work.today - timedelta(days=1)
    work.flush()

    update = report_progress(acting_as(work, cast.coordinator), item.ref, ProgressReport(10))

    assert update.on_behalf_of == "Owner post"


def test_a_person_named_as_owner_reports_in_their_own_name(work: UnitOfWork, cast: Cast) -> None:
    item = an_action_item(work, cast, lead=person_of(cast.owner))

    update = report_progress(acting_as(work, cast.owner), item.ref, ProgressReport(10))

    assert update.on_behalf_of is None


def test_a_hand_over_moves_the_item_to_the_new_holder(
    work: UnitOfWork, cast: Cast, item: ActionItem
) -> None:
    successor = a_seated_person(
        work,
        cast.partnership,
        cast.university,
        side=Side.UNIVERSITY,
        role=Role.OBSERVER,
        handle="successor",
    )
    (holding,) = (
        row
        for row in list_holders(work, cast.partnership.id, work.today)
        if row.post_id == cast.owner.post.id
    )
    hand_over(work, holding, successor.person, from_on=work.today)

    with pytest.raises(NotFoundError):
        report_progress(acting_as(work, cast.owner), item.ref, ProgressReport(10))
    update = report_progress(acting_as(work, successor), item.ref, ProgressReport(10))

    assert (update.reported_by_id, update.on_behalf_of) == (successor.person.id, None)


def test_people_without_a_part_in_the_item_report_nothing(work: UnitOfWork, cast: Cast) -> None:
    item = an_action_item(work, cast, counterpart=None)
    stranger = acting_as(work, a_cast(work, "SC-HKU").coordinator)

    for seated in (cast.observer, cast.principal, cast.secretary):
        with pytest.raises(ForbiddenError):
            report_progress(acting_as(work, seated), item.ref, ProgressReport(10))
    with pytest.raises(NotFoundError):
        report_progress(stranger, item.ref, ProgressReport(10))

    assert list_updates(work, item) == []


@pytest.mark.parametrize("note", ["a\x00b", "x" * 10_001])
def test_a_note_that_cannot_be_taken_changes_nothing(
    work: UnitOfWork, item: ActionItem, note: str
) -> None:
    with pytest.raises(InvalidError) as caught:
        report_progress(work, item.ref, ProgressReport(10), note)

    assert caught.value.field == "note"
    assert (item.percent, item.status) == (0, S.NEEDS_ACTION)


def test_silence_begins_anew_with_each_report(work: UnitOfWork, item: ActionItem) -> None:
    work.now += timedelta(days=20)

    report_progress(work, item.ref, ProgressReport(50))

    assert item.heard_on == date(2027, 2, 1)
    assert item.attention_on == date(2027, 2, 27)
