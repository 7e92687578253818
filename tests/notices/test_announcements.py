"""Announcing writes to everybody invited, once for each thing that is told."""

import sqlalchemy as sa

from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.links import Links
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.meetings.rules.participants import ParticipantFunction
from scheduler.meetings.usecases.participants import Delegate, NewGuest
from scheduler.notices.models.outbox import OutboxMessage
from scheduler.notices.usecases.announcements import (
    announce_to_participants,
    invite_participant,
    move_and_tell,
)
from tests.builders.cast import a_cast, text
from tests.builders.meetings import a_dated_meeting, a_participant, an_arrangement

LINKS = Links("https://scheduler.example")
F = ParticipantFunction


def _letters(work: UnitOfWork) -> list[OutboxMessage]:
    return list(work.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)))


def test_everybody_with_an_address_is_written_to_in_their_language(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = a_dated_meeting(work, cast)
    a_participant(work, meeting, cast.principal, F.CHAIR)
    for email in ("guest@university.example", ""):
        guest = NewGuest(text("Guest"), cast.university.public_id, email)
        invite_participant(work, LINKS, meeting.ref, guest, F.OBSERVER)

    written = announce_to_participants(work, LINKS, meeting.ref)
    letters = _letters(work)

    assert written == 2
    assert meeting.status is MeetingStatus.ANNOUNCED
    assert [(letter.address, letter.language) for letter in letters] == [
        ("principal@sc-cityu.example", Language.EN),
        ("guest@university.example", Language.ZH_HANT),
    ]
    told = letters[1].context
    assert told["starts_at"] == "2027-03-05T09:30:00+08:00"
    assert told["venue"] == "Hall of Science（繁）"
    assert told["link"] == "https://scheduler.example/meetings/SC-CITYU/2027/M01"


def test_a_newcomer_to_an_announced_meeting_alone_gets_the_letter(work: UnitOfWork) -> None:
    cast = a_cast(work)
    meeting = a_dated_meeting(work, cast)
    early, late = cast.principal.person, cast.owner.person
    invite_participant(work, LINKS, meeting.ref, Delegate(early.public_id), F.CHAIR)
    announce_to_participants(work, LINKS, meeting.ref)

    assert invite_participant(work, LINKS, meeting.ref, Delegate(late.public_id), F.MEMBER) == 1

    assert [letter.person_id for letter in _letters(work)] == [early.id, late.id]


def test_every_move_of_an_announced_meeting_is_told_and_of_a_silent_one_none(
    work: UnitOfWork,
) -> None:
    cast = a_cast(work)
    meeting = a_dated_meeting(work, cast)
    a_participant(work, meeting, cast.principal)

    assert move_and_tell(work, LINKS, meeting.ref, an_arrangement(2027, 3, 12)) == 0
    assert announce_to_participants(work, LINKS, meeting.ref) == 1
    assert move_and_tell(work, LINKS, meeting.ref, an_arrangement(2027, 3, 19)) == 1
    assert move_and_tell(work, LINKS, meeting.ref, an_arrangement(2027, 3, 12)) == 1
    assert len(_letters(work)) == 3
