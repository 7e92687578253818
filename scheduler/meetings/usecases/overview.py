"""The overview of one meeting: facts, people, decisions, and what is to be done next."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.kernel.rules.identifiers import DecisionId, MeetingId, PartnershipId
from scheduler.kernel.rules.permissions import Permission, Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.decisions import Decision
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.queries.decisions import list_decisions_of
from scheduler.meetings.queries.meetings import find_meeting_before, get_meeting
from scheduler.meetings.queries.participants import list_participants
from scheduler.meetings.rules.decisions import DecisionVerb
from scheduler.meetings.rules.meetings import EDGES, MeetingStatus
from scheduler.meetings.rules.participants import PartStat
from scheduler.meetings.rules.preparation import Progress, Task, tasks_of
from scheduler.meetings.usecases.delegations import Delegation, delegations_of
from scheduler.meetings.usecases.showing import When, today_at, when_of


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision of the meeting."""

    id: DecisionId
    ref: str
    number: int
    verb: DecisionVerb
    text: Trilingual
    commitment_ref: str | None
    commitment_title: Trilingual | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The meeting of the series before this one."""

    ref: str
    year: int
    title: Trilingual


@dataclass(frozen=True, slots=True)
class MeetingHead:
    """What every page about one meeting shows, and what its forms start from.

    ``zones`` are those of the department and of the university.
    """

    id: MeetingId
    partnership_id: PartnershipId
    ref: str
    version: int
    title: Trilingual
    year: int
    number: int
    status: MeetingStatus
    partnership_ref: str
    partnership_name: Trilingual
    when: When
    host_side: Side
    host_name: Trilingual
    venue: Trilingual | None
    conference_url: str | None
    reason: str | None
    zones: tuple[str, str]
    day_has_come: bool

    @property
    def may_become(self) -> frozenset[MeetingStatus]:
        """Return the states that the present one leads to."""
        return EDGES[self.status]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """The overview; ``may_edit`` and ``may_decide`` say what the reader may do here."""

    head: MeetingHead
    tasks: tuple[Task, ...]
    delegations: tuple[Delegation, ...]
    decisions: tuple[DecisionLine, ...]
    before: Earlier | None
    may_edit: bool
    may_decide: bool
    takes_decisions: bool


def meeting_head(
    work: UnitOfWork, ref: str, *, needing: Permission = Permission.SEE_MEETINGS
) -> MeetingHead:
    """Return what a page or form about a meeting starts from.

    Raises:
        NotFoundError: there is none for this actor.
        ForbiddenError: the actor lacks the permission ``needing``.
    """
    meeting = get_meeting(work, ref)
    work.actor.require(needing, meeting.partnership_id)
    return _head(work, meeting)


def meeting_page(work: UnitOfWork, ref: str) -> MeetingPage:
    """Return the overview of a meeting."""
    meeting = get_meeting(work, ref)
    actor, partnership_id = work.actor, meeting.partnership_id
    actor.require(Permission.SEE_MEETINGS, partnership_id)
    delegations = delegations_of(work, meeting, list_participants(work, meeting.id))
    decisions = list_decisions_of(work, meeting.id)
    head = _head(work, meeting)
    return MeetingPage(
        head=head,
        tasks=tasks_of(_progress(meeting, head, delegations, len(decisions))),
        delegations=delegations,
        decisions=_lines(decisions),
        before=_earlier(find_meeting_before(work, meeting)),
        may_edit=actor.may(Permission.EDIT_MEETINGS, partnership_id),
        may_decide=actor.may(Permission.RECORD_DECISIONS, partnership_id),
        takes_decisions=head.status is MeetingStatus.HELD
        or (head.status is MeetingStatus.ANNOUNCED and head.day_has_come),
    )


def _head(work: UnitOfWork, meeting: Meeting) -> MeetingHead:
    starts = meeting.starts_local
    return MeetingHead(
        id=meeting.id,
        partnership_id=meeting.partnership_id,
        ref=meeting.ref,
        version=meeting.version,
        title=meeting.title,
        year=meeting.year,
        number=meeting.number,
        status=meeting.status,
        partnership_ref=meeting.partnership.ref,
        partnership_name=meeting.partnership.name,
        when=when_of(work, meeting),
        host_side=meeting.host_side,
        host_name=meeting.host.name,
        venue=meeting.venue,
        conference_url=meeting.conference_url,
        reason=meeting.reason,
        zones=(
            meeting.partnership.department.timezone,
            meeting.partnership.university.timezone,
        ),
        day_has_come=starts is not None and starts.date() <= today_at(work, meeting),
    )


def _progress(
    meeting: Meeting, head: MeetingHead, delegations: Sequence[Delegation], decisions: int
) -> Progress:
    people = [person for delegation in delegations for person in delegation.people]
    return Progress(
        status=meeting.status,
        has_day=meeting.starts_local is not None,
        has_venue=bool(meeting.venue or meeting.conference_url),
        sides_invited=len({person.side for person in people}),
        silent=sum(person.partstat is PartStat.NEEDS_ACTION for person in people),
        decisions=decisions,
        day_has_come=head.day_has_come,
    )


def _lines(decisions: Sequence[Decision]) -> tuple[DecisionLine, ...]:
    return tuple(
        DecisionLine(
            id=decision.id,
            ref=decision.ref,
            number=decision.number,
            verb=decision.verb,
            text=decision.text,
            commitment_ref=decision.commitment.ref if decision.commitment else None,
            commitment_title=decision.commitment.title if decision.commitment else None,
        )
        for decision in decisions
    )


def _earlier(meeting: Meeting | None) -> Earlier | None:
    return None if meeting is None else Earlier(meeting.ref, meeting.year, meeting.title)
