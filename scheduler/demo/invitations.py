"""Who is invited to a meeting, and what they reply."""

from datetime import date
from typing import Final

from scheduler.demo.convening import Meetings
from scheduler.demo.texts import Table, optional, trilingual
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.queries.meetings import get_meeting
from scheduler.meetings.queries.participants import list_participants
from scheduler.meetings.rules.participants import ParticipantFunction, PartStat
from scheduler.meetings.usecases.participants import (
    Delegate,
    NewGuest,
    add_participant,
    reply_to_invitation,
)

_RECENT_YEARS: Final = 3


def invite(meetings: Meetings, year: int, work: UnitOfWork) -> None:
    """Put both delegations on the list; the principal of the host takes the chair."""
    recent = meetings.season.coming.year - year < _RECENT_YEARS
    for table in meetings.case["participant"]:
        if table.get("recent") and not recent:
            continue
        function = ParticipantFunction(table["function"])
        hosts = _side_of(meetings, table) is meetings.host_side(year)
        if function is ParticipantFunction.PRINCIPAL and hosts:
            function = ParticipantFunction.CHAIR
        who = _who(meetings, table, work.today)
        add_participant(work, meetings.meeting_ref(year), who, function)


def accept(meetings: Meetings, year: int, side: Side, work: UnitOfWork) -> None:
    """Accept for everybody of one side, as was done for meetings long past."""
    meeting = get_meeting(work, meetings.meeting_ref(year))
    for participant in list_participants(work, meeting.id):
        if participant.side is side:
            reply_to_invitation(work, meeting.ref, participant.public_id, PartStat.ACCEPTED)


def reply(meetings: Meetings, year: int, table: Table, work: UnitOfWork) -> None:
    """Reply as the case says, in person or through somebody who may."""
    meeting = get_meeting(work, meetings.meeting_ref(year))
    person = meetings.world.people.get(table.get("person", ""))
    guest = optional(table.get("guest"))
    participant = next(
        known
        for known in list_participants(work, meeting.id)
        if (known.person_id == person.id if person else known.guest_name == guest)
    )
    reply_to_invitation(
        work,
        meeting.ref,
        participant.public_id,
        PartStat(table["reply"]["partstat"]),
        deputy_name=optional(table["reply"].get("deputy")),
    )


def _who(meetings: Meetings, table: Table, day: date) -> Delegate | NewGuest:
    if "person" in table:
        return Delegate(meetings.world.person(table["person"], day).public_id)
    organisation = meetings.world.organisations[table["organisation"]]
    return NewGuest(trilingual(table["guest"]), organisation.public_id, table["email"])


def _side_of(meetings: Meetings, table: Table) -> Side:
    if "person" in table:
        return meetings.world.posts[table["person"]].side
    return Side(table["side"])
