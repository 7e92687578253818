"""Where an item comes from: a decision, a meeting, a commitment of its own partnership."""

from dataclasses import dataclass

from scheduler.agreements.queries.schemes import find_commitment
from scheduler.kernel.rules.errors import InvalidError, NotFoundError
from scheduler.kernel.rules.identifiers import (
    CommitmentId,
    DecisionId,
    MeetingId,
    PartnershipId,
)
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.queries.decisions import get_decision
from scheduler.meetings.queries.meetings import get_meeting


@dataclass(frozen=True, slots=True)
class Origin:
    """The references of what an item follows from; a decision brings its meeting along."""

    decision_ref: str | None = None
    meeting_ref: str | None = None
    commitment_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The same, found; ``year`` is the meeting's."""

    meeting_id: MeetingId | None = None
    decision_id: DecisionId | None = None
    commitment_id: CommitmentId | None = None
    year: int | None = None


def source_of(work: UnitOfWork, partnership_id: PartnershipId, origin: Origin) -> Source:
    """Return what an origin refers to.

    Raises:
        InvalidError: ``unknown_choice`` for anything of another partnership, or unknown.
    """
    source = Source()
    if origin.meeting_ref is not None:
        source = _from_meeting(work, partnership_id, origin.meeting_ref)
    if origin.decision_ref is not None:
        source = _from_decision(work, partnership_id, origin.decision_ref)
    if origin.commitment_ref is None:
        return source
    commitment = find_commitment(work, partnership_id, origin.commitment_ref)
    if commitment is None:
        raise InvalidError("unknown_choice", field="commitment")
    return Source(source.meeting_id, source.decision_id, commitment.id, source.year)


def _from_meeting(work: UnitOfWork, partnership_id: PartnershipId, ref: str) -> Source:
    try:
        meeting = get_meeting(work, ref)
    except NotFoundError as error:
        raise InvalidError("unknown_choice", field="meeting") from error
    if meeting.partnership_id != partnership_id:
        raise InvalidError("unknown_choice", field="meeting")
    return Source(meeting_id=meeting.id, year=meeting.year)


def _from_decision(work: UnitOfWork, partnership_id: PartnershipId, ref: str) -> Source:
    try:
        decision = get_decision(work, ref)
    except NotFoundError as error:
        raise InvalidError("unknown_choice", field="decision") from error
    if decision.partnership_id != partnership_id:
        raise InvalidError("unknown_choice", field="decision")
    return Source(
        meeting_id=decision.meeting_id,
        decision_id=decision.id,
        commitment_id=decision.commitment_id,
        year=decision.meeting.year,
    )
