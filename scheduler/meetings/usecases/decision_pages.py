"""The register of decisions, and one decision, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.agreements.queries.schemes import list_commitments
from scheduler.kernel.rules.identifiers import DecisionId, PartnershipId
from scheduler.kernel.rules.paging import PAGE_SIZE, Paged, offset_of
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.decisions import Decision
from scheduler.meetings.queries.decisions import (
    DecisionFilter,
    count_decisions,
    get_decision,
    list_decisions,
    list_latest_decisions,
)
from scheduler.meetings.queries.meetings import list_years
from scheduler.meetings.rules.decisions import DecisionVerb


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision with where it was taken and what it serves."""

    id: DecisionId
    ref: str
    number: int
    verb: DecisionVerb
    text: Trilingual
    decided_on: date
    meeting_ref: str
    meeting_title: Trilingual
    meeting_year: int
    partnership_ref: str
    partnership_name: Trilingual
    commitment_ref: str | None
    commitment_title: Trilingual | None


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """One page of the register, and the years to choose from."""

    decisions: Paged[DecisionRow]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CommitmentChoice:
    """A commitment to choose from."""

    ref: str
    title: Trilingual


def decisions_page(work: UnitOfWork, wanted: DecisionFilter, *, number: int = 1) -> DecisionsPage:
    """Return one page of the actor's decisions, the latest first."""
    rows = list_decisions(work, wanted, limit=PAGE_SIZE, offset=offset_of(number))
    return DecisionsPage(
        decisions=Paged(rows=_rows(rows), number=number, total=count_decisions(work, wanted)),
        years=tuple(list_years(work)),
    )


def latest_decisions(work: UnitOfWork, limit: int) -> tuple[DecisionRow, ...]:
    """Return the decisions taken last."""
    return _rows(list_latest_decisions(work, limit))


def decision_row(work: UnitOfWork, ref: str) -> DecisionRow:
    """Return one decision.

    Raises:
        NotFoundError: there is none of that reference for this actor.
    """
    return _rows([get_decision(work, ref)])[0]


def commitments_to_serve(
    work: UnitOfWork, partnership_id: PartnershipId
) -> tuple[CommitmentChoice, ...]:
    """Return the commitments that a decision or a series of a partnership may serve."""
    return tuple(
        CommitmentChoice(commitment.ref, commitment.title)
        for commitment in list_commitments(work, partnership_id)
    )


def _rows(decisions: Sequence[Decision]) -> tuple[DecisionRow, ...]:
    return tuple(
        DecisionRow(
            id=decision.id,
            ref=decision.ref,
            number=decision.number,
            verb=decision.verb,
            text=decision.text,
            decided_on=decision.decided_on,
            meeting_ref=decision.meeting.ref,
            meeting_title=decision.meeting.title,
            meeting_year=decision.meeting.year,
            partnership_ref=decision.meeting.partnership.ref,
            partnership_name=decision.meeting.partnership.name,
            commitment_ref=decision.commitment.ref if decision.commitment else None,
            commitment_title=decision.commitment.title if decision.commitment else None,
        )
        for decision in decisions
    )
