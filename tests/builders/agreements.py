"""Agreements and schemes, made through the use-cases."""

from datetime import date

from scheduler.agreements.models.agreements import Agreement
from scheduler.agreements.models.schemes import Scheme
from scheduler.agreements.rules.agreements import AgreementKind
from scheduler.agreements.rules.schemes import CommitmentKind
from scheduler.agreements.rules.terms import Term
from scheduler.agreements.usecases.agreements import (
    NewAgreement,
    NewClause,
    add_agreement,
    put_agreement_in_force,
    sign_agreement,
)
from scheduler.agreements.usecases.schemes import (
    NewCommitment,
    NewScheme,
    add_scheme,
    agree_scheme,
)
from scheduler.kernel.unit_of_work import UnitOfWork
from tests.builders.cast import Cast, text


def a_draft_agreement(work: UnitOfWork, cast: Cast, words: str = "Agreement") -> Agreement:
    """Return a draft with two clauses and a term from 2017 to 2030."""
    return add_agreement(
        work,
        cast.partnership.ref,
        NewAgreement(
            kind=AgreementKind.STRATEGIC,
            title=text(words),
            term=Term(date(2017, 5, 1), date(2030, 4, 30)),
            clauses=(NewClause(text("Consultation")), NewClause(text("Platforms"))),
        ),
    )


def an_agreement(work: UnitOfWork, cast: Cast, words: str = "Agreement") -> Agreement:
    """Return an agreement in force."""
    agreement = a_draft_agreement(work, cast, words)
    sign_agreement(work, agreement.ref, date(2017, 5, 1))
    return put_agreement_in_force(work, agreement.ref)


def a_draft_scheme(work: UnitOfWork, agreement: Agreement, year: int = 2019) -> Scheme:
    """Return a scheme with a platform and, under a condition, a support measure."""
    return add_scheme(
        work,
        agreement.ref,
        NewScheme(
            year=year,
            title=text(f"Scheme {year}"),
            theme=text("Platforms first"),
            commitments=(
                NewCommitment(CommitmentKind.PLATFORM, text("Laboratory"), clause_number=2),
                NewCommitment(
                    CommitmentKind.SUPPORT_MEASURE,
                    text("Priority support"),
                    conditions=(text("The conditions are met"),),
                ),
            ),
        ),
    )


def a_scheme(work: UnitOfWork, agreement: Agreement, year: int = 2019) -> Scheme:
    """Return a scheme that both sides have agreed to."""
    scheme = a_draft_scheme(work, agreement, year)
    return agree_scheme(work, scheme.ref, date(year, 7, 9))
