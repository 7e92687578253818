"""Yearly schemes: the list of commitments, agreed by both sides, with its conditions."""

from dataclasses import dataclass
from datetime import date

from scheduler.agreements.models.agreements import Agreement
from scheduler.agreements.models.schemes import Commitment, CommitmentCondition, Scheme
from scheduler.agreements.queries.agreements import get_agreement
from scheduler.agreements.queries.schemes import find_scheme_of_year, get_condition, get_scheme
from scheduler.agreements.rules.agreements import AgreementStatus
from scheduler.agreements.rules.schemes import (
    CommitmentKind,
    ConditionState,
    SchemeStatus,
    scheme_status_after,
)
from scheduler.agreements.rules.terms import Term, require_past
from scheduler.kernel.queries.references import next_number
from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.identifiers import Numbered, numbered_ref
from scheduler.kernel.rules.permissions import Permission, Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.rules.versions import require_version
from scheduler.kernel.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NewCommitment:
    """One promised thing, and what must hold before it binds."""

    kind: CommitmentKind
    title: Trilingual
    text: Trilingual | None = None
    lead_side: Side | None = None
    clause_number: int | None = None
    conditions: tuple[Trilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class NewScheme:
    """The year's list; commitments are numbered in the order given."""

    year: int
    title: Trilingual
    theme: Trilingual | None = None
    commitments: tuple[NewCommitment, ...] = ()


def add_scheme(work: UnitOfWork, agreement_ref: str, new: NewScheme) -> Scheme:
    """Draft the scheme of one year under an agreement.

    Raises:
        InvalidError: ``required`` without a title, ``agreement_not_signed``, ``outside_term``,
            ``scheme_exists`` when the year has one.
    """
    agreement = get_agreement(work, agreement_ref)
    work.actor.require(Permission.EDIT_AGREEMENTS, agreement.partnership_id)
    _require_room(work, agreement, new)
    number = next_number(work, agreement.partnership_id, new.year, Numbered.SCHEME)
    work.acting("scheme.add")
    scheme = work.add(
        Scheme(
            partnership_id=agreement.partnership_id,
            agreement_id=agreement.id,
            ref=numbered_ref(agreement.partnership.ref, new.year, Numbered.SCHEME, number),
            year=new.year,
            status=SchemeStatus.DRAFT,
            title=new.title,
            theme=new.theme,
            created_at=work.now,
            changed_at=work.now,
        )
    )
    for position, commitment in enumerate(new.commitments, start=1):
        _add_commitment(work, agreement, scheme, position, commitment)
    return scheme


def add_commitment(
    work: UnitOfWork, scheme_ref: str, new: NewCommitment, *, version: int | None = None
) -> Commitment:
    """Append a commitment to a draft.

    Raises:
        InvalidError: ``text_is_agreed`` once both sides have agreed.
    """
    scheme = _to_change(work, scheme_ref, version)
    if scheme.status is not SchemeStatus.DRAFT or scheme.agreement is None:
        raise InvalidError("text_is_agreed")
    agreement = get_agreement(work, scheme.agreement.ref)
    work.acting("scheme.add_commitment")
    scheme.changed_at = work.now
    last = max((known.number for known in scheme.commitments), default=0)
    return _add_commitment(work, agreement, scheme, last + 1, new)


def agree_scheme(
    work: UnitOfWork, ref: str, signed_on: date, *, version: int | None = None
) -> Scheme:
    """Record the day on which both sides agreed to the list.

    Raises:
        InvalidError: ``in_future``, or ``no_commitments`` for an empty list.
    """
    scheme = _to_change(work, ref, version)
    require_past(signed_on, work.today, field="signed_on")
    if not scheme.commitments:
        raise InvalidError("no_commitments")
    _take_step(work, scheme, SchemeStatus.AGREED, "scheme.agree")
    scheme.signed_on = signed_on
    return scheme


def reopen_scheme(work: UnitOfWork, ref: str, *, version: int | None = None) -> Scheme:
    """Take an agreed list back to a draft, to be agreed to anew."""
    scheme = _to_change(work, ref, version)
    _take_step(work, scheme, SchemeStatus.DRAFT, "scheme.reopen")
    scheme.signed_on = None
    return scheme


def close_scheme(work: UnitOfWork, ref: str, *, version: int | None = None) -> Scheme:
    """Close the year's list; what is still open lives on in action items."""
    scheme = _to_change(work, ref, version)
    _take_step(work, scheme, SchemeStatus.CLOSED, "scheme.close")
    return scheme


def set_condition_state(
    work: UnitOfWork, scheme_ref: str, condition_id: int, state: ConditionState
) -> CommitmentCondition:
    """Record who found, and when, that a condition holds or does not."""
    condition = get_condition(work, scheme_ref, condition_id)
    work.actor.require(Permission.EDIT_AGREEMENTS, condition.partnership_id)
    work.acting("scheme.set_condition_state")
    condition.state = state
    found = state is not ConditionState.OPEN
    condition.confirmed_by_id = work.actor.person_id if found else None
    condition.confirmed_at = work.now if found else None
    return condition


def _to_change(work: UnitOfWork, ref: str, version: int | None) -> Scheme:
    scheme = get_scheme(work, ref)
    work.actor.require(Permission.EDIT_AGREEMENTS, scheme.partnership_id)
    require_version(scheme.version, version)
    return scheme


def _take_step(work: UnitOfWork, scheme: Scheme, wanted: SchemeStatus, act: str) -> None:
    status = scheme_status_after(scheme.status, wanted)
    work.acting(act)
    scheme.status = status
    scheme.changed_at = work.now


def _require_room(work: UnitOfWork, agreement: Agreement, new: NewScheme) -> None:
    if not new.title:
        raise InvalidError("required", field="title")
    if agreement.status is AgreementStatus.DRAFT:
        raise InvalidError("agreement_not_signed")
    if not Term(agreement.starts_on, agreement.ends_on).covers_year(new.year):
        raise InvalidError("outside_term", field="year", year=new.year)
    if find_scheme_of_year(work, agreement.partnership_id, new.year) is not None:
        raise InvalidError("scheme_exists", field="year", year=new.year)


def _add_commitment(
    work: UnitOfWork, agreement: Agreement, scheme: Scheme, position: int, new: NewCommitment
) -> Commitment:
    if not new.title:
        raise InvalidError("required", field="title")
    clauses = {clause.number: clause.id for clause in agreement.clauses}
    if new.clause_number is not None and new.clause_number not in clauses:
        raise InvalidError("unknown_choice", field="clause_number")
    number = next_number(work, scheme.partnership_id, scheme.year, Numbered.COMMITMENT)
    commitment = work.add(
        Commitment(
            partnership_id=scheme.partnership_id,
            scheme_id=scheme.id,
            clause_id=None if new.clause_number is None else clauses[new.clause_number],
            ref=numbered_ref(agreement.partnership.ref, scheme.year, Numbered.COMMITMENT, number),
            number=position,
            kind=new.kind,
            title=new.title,
            text=new.text,
            lead_side=new.lead_side,
        )
    )
    for text in new.conditions:
        work.add(
            CommitmentCondition(
                partnership_id=scheme.partnership_id,
                commitment_id=commitment.id,
                text=text,
                state=ConditionState.OPEN,
            )
        )
    return commitment
