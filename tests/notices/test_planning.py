"""Planning against real rows: who is told, and what follows an edit."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.actions.rules.action_items import ActionStatus
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.participants import Participant
from scheduler.meetings.rules.participants import (
    ParticipantFunction,
    ParticipantRole,
    PartStat,
)
from scheduler.notices.queries.plannable import Range
from scheduler.notices.rules.reminders import Reason, ReminderState, SubjectKind
from scheduler.notices.usecases.planning import (
    plan_action,
    plan_all,
    plan_meeting,
    plan_range,
    plan_subjects,
)
from scheduler.parties.models.posts import PostHolder
from scheduler.parties.rules.accounts import AccountStatus
from scheduler.parties.usecases.people import hand_over
from tests.builders.cast import a_cast, a_seated_person, actor_of, text
from tests.builders.meetings import a_dated_meeting, a_participant, an_announced_meeting
from tests.builders.statements import counted
from tests.notices.rows import TODAY, an_item, reminders, rungs, states

FAR = TODAY + timedelta(days=60)
BEFORE = ["T-30", "T-14", "T-7", "T-1", "D0"]
AFTER = [f"O+{7 * week}" for week in range(1, 9)]


def test_the_holder_of_the_post_is_told_and_the_other_side_when_it_is_late(
    work: UnitOfWork,
) -> None:
    cast = a_cast(work)
    item = an_item(work, cast, FAR)

    assert plan_action(work, item.id) == 21

    assert rungs(work, item, cast.owner.person) == [*BEFORE, *AFTER]
    # The department has no coordinator: its liaison officer is in charge.
    assert rungs(work, item, cast.liaison.person) == AFTER


def test_planning_twice_plans_once(work: UnitOfWork) -> None:
    an_item(work, a_cast(work), FAR)

    assert [plan_all(work), plan_all(work)] == [21, 0]


def test_an_organisation_is_written_to_at_its_own_address(work: UnitOfWork) -> None:
    cast = a_cast(work)
    item = an_item(work, cast, FAR, organisation=cast.institute)

    plan_action(work, item.id)

    told = [row.rung for row in reminders(work, item) if row.organisation_id == cast.institute.id]
    assert told == [*BEFORE, *AFTER]


def test_an_organisation_without_address_is_answered_for_by_its_coordinator(
    work: UnitOfWork,
) -> None:
    cast = a_cast(work)
    item = an_item(work, cast, FAR, organisation=cast.university)

    plan_action(work, item.id)

    assert rungs(work, item, cast.coordinator.person) == [*BEFORE, *AFTER]


def test_a_single_person_is_told_and_for_one_who_was_shut_out_the_coordinator(
    work: UnitOfWork,
) -> None:
    cast = a_cast(work)
    item = an_item(work, cast, FAR, person=cast.secretary.person)
    plan_action(work, item.id)
    assert rungs(work, item, cast.secretary.person) == [*BEFORE, *AFTER]

    cast.secretary.account.status = AccountStatus.DISABLED
    plan_action(work, item.id)

    assert rungs(work, item, cast.secretary.person) == []
    assert rungs(work, item, cast.coordinator.person) == [*BEFORE, *AFTER]


def test_a_moved_day_ends_the_old_reminders_and_plans_new_ones(work: UnitOfWork) -> None:
    item = an_item(work, a_cast(work), FAR)
    plan_action(work, item.id)

    item.due_on = FAR + timedelta(days=10)
    plan_action(work, item.id)

    assert states(work) == {"SUPERSEDED": 21, "PLANNED": 21}
    ended = [row for row in reminders(work) if row.state is ReminderState.SUPERSEDED]
    assert {(row.reason, row.anchor_on) for row in ended} == {(Reason.MOVED, FAR)}


def test_a_day_moved_there_and_back_plans_what_was_never_told(work: UnitOfWork) -> None:
    item = an_item(work, a_cast(work), FAR)
    plan_action(work, item.id)

    for due_on in (FAR + timedelta(days=10), FAR):
        item.due_on = due_on
        plan_action(work, item.id)

    assert states(work) == {"SUPERSEDED": 21, "PLANNED": 21}
    planned = [row for row in reminders(work) if row.state is ReminderState.PLANNED]
    assert {(row.reason, row.anchor_on) for row in planned} == {(None, FAR)}


def test_a_closed_item_cancels_and_a_reopened_one_plans_again(work: UnitOfWork) -> None:
    item = an_item(work, a_cast(work), FAR)
    plan_action(work, item.id)

    item.status = ActionStatus.COMPLETED
    plan_action(work, item.id)
    assert {(row.state, row.reason) for row in reminders(work)} == {
        (ReminderState.CANCELLED, Reason.CLOSED)
    }

    item.status = ActionStatus.IN_PROCESS
    plan_action(work, item.id)
    assert states(work) == {"PLANNED": 21}


def test_an_item_reported_done_rests(work: UnitOfWork) -> None:
    item = an_item(work, a_cast(work), FAR)
    item.status = ActionStatus.REPORTED_DONE

    assert plan_action(work, item.id) == 0


def test_a_handed_over_post_moves_the_reminders_to_the_new_holder(work: UnitOfWork) -> None:
    cast = a_cast(work)
    item = an_item(work, cast, TODAY + timedelta(days=10))
    plan_action(work, item.id)
    successor = a_seated_person(
        work,
        cast.partnership,
        cast.university,
        side=Side.UNIVERSITY,
        role=Role.OBSERVER,
        handle="successor",
    ).person

    (holding,) = work.session.scalars(
        sa.select(PostHolder)
        .where(PostHolder.post_id == cast.owner.post.id)
        .options(joinedload(PostHolder.post))
    )
    hand_over(work, holding, successor, from_on=work.today)
    plan_action(work, item.id)

    assert rungs(work, item, cast.owner.person) == []
    # Of the past rungs the newest whose time has not run out goes to whoever answers now.
    assert rungs(work, item, successor) == ["T-14", "T-7", "T-1", "D0", *AFTER]


def test_a_sweep_finds_what_was_changed_since(work: UnitOfWork) -> None:
    cast = a_cast(work)
    item = an_item(work, cast, FAR)
    kind = SubjectKind.ACTION_DUE

    late = work.now + timedelta(minutes=1)
    assert plan_range(work, Range(kind, since=late)) == (0, None)
    assert plan_range(work, Range(kind, since=item.changed_at)) == (21, None)


def test_pages_follow_each_other_until_everything_is_planned(work: UnitOfWork) -> None:
    cast = a_cast(work)
    items = [an_item(work, cast, FAR) for _ in range(3)]
    kind = SubjectKind.ACTION_DUE

    did, after = plan_range(work, Range(kind, limit=2))
    assert (did, after) == (42, items[1].id)
    assert plan_range(work, Range(kind, after=items[1].id, limit=2)) == (21, None)


def test_a_full_pass_finds_closed_items_that_still_have_reminders(work: UnitOfWork) -> None:
    item = an_item(work, a_cast(work), FAR)
    plan_action(work, item.id)
    item.status = ActionStatus.CANCELLED

    assert plan_all(work) == 21
    assert states(work) == {"CANCELLED": 21}


def test_an_announced_meeting_reminds_those_who_are_invited(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    a_participant(work, meeting, cast.principal)
    declined = a_participant(work, meeting, cast.observer)
    declined.partstat = PartStat.DECLINED

    plan_meeting(work, meeting.id)

    assert {(row.person_id, row.rung, row.anchor_on) for row in reminders(work)} == {
        (cast.principal.person.id, rung, date(2027, 3, 5)) for rung in ("T-14", "T-3", "T-1")
    }


def test_a_guest_is_reminded_by_address(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    guest = work.add(
        Participant(
            partnership_id=meeting.partnership_id,
            meeting_id=meeting.id,
            organisation_id=cast.university.id,
            guest_name=text("Guest"),
            guest_email="guest@example.org",
            side=Side.UNIVERSITY,
            role=ParticipantRole.OPTIONAL,
            function=ParticipantFunction.INTERPRETER,
            partstat=PartStat.NEEDS_ACTION,
            created_at=work.now,
        )
    )

    assert plan_meeting(work, meeting.id) == 3
    assert {row.participant_id for row in reminders(work)} == {guest.id}


def test_before_the_announcement_only_those_in_charge_are_told(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = a_dated_meeting(work, cast)
    a_participant(work, meeting, cast.principal)

    plan_meeting(work, meeting.id)

    assert {row.person_id for row in reminders(work)} == {
        cast.coordinator.person.id,
        cast.liaison.person.id,
    }


def test_a_late_invitation_is_found_by_the_sweep(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    meeting.changed_at = work.now - timedelta(days=3)
    a_participant(work, meeting, cast.principal)

    did, _ = plan_range(work, Range(SubjectKind.MEETING, since=work.now - timedelta(minutes=1)))

    assert did == 3


def test_a_plan_costs_as_many_statements_for_three_items_as_for_one(
    work: UnitOfWork, engine: sa.Engine
) -> None:
    cast = a_cast(work)
    items = [an_item(work, cast, FAR) for _ in range(4)]

    costs = []
    for some in (items[:1], items[1:]):
        ids = [item.id for item in some]
        work.flush()
        work.session.expunge_all()
        with counted(engine) as statements:
            plan_subjects(work, SubjectKind.ACTION_DUE, ids)
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_an_editor_plans_with_the_rights_of_an_editor(work: UnitOfWork) -> None:
    cast, other = a_cast(work), a_cast(work, "SC-OTHER")
    mine, theirs = an_item(work, cast, FAR), an_item(work, other, FAR)
    work.flush()
    editor = UnitOfWork(
        work.session, actor=actor_of(work, cast.coordinator), now=work.now, zone=work.zone
    )

    assert plan_action(editor, mine.id) == 21
    assert plan_action(editor, theirs.id) == 0
