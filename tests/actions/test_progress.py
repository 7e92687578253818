"""Reporting progress, confirming, returning, pausing: who may, what it leads to, what is kept."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.progress import list_updates
from scheduler.actions.rules.action_items import ActionStatus, ProgressReport
from scheduler.actions.rules.owners import Owner
from scheduler.actions.rules.steps import STEPS, Step
from scheduler.actions.usecases.progress import report_progress
from scheduler.actions.usecases.steps import (
    cancel_item,
    close_item,
    pause_item,
    reopen_item,
    resume_item,
    return_item,
    take_step,
)
from scheduler.kernel.rules.actor import Via
from scheduler.kernel.rules.errors import (
    ForbiddenError,
    IllegalTransitionError,
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
    an_item_reported_done,
    institute_of,
    person_of,
    post_of,
)
from tests.builders.cast import Cast, Seated, a_cast, a_seated_person

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


def test_the_other_side_confirms_and_the_item_is_closed(work: UnitOfWork, cast: Cast) -> None:
    item = an_item_reported_done(work, cast)

    update = close_item(acting_as(work, cast.liaison), item.ref)

    assert (item.status, item.percent, item.closed_at) == (S.COMPLETED, 100, work.now)
    assert (update.status_before, update.status_after) == (S.REPORTED_DONE, S.COMPLETED)


def test_nobody_confirms_what_they_reported_themselves(
    work: UnitOfWork, cast: Cast, item: ActionItem
) -> None:
    coordinator = acting_as(work, cast.coordinator)
    report_progress(coordinator, item.ref, ProgressReport(100, done=True))

    with pytest.raises(ForbiddenError, match="own_item"):
        close_item(coordinator, item.ref)

    close_item(acting_as(work, cast.liaison), item.ref)


@pytest.mark.parametrize("owner_of", [post_of, person_of])
def test_nobody_confirms_or_strikes_off_what_they_lead(
    work: UnitOfWork, cast: Cast, owner_of: Callable[[Seated], Owner]
) -> None:
    item = an_action_item(work, cast, lead=owner_of(cast.coordinator))
    coordinator = acting_as(work, cast.coordinator)

    with pytest.raises(ForbiddenError, match="own_item"):
        cancel_item(coordinator, item.ref, "Not needed")
    report_progress(work, item.ref, ProgressReport(100, done=True))
    with pytest.raises(ForbiddenError, match="own_item"):
        close_item(coordinator, item.ref)


def test_a_returned_item_falls_back_to_where_it_stood(work: UnitOfWork, cast: Cast) -> None:
    item = an_action_item(work, cast)
    report_progress(work, item.ref, ProgressReport(60))
    work.now += timedelta(days=1)
    report_progress(work, item.ref, ProgressReport(90, done=True))
    work.now += timedelta(days=1)

    return_item(acting_as(work, cast.liaison), item.ref, "The lease is not signed")

    assert (item.status, item.percent) == (S.IN_PROCESS, 60)
    assert item.reported_done_by_id is None


def test_a_paused_item_takes_no_reports_until_it_is_resumed(
    work: UnitOfWork, cast: Cast, item: ActionItem
) -> None:
    coordinator = acting_as(work, cast.coordinator)
    pause_item(coordinator, item.ref, "Waiting for the ministry")

    with pytest.raises(IllegalTransitionError):
        report_progress(coordinator, item.ref, ProgressReport(10))
    work.now += timedelta(days=90)
    resume_item(acting_as(work, cast.coordinator), item.ref, "The ministry agreed")

    assert (item.status, item.heard_on) == (S.IN_PROCESS, work.today)


def test_a_closed_item_can_be_taken_up_again(work: UnitOfWork, cast: Cast) -> None:
    item = an_item_reported_done(work, cast)
    close_item(work, item.ref)

    reopen_item(acting_as(work, cast.liaison), item.ref, "The roof leaks")

    assert (item.status, item.percent, item.closed_at) == (S.IN_PROCESS, 0, None)


def test_a_cancelled_item_keeps_how_far_it_had_come(
    work: UnitOfWork, cast: Cast, item: ActionItem
) -> None:
    report_progress(work, item.ref, ProgressReport(30))

    cancel_item(acting_as(work, cast.liaison), item.ref, "Overtaken by events")

    assert (item.status, item.percent, item.closed_at) == (S.CANCELLED, 30, work.now)


@pytest.mark.parametrize("step", Step)
def test_every_step_but_a_confirmation_wants_a_reason(
    work: UnitOfWork, cast: Cast, step: Step
) -> None:
    item = _brought_to(work, an_action_item(work, cast), min(STEPS[step].starts))

    if step is Step.CLOSE:
        take_step(work, item.ref, step, "")
        return
    with pytest.raises(InvalidError, match="reason_required") as caught:
        take_step(work, item.ref, step, "  ")
    assert caught.value.field == "note"


_MAY = {
    Step.CLOSE: {"liaison", "coordinator"},
    Step.RETURN: {"liaison", "coordinator"},
    Step.PAUSE: {"liaison", "coordinator"},
    Step.RESUME: {"liaison", "coordinator"},
    Step.CANCEL: {"liaison", "coordinator"},
    Step.REOPEN: {"liaison", "coordinator"},
}


@pytest.mark.parametrize("step", Step)
def test_who_may_take_a_step_on_an_item_of_the_universitys(
    work: UnitOfWork, cast: Cast, step: Step
) -> None:
    roles = ("liaison", "coordinator", "owner", "principal", "secretary", "observer")
    for role in roles:
        item = _brought_to(work, an_action_item(work, cast), min(STEPS[step].starts))
        somebody: Seated = getattr(cast, role)
        hands = acting_as(work, somebody)
        if role in _MAY[step]:
            assert take_step(hands, item.ref, step, "Because").status_after is STEPS[step].ends
        else:
            with pytest.raises(ForbiddenError):
                take_step(hands, item.ref, step, "Because")


def test_the_other_sides_coordinator_sets_nothing_aside(work: UnitOfWork, cast: Cast) -> None:
    item = an_action_item(work, cast, lead=post_of(cast.liaison))

    with pytest.raises(ForbiddenError):
        pause_item(acting_as(work, cast.coordinator), item.ref, "Not now")


def test_steps_of_another_partnerships_item_are_not_found(
    work: UnitOfWork, item: ActionItem
) -> None:
    stranger = acting_as(work, a_cast(work, "SC-HKU").liaison)

    for step in Step:
        with pytest.raises(NotFoundError):
            take_step(stranger, item.ref, step, "Because")


def test_silence_begins_anew_with_each_report(work: UnitOfWork, item: ActionItem) -> None:
    work.now += timedelta(days=20)

    report_progress(work, item.ref, ProgressReport(50))

    assert item.heard_on == date(2027, 2, 1)
    assert item.attention_on == date(2027, 2, 27)


def _brought_to(work: UnitOfWork, item: ActionItem, status: ActionStatus) -> ActionItem:
    """Take an item to a status by its shortest way."""
    if status in {S.REPORTED_DONE, S.COMPLETED}:
        report_progress(work, item.ref, ProgressReport(100, done=True))
    if status is S.COMPLETED:
        close_item(work, item.ref)
    if status is S.PAUSED:
        pause_item(work, item.ref, "Because")
    if status is S.CANCELLED:
        cancel_item(work, item.ref, "Because")
    if status is S.IN_PROCESS:
        report_progress(work, item.ref, ProgressReport(10))
    return item
