"""The two delegations of a meeting as pages show them: names, replies, who may change what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.kernel.rules.identifiers import PersonId
from scheduler.kernel.rules.permissions import Permission, Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.participants import Participant
from scheduler.meetings.queries.meetings import get_meeting
from scheduler.meetings.queries.participants import get_participant, list_participants
from scheduler.meetings.rules.participants import ParticipantFunction, PartStat
from scheduler.meetings.usecases.participants import SETTLED, TAKES_REPLIES, own_people
from scheduler.parties.queries.partnerships import list_members
from scheduler.parties.queries.people import list_holders
from scheduler.parties.rules.names import PersonName


@dataclass(frozen=True, slots=True)
class ParticipantLine:
    """One participant; a known person has ``name``, a guest ``guest_name``.

    ``replied_by`` is set only where somebody else replied on the participant's behalf.
    """

    public_id: str
    side: Side
    name: PersonName | None
    guest_name: Trilingual | None
    title: Trilingual | None
    organisation_name: Trilingual
    function: ParticipantFunction
    partstat: PartStat
    replied_at: datetime | None
    replied_by: PersonName | None
    deputy_name: Trilingual | None
    address: str
    may_reply: bool
    may_remove: bool


@dataclass(frozen=True, slots=True)
class Delegation:
    """One side of the table, in protocol order."""

    side: Side
    organisation_name: Trilingual
    people: tuple[ParticipantLine, ...]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody or some organisation that can be put on the list, by public id."""

    public_id: str
    side: Side
    name: PersonName | None
    organisation_name: Trilingual
    post_name: Trilingual | None = None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Both delegations, and whom the reader may still invite."""

    delegations: tuple[Delegation, ...]
    candidates: tuple[Candidate, ...]
    organisations: tuple[Candidate, ...]


def people_page(work: UnitOfWork, meeting_ref: str) -> PeoplePage:
    """Return the delegations of a meeting, and the people and organisations to choose from."""
    meeting = get_meeting(work, meeting_ref)
    work.actor.require(Permission.SEE_MEETINGS, meeting.partnership_id)
    invited = list_participants(work, meeting.id)
    delegations = delegations_of(work, meeting, invited)
    editable = {delegation.side for delegation in delegations if delegation.may_edit}
    if not editable:
        return PeoplePage(delegations, (), ())
    known = {participant.person_id for participant in invited}
    holders = {
        holding.person_id: holding
        for holding in reversed(list_holders(work, meeting.partnership_id, work.today))
        if holding.post.side in editable and holding.person_id not in known
    }
    return PeoplePage(
        delegations=delegations,
        candidates=tuple(
            Candidate(
                holding.person.public_id,
                holding.post.side,
                holding.person.name,
                holding.person.organisation.short_name,
                holding.post.name,
            )
            for holding in reversed(holders.values())
        ),
        organisations=tuple(
            Candidate(
                member.organisation.public_id, member.side, None, member.organisation.short_name
            )
            for member in list_members(work, meeting.partnership_id)
            if member.side in editable
        ),
    )


def participant_line(work: UnitOfWork, meeting_ref: str, public_id: str) -> ParticipantLine:
    """Return one participant, for the page that takes the reply.

    Raises:
        NotFoundError: there is none of that id at this meeting for this actor.
        ForbiddenError: the actor may not reply for them.
    """
    participant = get_participant(work, meeting_ref, public_id)
    own = own_people(work, participant.partnership_id)
    work.actor.require(
        Permission.REPLY,
        participant.partnership_id,
        side=participant.side,
        own=participant.person_id in own,
    )
    return _line(work, participant.meeting, participant, own)


def delegations_of(
    work: UnitOfWork, meeting: Meeting, invited: Sequence[Participant]
) -> tuple[Delegation, ...]:
    """Return both sides, the host's first; the meeting is loaded with its partnership."""
    own = own_people(work, meeting.partnership_id)
    names = {
        Side.DEPARTMENT: meeting.partnership.department.name,
        Side.UNIVERSITY: meeting.partnership.university.name,
    }
    return tuple(
        Delegation(
            side=side,
            organisation_name=names[side],
            people=tuple(_line(work, meeting, one, own) for one in invited if one.side is side),
            may_edit=meeting.status not in SETTLED and _may_edit(work, meeting, side),
        )
        for side in (meeting.host_side, meeting.host_side.other)
    )


def _may_edit(work: UnitOfWork, meeting: Meeting, side: Side) -> bool:
    return work.actor.may(Permission.EDIT_PARTICIPANTS, meeting.partnership_id, side=side)


def _line(
    work: UnitOfWork, meeting: Meeting, participant: Participant, own: frozenset[PersonId]
) -> ParticipantLine:
    person, replied_by = participant.person, participant.replied_by
    by_other = replied_by is not None and participant.replied_by_id != participant.person_id
    may_reply = work.actor.may(
        Permission.REPLY,
        participant.partnership_id,
        side=participant.side,
        own=participant.person_id in own,
    )
    return ParticipantLine(
        public_id=participant.public_id,
        side=participant.side,
        name=person.name if person else None,
        guest_name=participant.guest_name,
        title=person.title if person else None,
        organisation_name=participant.organisation.short_name,
        function=participant.function,
        partstat=participant.partstat,
        replied_at=participant.replied_at,
        replied_by=replied_by.name if replied_by is not None and by_other else None,
        deputy_name=participant.deputy_name,
        address=(person.email if person else participant.guest_email) or "",
        may_reply=may_reply and meeting.status in TAKES_REPLIES,
        may_remove=meeting.status not in SETTLED and _may_edit(work, meeting, participant.side),
    )
