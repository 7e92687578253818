"""Announcing a meeting: the step itself, and a letter to everybody who is invited."""

from collections.abc import Sequence

from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.links import Links
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.letters.contexts import MeetingAnnounced
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.participants import Participant
from scheduler.meetings.queries.meetings import get_meeting
from scheduler.meetings.queries.participants import list_participants
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.meetings.rules.participants import ParticipantFunction
from scheduler.meetings.usecases.dating import Arrangement, move_meeting
from scheduler.meetings.usecases.participants import Delegate, NewGuest, add_participant
from scheduler.meetings.usecases.steps import announce_meeting
from scheduler.notices.usecases.outbox import put_letter


def announce_to_participants(
    work: UnitOfWork, links: Links, ref: str, *, version: int | None = None
) -> int:
    """Announce a meeting and write to everybody invited; return how many letters were written.

    Raises:
        IllegalTransitionError: the meeting has no day, is announced already, or is over.
    """
    meeting = announce_meeting(work, ref, version=version)
    return _write(work, links, meeting, list_participants(work, meeting.id))


def move_and_tell(
    work: UnitOfWork,
    links: Links,
    ref: str,
    wanted: Arrangement,
    *,
    version: int | None = None,
    confirmed: bool = False,
) -> int:
    """Move a meeting; if it was announced, write to everybody invited what holds now.

    Raises:
        InvalidError, ConfirmationNeededError, IllegalTransitionError: as ``move_meeting``.
    """
    meeting = move_meeting(work, ref, wanted, version=version, confirmed=confirmed)
    if meeting.status is not MeetingStatus.ANNOUNCED:
        return 0
    return _write(work, links, meeting, list_participants(work, meeting.id))


def invite_participant(
    work: UnitOfWork,
    links: Links,
    meeting_ref: str,
    who: Delegate | NewGuest,
    function: ParticipantFunction,
) -> int:
    """Put somebody on the list; if the meeting was announced, the newcomer gets the letter, too.

    Raises:
        InvalidError, IllegalTransitionError: as ``add_participant``.
    """
    participant = add_participant(work, meeting_ref, who, function)
    meeting = get_meeting(work, meeting_ref)
    if meeting.status is not MeetingStatus.ANNOUNCED:
        return 0
    invited = list_participants(work, meeting.id)
    return _write(work, links, meeting, [one for one in invited if one.id == participant.id])


def address_of(participant: Participant) -> str:
    """Return where letters to a participant go, or an empty text for nowhere."""
    if participant.person is not None:
        return participant.person.email or ""
    return participant.guest_email or ""


def _write(
    work: UnitOfWork, links: Links, meeting: Meeting, participants: Sequence[Participant]
) -> int:
    starts_at, ends_at = meeting.starts_at, meeting.ends_at
    if starts_at is None or ends_at is None:
        return 0
    written = 0
    for participant in participants:
        address = address_of(participant)
        if not address:
            continue
        person = participant.person
        language = person.language if person else participant.organisation.language
        written += put_letter(
            work,
            template=MeetingAnnounced.TEMPLATE,
            address=address,
            language=language,
            context=MeetingAnnounced(
                name=_name_of(participant, language),
                ref=meeting.ref,
                title=meeting.title.best(language).text,
                partnership=meeting.partnership.name.best(language).text,
                starts_at=starts_at,
                ends_at=ends_at,
                zone=meeting.timezone,
                venue=meeting.venue.best(language).text if meeting.venue else "",
                host=meeting.host.name.best(language).text,
                link=links.meeting(meeting.ref),
            ),
            # The sequence is that of the change that is told, so a second move is told again.
            dedup_key=f"meeting_announced:{meeting.id}:{participant.id}:{meeting.sequence}",
            person_id=participant.person_id,
            partnership_id=meeting.partnership_id,
            useful_until=ends_at,
        )
    return written


def _name_of(participant: Participant, language: Language) -> str:
    if participant.person is not None:
        return participant.person.name.in_language(language)
    return participant.guest_name.best(language).text if participant.guest_name else ""
