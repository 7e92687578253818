"""Participants: who may put whom on the list, and who replies for whom."""

import pytest

from scheduler.kernel.rules.errors import (
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
)
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.queries.participants import count_replies, list_participants
from scheduler.meetings.rules.participants import ParticipantFunction, ParticipantRole, PartStat
from scheduler.meetings.usecases.participants import (
    Delegate,
    NewGuest,
    add_participant,
    remove_participant,
    reply_to_invitation,
)
from scheduler.meetings.usecases.steps import cancel_meeting
from tests.builders.cast import Cast, Seated, a_cast, actor_of, text
from tests.builders.meetings import (
    a_participant,
    a_planned_meeting,
    an_announced_meeting,
)

F = ParticipantFunction


def test_people_sit_in_protocol_order_on_the_side_they_belong_to(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    for seated, function in (
        (cast.coordinator, F.SECRETARY),
        (cast.principal, F.PRINCIPAL),
        (cast.liaison, F.CHAIR),
    ):
        a_participant(work, meeting, seated, function)

    seats = [(p.side, p.person_id, p.role) for p in list_participants(work, meeting.id)]

    assert seats == [
        (Side.DEPARTMENT, cast.liaison.person.id, ParticipantRole.CHAIR),
        (Side.UNIVERSITY, cast.principal.person.id, ParticipantRole.REQUIRED),
        (Side.UNIVERSITY, cast.coordinator.person.id, ParticipantRole.REQUIRED),
    ]


def test_a_guest_is_invited_by_name_and_address(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    guest = NewGuest(text("Guest"), cast.institute.public_id, " Guest@Institute.Example ")

    participant = add_participant(work, meeting.ref, guest, F.OBSERVER)

    assert (participant.side, participant.guest_email) == (
        Side.UNIVERSITY,
        "guest@institute.example",
    )
    assert participant.person_id is None


def test_nobody_is_invited_twice_or_from_elsewhere(work: UnitOfWork) -> None:
    cast, stranger = a_cast(work), a_cast(work, "SC-HKU")
    meeting = an_announced_meeting(work, cast)
    a_participant(work, meeting, cast.principal)

    for who, reason in (
        (Delegate(cast.principal.person.public_id), "already_invited"),
        (Delegate(stranger.principal.person.public_id), "unknown_choice"),
        (NewGuest(text("Guest"), stranger.university.public_id), "unknown_choice"),
        (NewGuest(text(""), cast.university.public_id, "no address"), "bad_email"),
    ):
        with pytest.raises(InvalidError, match=reason):
            add_participant(work, meeting.ref, who, F.MEMBER)


def test_a_coordinator_lists_people_of_the_own_side_alone(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    theirs = a_participant(work, meeting, cast.liaison)
    work.actor = actor_of(work, cast.coordinator)

    ours = a_participant(work, meeting, cast.principal)
    with pytest.raises(ForbiddenError):
        a_participant(work, meeting, cast.observer)
    with pytest.raises(ForbiddenError):
        remove_participant(work, meeting.ref, theirs.public_id)
    remove_participant(work, meeting.ref, ours.public_id)

    assert [p.id for p in list_participants(work, meeting.id)] == [theirs.id]


def test_a_cancelled_meeting_takes_nobody_on_its_list(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    cancel_meeting(work, meeting.ref, "The typhoon")

    with pytest.raises(IllegalTransitionError, match="meeting_is_over"):
        a_participant(work, meeting, cast.principal)


@pytest.mark.parametrize("by", ["principal", "secretary", "coordinator", "liaison"])
def test_a_reply_comes_from_the_person_or_on_their_behalf_and_says_from_whom(
    work: UnitOfWork, by: str
) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    who = a_participant(work, meeting, cast.principal)
    seated: Seated = getattr(cast, by)
    work.actor = actor_of(work, seated)

    reply = reply_to_invitation(work, meeting.ref, who.public_id, PartStat.ACCEPTED)

    assert (reply.partstat, reply.replied_by_id) == (PartStat.ACCEPTED, seated.person.id)
    assert reply.replied_at == work.now
    assert count_replies(work, [meeting.id]) == {meeting.id: {PartStat.ACCEPTED: 1}}


@pytest.mark.parametrize("by", ["owner", "observer"])
def test_nobody_else_replies_for_a_principal(work: UnitOfWork, by: str) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    who = a_participant(work, meeting, cast.principal)
    work.actor = actor_of(work, getattr(cast, by))

    with pytest.raises(ForbiddenError):
        reply_to_invitation(work, meeting.ref, who.public_id, PartStat.DECLINED)


def test_a_secretary_replies_for_the_own_principal_alone(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    other = a_participant(work, meeting, cast.owner)
    work.actor = actor_of(work, cast.secretary)

    with pytest.raises(ForbiddenError):
        reply_to_invitation(work, meeting.ref, other.public_id, PartStat.DECLINED)


def test_a_deputy_is_named_and_forgotten_with_the_next_reply(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    who = a_participant(work, meeting, cast.principal)

    with pytest.raises(InvalidError, match="required"):
        reply_to_invitation(work, meeting.ref, who.public_id, PartStat.DELEGATED)
    deputy = reply_to_invitation(
        work, meeting.ref, who.public_id, PartStat.DELEGATED, deputy_name=text("Deputy")
    )
    assert deputy.deputy_name == text("Deputy")

    again = reply_to_invitation(work, meeting.ref, who.public_id, PartStat.ACCEPTED)
    assert again.deputy_name is None


def test_there_is_nothing_to_reply_to_while_a_meeting_has_no_day(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = a_planned_meeting(work, cast)
    who = a_participant(work, meeting, cast.principal)

    with pytest.raises(IllegalTransitionError, match="no_replies_now"):
        reply_to_invitation(work, meeting.ref, who.public_id, PartStat.ACCEPTED)


def test_another_partnerships_list_does_not_exist(work: UnitOfWork) -> None:
    cast: Cast = a_cast(work)
    meeting = an_announced_meeting(work, cast)
    who = a_participant(work, meeting, cast.principal)
    work.actor = actor_of(work, a_cast(work, "SC-HKU").liaison)

    assert list_participants(work, meeting.id) == []
    with pytest.raises(NotFoundError):
        reply_to_invitation(work, meeting.ref, who.public_id, PartStat.ACCEPTED)
    with pytest.raises(NotFoundError):
        remove_participant(work, meeting.ref, who.public_id)
    with pytest.raises(NotFoundError):
        a_participant(work, meeting, cast.owner)
