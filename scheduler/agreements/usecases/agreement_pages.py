"""Agreements as pages show them: values, never rows."""

from dataclasses import dataclass
from datetime import date

from scheduler.agreements.models.agreements import Agreement, AgreementSignatory
from scheduler.agreements.queries.agreements import (
    AgreementFilter,
    count_agreements,
    get_agreement,
    list_agreements,
    list_agreements_of,
)
from scheduler.agreements.queries.schemes import count_commitments, list_schemes
from scheduler.agreements.rules.agreements import (
    EDGES,
    AgreementKind,
    AgreementStatus,
    ClauseKind,
)
from scheduler.agreements.rules.schemes import SchemeStatus
from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.paging import PAGE_SIZE, Paged, offset_of
from scheduler.kernel.rules.permissions import Permission, Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement by itself, on a page about its partnership."""

    ref: str
    title: Trilingual
    kind: AgreementKind
    status: AgreementStatus
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class AgreementRow(AgreementLine):
    """An agreement in the list of all."""

    partnership_ref: str
    partnership_name: Trilingual


@dataclass(frozen=True, slots=True)
class SignatoryLine:
    """Who signs, or signed, for one side."""

    side: Side
    organisation_name: Trilingual
    person_name: Trilingual | None
    person_title: Trilingual | None
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One clause."""

    number: int
    kind: ClauseKind
    text: Trilingual


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """One yearly scheme under the agreement."""

    ref: str
    year: int
    title: Trilingual
    status: SchemeStatus
    signed_on: date | None
    commitments: int


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One agreement with everything under it, and what the reader may do to it."""

    row: AgreementRow
    version: int
    summary: Trilingual | None
    signed_at_place: Trilingual | None
    prevailing_language: Language | None
    renewal_notice_days: int | None
    signatories: tuple[SignatoryLine, ...]
    clauses: tuple[ClauseLine, ...]
    schemes: tuple[SchemeRow, ...]
    may_edit: bool

    @property
    def may_become(self) -> frozenset[AgreementStatus]:
        """Return the states that the present one leads to."""
        return EDGES[self.row.status]


def agreements_page(
    work: UnitOfWork, wanted: AgreementFilter, *, number: int = 1
) -> Paged[AgreementRow]:
    """Return one page of the actor's agreements."""
    found = list_agreements(work, wanted, limit=PAGE_SIZE, offset=offset_of(number))
    return Paged(
        rows=tuple(_row(agreement) for agreement in found),
        number=number,
        total=count_agreements(work, wanted),
    )


def agreement_page(
    work: UnitOfWork, ref: str, *, needing: Permission = Permission.SEE_AGREEMENTS
) -> AgreementPage:
    """Return one agreement.

    Raises:
        NotFoundError: there is none of that reference for this actor.
        ForbiddenError: the actor lacks the permission ``needing``.
    """
    agreement = get_agreement(work, ref)
    work.actor.require(needing, agreement.partnership_id)
    schemes = list_schemes(work, agreement.id)
    commitments = count_commitments(work, schemes)
    return AgreementPage(
        row=_row(agreement),
        version=agreement.version,
        summary=agreement.summary,
        signed_at_place=agreement.signed_at_place,
        prevailing_language=agreement.prevailing_language,
        renewal_notice_days=agreement.renewal_notice_days,
        signatories=tuple(_signatory(signatory) for signatory in agreement.signatories),
        clauses=tuple(
            ClauseLine(clause.number, clause.kind, clause.text) for clause in agreement.clauses
        ),
        schemes=tuple(
            SchemeRow(
                ref=scheme.ref,
                year=scheme.year,
                title=scheme.title,
                status=scheme.status,
                signed_on=scheme.signed_on,
                commitments=commitments.get(scheme.id, 0),
            )
            for scheme in schemes
        ),
        may_edit=work.actor.may(Permission.EDIT_AGREEMENTS, agreement.partnership_id),
    )


def agreements_of(work: UnitOfWork, partnership_id: PartnershipId) -> tuple[AgreementLine, ...]:
    """Return the agreements of one partnership, the newest first."""
    return tuple(
        AgreementLine(
            ref=agreement.ref,
            title=agreement.title,
            kind=agreement.kind,
            status=agreement.status,
            signed_on=agreement.signed_on,
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
        )
        for agreement in list_agreements_of(work, partnership_id)
    )


def _row(agreement: Agreement) -> AgreementRow:
    return AgreementRow(
        ref=agreement.ref,
        title=agreement.title,
        kind=agreement.kind,
        status=agreement.status,
        signed_on=agreement.signed_on,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        partnership_ref=agreement.partnership.ref,
        partnership_name=agreement.partnership.name,
    )


def _signatory(signatory: AgreementSignatory) -> SignatoryLine:
    return SignatoryLine(
        side=signatory.side,
        organisation_name=signatory.organisation.name,
        person_name=signatory.person_name,
        person_title=signatory.person_title,
        signed_on=signatory.signed_on,
    )
