"""Confirming, returning, pausing, striking off: who may, what it leads to, what is kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from scheduler.actions.models.action_items import ActionItem
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
from scheduler.kernel.rules.errors import (
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
)
from scheduler.kernel.unit_of_work import UnitOfWork
from tests.builders.actions import (
    acting_as,
    an_action_item,
    an_item_reported_done,
    person_of,
    post_of,
)
from tests.builders.cast import Cast, Seated, a_cast

S = ActionStatus


@pytest.fixture
def cast(work: UnitOfWork) -> Cast:
    return a_cast(work)


@pytest.fixture
def item(work: UnitOfWork, cast: Cast) -> ActionItem:
    return an_action_item(work, cast)


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


@pytest.mark.parametrize("step", Step)
def test_who_may_take_a_step_on_an_item_of_the_universitys(
    work: UnitOfWork, cast: Cast, step: Step
) -> None:
    roles = ("liaison", "coordinator", "owner", "principal", "secretary", "observer")
    for role in roles:
        item = _brought_to(work, an_action_item(work, cast), min(STEPS[step].starts))
        somebody: Seated = getattr(cast, role)
        hands = acting_as(work, somebody)
        if role in {"liaison", "coordinator"}:
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
