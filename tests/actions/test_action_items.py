"""Adding action items and changing what they say: what is kept, refused, asked once more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduler.actions.queries.action_items import (
    YearCount,
    counts_by_year,
    get_action_item,
    list_of_decisions,
    list_of_meeting,
    list_open_for_review,
)
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.actions.rules.owners import Owner
from scheduler.actions.usecases.action_items import add_action_item, edit_action_item
from scheduler.actions.usecases.origins import Origin
from scheduler.actions.usecases.steps import cancel_item, close_item
from scheduler.kernel.rules.errors import (
    ConfirmationNeededError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from tests.builders.actions import (
    a_draft,
    acting_as,
    an_action_item,
    an_item_reported_done,
    institute_of,
    person_of,
    post_of,
)
from tests.builders.agreements import a_scheme, an_agreement
from tests.builders.cast import Cast, a_cast
from tests.builders.meetings import a_decision, a_held_meeting


@pytest.fixture
def cast(work: UnitOfWork) -> Cast:
    return a_cast(work)


def test_a_new_item_is_numbered_dated_and_waits_for_its_first_report(
    work: UnitOfWork, cast: Cast
) -> None:
    first, second = an_action_item(work, cast), an_action_item(work, cast)

    assert [first.ref, second.ref] == ["SC-CITYU/2027/A01", "SC-CITYU/2027/A02"]
    assert first.uid != second.uid
    assert (first.status, first.percent) == (ActionStatus.NEEDS_ACTION, 0)
    assert (first.due_on, first.original_due_on) == (date(2027, 3, 13), date(2027, 3, 13))
    assert (first.start_on, first.heard_on, first.year) == (work.today, work.today, 2027)
    assert first.attention_on == date(2027, 1, 28)


def test_an_item_of_a_decision_takes_year_meeting_and_commitment_from_it(
    work: UnitOfWork, cast: Cast
) -> None:
    a_scheme(work, an_agreement(work, cast), 2019)
    meeting = a_held_meeting(work, cast)
    decision = a_decision(work, meeting)

    item = an_action_item(
        work,
        cast,
        origin=Origin(decision_ref=decision.ref, commitment_ref="SC-CITYU/2019/C01"),
    )

    found = get_action_item(work, item.ref)
    assert (found.meeting, found.decision) == (meeting, decision)
    assert found.commitment is not None
    assert found.commitment.ref == "SC-CITYU/2019/C01"
    assert [row.ref for row in list_of_meeting(work, meeting.id)] == [item.ref]
    assert [row.ref for row in list_of_decisions(work, [decision.id])] == [item.ref]


def test_an_item_of_a_meeting_is_numbered_in_the_meetings_year(
    work: UnitOfWork, cast: Cast
) -> None:
    meeting = a_held_meeting(work, cast)
    work.now += timedelta(days=400)

    item = an_action_item(work, cast, origin=Origin(meeting_ref=meeting.ref))

    assert item.ref == "SC-CITYU/2027/A01"
    assert item.start_on.year == 2028


def test_origins_of_another_partnership_are_unknown(work: UnitOfWork, cast: Cast) -> None:
    theirs = a_cast(work, "SC-HKU")
    a_scheme(work, an_agreement(work, theirs), 2019)
    meeting = a_held_meeting(work, theirs)
    decision = a_decision(work, meeting)

    for origin in (
        Origin(meeting_ref=meeting.ref),
        Origin(decision_ref=decision.ref),
        Origin(commitment_ref="SC-HKU/2019/C01"),
        Origin(meeting_ref="SC-CITYU/2027/M99"),
        Origin(decision_ref="SC-CITYU/2027/D99"),
    ):
        with pytest.raises(InvalidError, match="unknown_choice"):
            an_action_item(work, cast, origin=origin)


def test_owners_of_another_partnership_or_of_the_wrong_side_are_unknown(
    work: UnitOfWork, cast: Cast
) -> None:
    theirs = a_cast(work, "SC-HKU", department=cast.department)
    draft = a_draft(work, cast)
    wrong = [
        post_of(theirs.owner),
        post_of(theirs.liaison),
        person_of(theirs.owner),
        Owner(Side.UNIVERSITY, theirs.university.id),
        Owner(Side.DEPARTMENT, cast.university.id),
        replace(post_of(cast.owner), organisation_id=cast.institute.id),
        replace(post_of(cast.owner), post_id=cast.liaison.post.id),
        Owner(Side.UNIVERSITY, cast.university.id, person_id=theirs.owner.person.id),
    ]

    for owner in wrong:
        with pytest.raises(InvalidError, match="unknown_choice") as caught:
            add_action_item(work, cast.partnership.ref, replace(draft, lead=owner))
        assert caught.value.field == "lead"
    with pytest.raises(InvalidError, match="unknown_choice") as caught:
        add_action_item(work, cast.partnership.ref, replace(draft, counterpart=wrong[1]))
    assert caught.value.field == "counterpart"


def test_a_post_a_person_and_an_organisation_without_account_may_each_lead(
    work: UnitOfWork, cast: Cast
) -> None:
    for owner in (post_of(cast.owner), person_of(cast.owner), institute_of(cast)):
        item = an_action_item(work, cast, lead=owner)

        assert (item.lead_post_id, item.lead_person_id) == (owner.post_id, owner.person_id)
        assert item.lead_organisation_id == owner.organisation_id


def test_lead_and_counterpart_sit_across_the_table(work: UnitOfWork, cast: Cast) -> None:
    with pytest.raises(InvalidError, match="counterpart_same_side"):
        an_action_item(work, cast, counterpart=institute_of(cast))


def test_a_due_day_that_has_passed_is_asked_about_once(work: UnitOfWork, cast: Cast) -> None:
    draft = replace(a_draft(work, cast), due_on=work.today - timedelta(days=1))

    with pytest.raises(ConfirmationNeededError, match="due_in_past"):
        add_action_item(work, cast.partnership.ref, draft)
    assert list_open_for_review(work, cast.partnership.id) == []

    item = add_action_item(work, cast.partnership.ref, draft, confirmed=True)
    assert item.due_on == draft.due_on


def test_due_today_needs_no_confirmation(work: UnitOfWork, cast: Cast) -> None:
    draft = replace(a_draft(work, cast), due_on=work.today)

    assert add_action_item(work, cast.partnership.ref, draft).due_on == work.today


def test_nothing_is_due_before_it_begins(work: UnitOfWork, cast: Cast) -> None:
    with pytest.raises(InvalidError, match="due_before_start"):
        an_action_item(work, cast, start_on=work.today + timedelta(days=90))


def test_an_item_without_a_title_is_refused(work: UnitOfWork, cast: Cast) -> None:
    with pytest.raises(InvalidError, match="required"):
        an_action_item(work, cast, title=Trilingual.of())


def test_owners_and_observers_add_nothing_and_strangers_find_nothing(
    work: UnitOfWork, cast: Cast
) -> None:
    item = an_action_item(work, cast)
    stranger = acting_as(work, a_cast(work, "SC-HKU").coordinator)

    for seated in (cast.owner, cast.observer, cast.principal):
        with pytest.raises(ForbiddenError):
            an_action_item(acting_as(work, seated), cast)
    with pytest.raises(NotFoundError):
        an_action_item(stranger, cast)
    with pytest.raises(NotFoundError):
        get_action_item(stranger, item.ref)
    with pytest.raises(NotFoundError):
        edit_action_item(stranger, item.ref, a_draft(work, cast))
    assert list_open_for_review(stranger, cast.partnership.id) == []
    assert counts_by_year(stranger, cast.partnership.id) == {}


def test_years_are_counted_by_what_became_of_their_items(work: UnitOfWork, cast: Cast) -> None:
    an_action_item(work, cast)
    close_item(work, an_item_reported_done(work, cast).ref)
    cancel_item(work, an_action_item(work, cast).ref, "Overtaken by events")

    counts = counts_by_year(work, cast.partnership.id)

    assert counts == {2027: YearCount(open=1, completed=1, cancelled=1)}
    assert counts[2027].total == 3


def test_the_review_lists_open_items_first_due_first_and_undated_last(
    work: UnitOfWork, cast: Cast
) -> None:
    undated = an_action_item(work, cast, "Undated", due_on=None)
    later = an_action_item(work, cast, "Later")
    sooner = an_action_item(work, cast, "Sooner", due_on=work.today)
    close_item(work, an_item_reported_done(work, cast).ref)

    found = list_open_for_review(work, cast.partnership.id)

    assert found == [sooner, later, undated]
