"""Agreements: writing them down, signing them, putting them in force, ending them."""

from dataclasses import dataclass
from datetime import date

from scheduler.agreements.models.agreements import Agreement, AgreementSignatory, Clause
from scheduler.agreements.queries.agreements import get_agreement
from scheduler.agreements.rules.agreements import (
    AgreementKind,
    AgreementStatus,
    ClauseKind,
    agreement_status_after,
)
from scheduler.agreements.rules.terms import OPEN_TERM, Term, require_past
from scheduler.kernel.queries.references import next_number
from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.identifiers import Numbered, OrganisationId, numbered_ref
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Permission, Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.rules.versions import require_version
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.queries.partnerships import get_partnership, sides_of_organisations


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs for one side; without an organisation it is the partnership's own."""

    organisation_id: OrganisationId | None = None
    person_name: Trilingual | None = None
    person_title: Trilingual | None = None


@dataclass(frozen=True, slots=True)
class NewClause:
    """A clause to be numbered in the order given."""

    text: Trilingual
    kind: ClauseKind = ClauseKind.FIELD


@dataclass(frozen=True, slots=True)
class NewAgreement:
    """What is written down of an agreement before it is signed."""

    kind: AgreementKind
    title: Trilingual
    term: Term = OPEN_TERM
    summary: Trilingual | None = None
    signed_at_place: Trilingual | None = None
    prevailing_language: Language | None = None
    renewal_notice_days: int | None = None
    department: Signature = Signature()
    university: Signature = Signature()
    clauses: tuple[NewClause, ...] = ()


def add_agreement(work: UnitOfWork, partnership_ref: str, new: NewAgreement) -> Agreement:
    """Write down a draft with both signatories and its clauses.

    Raises:
        InvalidError: ``required`` without a title, ``end_before_start``, ``not_on_side`` for a
            signatory that does not take part on its side.
    """
    partnership = get_partnership(work, partnership_ref)
    work.actor.require(Permission.EDIT_AGREEMENTS, partnership.id)
    if not new.title:
        raise InvalidError("required", field="title")
    new.term.require_order()
    year = (new.term.starts_on or work.today).year
    number = next_number(work, partnership.id, year, Numbered.AGREEMENT)
    work.acting("agreement.add")
    agreement = work.add(
        Agreement(
            partnership_id=partnership.id,
            ref=numbered_ref(partnership.ref, year, Numbered.AGREEMENT, number),
            kind=new.kind,
            status=AgreementStatus.DRAFT,
            title=new.title,
            summary=new.summary,
            signed_at_place=new.signed_at_place,
            starts_on=new.term.starts_on,
            ends_on=new.term.ends_on,
            renewal_notice_days=new.renewal_notice_days,
            prevailing_language=new.prevailing_language,
            created_at=work.now,
            changed_at=work.now,
        )
    )
    _add_signatories(work, partnership, agreement, new)
    for position, clause in enumerate(new.clauses, start=1):
        _add_clause(work, agreement, position, clause)
    return agreement


def add_clause(
    work: UnitOfWork, ref: str, clause: NewClause, *, version: int | None = None
) -> Clause:
    """Append a clause to a draft.

    Raises:
        InvalidError: ``required`` without a text, ``text_is_signed`` once it is no draft any more.
    """
    agreement = _to_change(work, ref, version)
    if agreement.status is not AgreementStatus.DRAFT:
        raise InvalidError("text_is_signed")
    work.acting("agreement.add_clause")
    agreement.changed_at = work.now
    last = max((known.number for known in agreement.clauses), default=0)
    return _add_clause(work, agreement, last + 1, clause)


def sign_agreement(
    work: UnitOfWork, ref: str, signed_on: date, *, version: int | None = None
) -> Agreement:
    """Record the day on which both sides signed.

    Raises:
        InvalidError: ``in_future``.
        IllegalTransitionError: it is signed already.
    """
    agreement = _to_change(work, ref, version)
    require_past(signed_on, work.today, field="signed_on")
    _take_step(work, agreement, AgreementStatus.SIGNED, "agreement.sign")
    agreement.signed_on = signed_on
    for signatory in agreement.signatories:
        signatory.signed_on = signatory.signed_on or signed_on
    return agreement


def put_agreement_in_force(work: UnitOfWork, ref: str, *, version: int | None = None) -> Agreement:
    """Let a signed agreement bind; without a first day it binds from its signature on."""
    agreement = _to_change(work, ref, version)
    _take_step(work, agreement, AgreementStatus.IN_FORCE, "agreement.put_in_force")
    agreement.starts_on = agreement.starts_on or agreement.signed_on
    return agreement


def terminate_agreement(work: UnitOfWork, ref: str, *, version: int | None = None) -> Agreement:
    """End an agreement before its term does."""
    agreement = _to_change(work, ref, version)
    _take_step(work, agreement, AgreementStatus.TERMINATED, "agreement.terminate")
    return agreement


def _to_change(work: UnitOfWork, ref: str, version: int | None) -> Agreement:
    agreement = get_agreement(work, ref)
    work.actor.require(Permission.EDIT_AGREEMENTS, agreement.partnership_id)
    require_version(agreement.version, version)
    return agreement


def _take_step(work: UnitOfWork, agreement: Agreement, wanted: AgreementStatus, act: str) -> None:
    status = agreement_status_after(agreement.status, wanted)
    work.acting(act)
    agreement.status = status
    agreement.changed_at = work.now


def _add_signatories(
    work: UnitOfWork, partnership: Partnership, agreement: Agreement, new: NewAgreement
) -> None:
    sides = sides_of_organisations(work, partnership.id)
    own = {Side.DEPARTMENT: partnership.department_id, Side.UNIVERSITY: partnership.university_id}
    for side, signature in (
        (Side.DEPARTMENT, new.department),
        (Side.UNIVERSITY, new.university),
    ):
        organisation_id = signature.organisation_id or own[side]
        if sides.get(organisation_id) is not side:
            raise InvalidError("not_on_side", field=side.value.lower())
        work.add(
            AgreementSignatory(
                partnership_id=partnership.id,
                agreement_id=agreement.id,
                organisation_id=organisation_id,
                side=side,
                person_name=signature.person_name,
                person_title=signature.person_title,
            )
        )


def _add_clause(work: UnitOfWork, agreement: Agreement, number: int, clause: NewClause) -> Clause:
    if not clause.text:
        raise InvalidError("required", field="text")
    return work.add(
        Clause(
            partnership_id=agreement.partnership_id,
            agreement_id=agreement.id,
            number=number,
            kind=clause.kind,
            text=clause.text,
        )
    )
