"""A yearly scheme as its page shows it."""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler.agreements.models.schemes import Commitment
from scheduler.agreements.queries.agreements import get_agreement
from scheduler.agreements.queries.schemes import get_scheme, people_by_id
from scheduler.agreements.rules.schemes import (
    EDGES,
    CommitmentKind,
    ConditionState,
    SchemeStatus,
)
from scheduler.agreements.usecases.agreement_pages import ClauseLine
from scheduler.kernel.rules.identifiers import PersonId
from scheduler.kernel.rules.permissions import Permission, Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.rules.names import PersonName


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """What must hold, whether it does, and who found so."""

    id: int
    text: Trilingual
    state: ConditionState
    confirmed_by: PersonName | None
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """One promised thing; ``clause`` is the number of the clause it serves."""

    ref: str
    number: int
    kind: CommitmentKind
    title: Trilingual
    text: Trilingual | None
    lead_side: Side | None
    clause: int | None
    conditions: tuple[ConditionLine, ...]


@dataclass(frozen=True, slots=True)
class SchemePage:
    """One year's scheme, and what the reader may do to it."""

    ref: str
    version: int
    year: int
    title: Trilingual
    theme: Trilingual | None
    status: SchemeStatus
    signed_on: date | None
    partnership_ref: str
    partnership_name: Trilingual
    agreement_ref: str | None
    agreement_title: Trilingual | None
    clauses: tuple[ClauseLine, ...]
    commitments: tuple[CommitmentLine, ...]
    may_edit: bool

    @property
    def may_become(self) -> frozenset[SchemeStatus]:
        """Return the states that the present one leads to."""
        return EDGES[self.status]


def scheme_page(
    work: UnitOfWork, ref: str, *, needing: Permission = Permission.SEE_AGREEMENTS
) -> SchemePage:
    """Return one scheme with its commitments, and the clauses they may serve.

    Raises:
        NotFoundError: there is none of that reference for this actor.
        ForbiddenError: the actor lacks the permission ``needing``.
    """
    scheme = get_scheme(work, ref)
    work.actor.require(needing, scheme.partnership_id)
    agreement = get_agreement(work, scheme.agreement.ref) if scheme.agreement else None
    finders = {
        condition.confirmed_by_id
        for commitment in scheme.commitments
        for condition in commitment.conditions
        if condition.confirmed_by_id is not None
    }
    names = {
        person.id: person.name
        for person in people_by_id(work, scheme.partnership_id, sorted(finders))
    }
    return SchemePage(
        ref=scheme.ref,
        version=scheme.version,
        year=scheme.year,
        title=scheme.title,
        theme=scheme.theme,
        status=scheme.status,
        signed_on=scheme.signed_on,
        partnership_ref=scheme.partnership.ref,
        partnership_name=scheme.partnership.name,
        agreement_ref=agreement.ref if agreement else None,
        agreement_title=agreement.title if agreement else None,
        clauses=tuple(
            ClauseLine(clause.number, clause.kind, clause.text)
            for clause in (agreement.clauses if agreement else ())
        ),
        commitments=tuple(_commitment(commitment, names) for commitment in scheme.commitments),
        may_edit=work.actor.may(Permission.EDIT_AGREEMENTS, scheme.partnership_id),
    )


def _commitment(commitment: Commitment, names: dict[PersonId, PersonName]) -> CommitmentLine:
    return CommitmentLine(
        ref=commitment.ref,
        number=commitment.number,
        kind=commitment.kind,
        title=commitment.title,
        text=commitment.text,
        lead_side=commitment.lead_side,
        clause=commitment.clause.number if commitment.clause else None,
        conditions=tuple(
            ConditionLine(
                id=condition.id,
                text=condition.text,
                state=condition.state,
                confirmed_by=names.get(condition.confirmed_by_id)
                if condition.confirmed_by_id is not None
                else None,
                confirmed_at=condition.confirmed_at,
            )
            for condition in commitment.conditions
        ),
    )
