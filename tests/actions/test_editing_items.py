"""Changing what an item says: reasons, versions, owners who have left, who may."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.actions.queries.progress import list_updates
from scheduler.actions.rules.action_items import Priority
from scheduler.actions.rules.owners import Owner
from scheduler.actions.usecases.action_items import edit_action_item
from scheduler.actions.usecases.steps import close_item
from scheduler.kernel.rules.errors import (
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    StaleError,
)
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import TranslationState, Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.queries.people import list_holders
from tests.builders.actions import (
    a_draft,
    acting_as,
    an_action_item,
    an_item_reported_done,
    post_of,
)
from tests.builders.cast import Cast, a_cast


@pytest.fixture
def cast(work: UnitOfWork) -> Cast:
    return a_cast(work)


def test_an_item_may_have_no_due_day_and_be_given_one_later(work: UnitOfWork, cast: Cast) -> None:
    item = an_action_item(work, cast, due_on=None)
    draft = a_draft(work, cast)

    edit_action_item(work, item.ref, draft, reason="Both sides settled on spring")

    assert (item.due_on, item.original_due_on) == (draft.due_on, draft.due_on)


def test_moving_the_due_day_keeps_the_first_day_and_wants_a_reason(
    work: UnitOfWork, cast: Cast
) -> None:
    item = an_action_item(work, cast)
    first, later = item.due_on, work.today + timedelta(days=90)
    draft = replace(a_draft(work, cast), due_on=later)

    with pytest.raises(InvalidError, match="reason_required"):
        edit_action_item(work, item.ref, draft)
    edit_action_item(work, item.ref, draft, reason="The building permit is late")

    assert (item.due_on, item.original_due_on) == (later, first)
    assert [row.note for row in list_updates(work, item)] == ["The building permit is late"]
    assert item.sequence == 1
    assert item.heard_on == work.today


def test_an_edit_that_leaves_the_due_day_alone_wants_no_reason(
    work: UnitOfWork, cast: Cast
) -> None:
    item = an_action_item(work, cast, due_on=work.today - timedelta(days=3))
    draft = replace(
        a_draft(work, cast, "Furnish the laboratory"), due_on=item.due_on, priority=Priority.HIGH
    )

    edit_action_item(work, item.ref, draft, version=item.version)

    assert (item.priority, item.title.en) == (Priority.HIGH, "Furnish the laboratory")
    assert "furnish" in item.search_text
    assert (item.sequence, item.version) == (1, 2)
    assert list_updates(work, item) == []


def test_an_edit_that_changes_nothing_is_no_revision(work: UnitOfWork, cast: Cast) -> None:
    item = an_action_item(work, cast)

    edit_action_item(work, item.ref, a_draft(work, cast), version=item.version)

    assert (item.sequence, item.version) == (0, 1)


def test_other_languages_grow_stale_when_the_source_moves(work: UnitOfWork, cast: Cast) -> None:
    item = an_action_item(work, cast)
    title = Trilingual.of(zh_hans="建设新实验室", zh_hant=item.title.zh_hant, en=item.title.en)

    edit_action_item(work, item.ref, replace(a_draft(work, cast), title=title))

    states = set(item.title.states.values())
    assert states == {TranslationState.CHECKED, TranslationState.STALE}


def test_a_form_opened_before_somebody_elses_change_is_stale(work: UnitOfWork, cast: Cast) -> None:
    item = an_action_item(work, cast)
    opened_at = item.version
    edit_action_item(work, item.ref, a_draft(work, cast, "Theirs"), version=opened_at)

    with pytest.raises(StaleError):
        edit_action_item(work, item.ref, a_draft(work, cast, "Mine"), version=opened_at)

    assert item.title.en == "Theirs"


def test_a_closed_item_is_not_edited(work: UnitOfWork, cast: Cast) -> None:
    item = an_item_reported_done(work, cast)
    close_item(work, item.ref)

    with pytest.raises(IllegalTransitionError):
        edit_action_item(work, item.ref, a_draft(work, cast))


def test_an_owner_who_has_left_may_stay_as_they_are(work: UnitOfWork, cast: Cast) -> None:
    owner = Owner(Side.UNIVERSITY, cast.institute.id, person_id=cast.owner.person.id)
    item = an_action_item(work, cast, lead=owner)
    work.now += timedelta(days=1)
    for holding in list_holders(work, cast.partnership.id, work.today):
        holding.to_on = work.today - timedelta(days=1)
    work.flush()
    draft = replace(a_draft(work, cast, "Other words"), lead=owner, due_on=item.due_on)

    edit_action_item(work, item.ref, draft)
    with pytest.raises(InvalidError, match="unknown_choice"):
        an_action_item(work, cast, lead=owner)

    assert item.title.en == "Other words"


def test_coordinators_edit_what_their_side_leads(work: UnitOfWork, cast: Cast) -> None:
    ours = an_action_item(work, cast)
    theirs = an_action_item(work, cast, lead=post_of(cast.liaison))
    coordinator = acting_as(work, cast.coordinator)

    edit_action_item(coordinator, ours.ref, a_draft(work, cast, "By the coordinator"))
    with pytest.raises(ForbiddenError):
        edit_action_item(coordinator, theirs.ref, a_draft(work, cast))
    with pytest.raises(ForbiddenError):
        edit_action_item(
            coordinator,
            ours.ref,
            replace(a_draft(work, cast), lead=post_of(cast.liaison), counterpart=None),
        )
    with pytest.raises(ForbiddenError):
        edit_action_item(acting_as(work, cast.owner), ours.ref, a_draft(work, cast))
