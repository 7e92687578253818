"""Participants: inviting and removing them, and taking their replies."""

from dataclasses import dataclass

from scheduler.kernel.rules.errors import IllegalTransitionError, InvalidError
from scheduler.kernel.rules.identifiers import OrganisationId, PartnershipId, PersonId
from scheduler.kernel.rules.permissions import Permission, Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.participants import Participant
from scheduler.meetings.queries.meetings import get_meeting
from scheduler.meetings.queries.participants import (
    get_participant,
    list_participants,
    people_behind,
)
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.meetings.rules.participants import (
    ParticipantFunction,
    PartStat,
    require_reply,
    role_for,
)
from scheduler.parties.queries.partnerships import list_members
from scheduler.parties.queries.people import list_holders
from scheduler.parties.usecases.people import clean_email

SETTLED = frozenset({MeetingStatus.CLOSED, MeetingStatus.CANCELLED})
TAKES_REPLIES = frozenset({MeetingStatus.DATED, MeetingStatus.ANNOUNCED})


@dataclass(frozen=True, slots=True)
class NewGuest:
    """Somebody without an account, by name, with an address for letters where there is one."""

    name: Trilingual
    organisation: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Delegate:
    """Somebody the partnership knows, by public id."""

    person: str


def add_participant(
    work: UnitOfWork, meeting_ref: str, who: Delegate | NewGuest, function: ParticipantFunction
) -> Participant:
    """Put somebody on the list of a meeting, on the side they belong to.

    Raises:
        InvalidError: ``unknown_choice`` for a person or organisation that takes no part,
            ``already_invited``, ``required``, ``bad_email``.
        IllegalTransitionError: ``meeting_is_over``.
    """
    meeting = _open_meeting(work, meeting_ref)
    if isinstance(who, Delegate):
        participant = _delegate(work, meeting, who)
    else:
        participant = _guest(work, meeting, who)
    work.actor.require(Permission.EDIT_PARTICIPANTS, meeting.partnership_id, side=participant.side)
    participant.function = function
    participant.role = role_for(function)
    work.acting("meeting.add_participant")
    return work.add(participant)


def remove_participant(work: UnitOfWork, meeting_ref: str, public_id: str) -> None:
    """Take somebody off the list of a meeting.

    Raises:
        IllegalTransitionError: ``meeting_is_over``.
    """
    participant = get_participant(work, meeting_ref, public_id)
    work.actor.require(
        Permission.EDIT_PARTICIPANTS, participant.partnership_id, side=participant.side
    )
    _require_unsettled(participant.meeting)
    work.acting("meeting.remove_participant")
    work.session.delete(participant)
    work.flush()


def reply_to_invitation(
    work: UnitOfWork,
    meeting_ref: str,
    public_id: str,
    partstat: PartStat,
    *,
    deputy_name: Trilingual | None = None,
) -> Participant:
    """Take a reply: by the person, by the secretary of a principal, or by their side.

    Who gave it stands beside it, so that a reply on somebody's behalf shows as one.

    Raises:
        InvalidError: ``unknown_choice``, or ``required`` for a deputy without a name.
        IllegalTransitionError: ``no_replies_now``: there is no date, or the meeting is over.
    """
    participant = get_participant(work, meeting_ref, public_id)
    work.actor.require(
        Permission.REPLY,
        participant.partnership_id,
        side=participant.side,
        own=participant.person_id in own_people(work, participant.partnership_id),
    )
    require_reply(partstat, deputy_named=bool(deputy_name))
    if participant.meeting.status not in TAKES_REPLIES:
        raise IllegalTransitionError("no_replies_now", status=participant.meeting.status.value)
    work.acting("meeting.reply")
    participant.partstat = partstat
    participant.replied_at = work.now
    participant.replied_by_id = work.actor.person_id
    participant.deputy_name = deputy_name if partstat is PartStat.DELEGATED else None
    return participant


def own_people(work: UnitOfWork, partnership_id: PartnershipId) -> frozenset[PersonId]:
    """Return for whom the actor speaks: themselves, and the holders of the posts they serve."""
    actor = work.actor
    served = sorted({seat.serves_post_id for seat in actor.seats if seat.serves_post_id})
    own = frozenset({actor.person_id} if actor.person_id is not None else ())
    return own | people_behind(work, partnership_id, served, work.today) if served else own


def _open_meeting(work: UnitOfWork, ref: str) -> Meeting:
    meeting = get_meeting(work, ref)
    _require_unsettled(meeting)
    return meeting


def _require_unsettled(meeting: Meeting) -> None:
    if meeting.status in SETTLED:
        raise IllegalTransitionError("meeting_is_over", status=meeting.status.value)


def _delegate(work: UnitOfWork, meeting: Meeting, who: Delegate) -> Participant:
    holders = list_holders(work, meeting.partnership_id, work.today)
    holding = next((held for held in holders if held.person.public_id == who.person), None)
    if holding is None:
        raise InvalidError("unknown_choice", field="person")
    person = holding.person
    if any(known.person_id == person.id for known in list_participants(work, meeting.id)):
        raise InvalidError("already_invited", field="person")
    participant = _blank(work, meeting, holding.post.side, person.organisation_id)
    participant.person_id = person.id
    participant.position = person.protocol_order
    return participant


def _guest(work: UnitOfWork, meeting: Meeting, who: NewGuest) -> Participant:
    if not who.name:
        raise InvalidError("required", field="guest_name")
    members = list_members(work, meeting.partnership_id)
    member = next((m for m in members if m.organisation.public_id == who.organisation), None)
    if member is None:
        raise InvalidError("unknown_choice", field="organisation")
    participant = _blank(work, meeting, member.side, member.organisation_id)
    participant.guest_name = who.name
    participant.guest_email = clean_email(who.email, name="guest_email") if who.email else None
    return participant


def _blank(
    work: UnitOfWork, meeting: Meeting, side: Side, organisation_id: OrganisationId
) -> Participant:
    return Participant(
        partnership_id=meeting.partnership_id,
        meeting_id=meeting.id,
        organisation_id=organisation_id,
        side=side,
        partstat=PartStat.NEEDS_ACTION,
        created_at=work.now,
    )
