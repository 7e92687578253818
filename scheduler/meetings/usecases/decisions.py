"""Decisions: recorded at a meeting on its day or later, numbered for the year."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from scheduler.agreements.queries.schemes import find_commitment
from scheduler.kernel.clock import day_in
from scheduler.kernel.queries.references import next_number
from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.identifiers import CommitmentId, Numbered, numbered_ref
from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.decisions import Decision
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.queries.meetings import get_meeting
from scheduler.meetings.rules.decisions import DecisionVerb, require_sitting


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What a meeting resolved, and the commitment it serves."""

    verb: DecisionVerb
    text: Trilingual
    commitment_ref: str | None = None


def record_decision(work: UnitOfWork, meeting_ref: str, new: NewDecision) -> Decision:
    """Keep a decision under the next number of the partnership's year.

    Raises:
        InvalidError: ``required`` without a text, ``in_future`` before the day of the meeting,
            ``unknown_choice`` for a commitment of others.
        IllegalTransitionError: ``no_decisions_now``.
    """
    meeting = get_meeting(work, meeting_ref)
    work.actor.require(Permission.RECORD_DECISIONS, meeting.partnership_id)
    meets_on = meeting.starts_local.date() if meeting.starts_local else None
    today_there = day_in(work.now, ZoneInfo(meeting.timezone))
    decided_on = require_sitting(meeting.status, meets_on, today_there)
    if not new.text:
        raise InvalidError("required", field="text")
    commitment_id = _commitment_id(work, meeting, new.commitment_ref)
    number = next_number(work, meeting.partnership_id, meeting.year, Numbered.DECISION)
    ref = numbered_ref(meeting.partnership.ref, meeting.year, Numbered.DECISION, number)
    work.acting("decision.record")
    return work.add(
        Decision(
            partnership_id=meeting.partnership_id,
            meeting_id=meeting.id,
            commitment_id=commitment_id,
            ref=ref,
            number=number,
            verb=new.verb,
            text=new.text,
            search_text=f"{ref.casefold()}\n{new.text.searchable()}",
            decided_on=decided_on,
            created_at=work.now,
            changed_at=work.now,
        )
    )


def _commitment_id(work: UnitOfWork, meeting: Meeting, ref: str | None) -> CommitmentId | None:
    if ref is None:
        return None
    commitment = find_commitment(work, meeting.partnership_id, ref)
    if commitment is None:
        raise InvalidError("unknown_choice", field="commitment_ref")
    return commitment.id
