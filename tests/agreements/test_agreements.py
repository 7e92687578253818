"""Agreements: written down with both signatories, signed, put in force, ended."""

from datetime import date

import pytest

from scheduler.agreements.queries.agreements import (
    AgreementFilter,
    count_agreements,
    get_agreement,
    list_agreements,
)
from scheduler.agreements.rules.agreements import AgreementKind, AgreementStatus
from scheduler.agreements.rules.terms import Term
from scheduler.agreements.usecases.agreements import (
    NewAgreement,
    NewClause,
    Signature,
    add_agreement,
    add_clause,
    put_agreement_in_force,
    sign_agreement,
    terminate_agreement,
)
from scheduler.kernel.rules.errors import (
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
    StaleError,
)
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from tests.builders.agreements import a_draft_agreement, an_agreement
from tests.builders.cast import a_cast, actor_of, text


def test_an_agreement_holds_both_signatories_the_term_and_its_clauses(work: UnitOfWork) -> None:
    cast = a_cast(work)

    ref = a_draft_agreement(work, cast).ref
    found = get_agreement(work, ref)

    assert ref == "SC-CITYU/2017/G01"
    assert [(s.side, s.organisation_id) for s in found.signatories] == [
        (Side.DEPARTMENT, cast.department.id),
        (Side.UNIVERSITY, cast.university.id),
    ]
    assert (found.starts_on, found.ends_on) == (date(2017, 5, 1), date(2030, 4, 30))
    assert [(c.number, c.text.en) for c in found.clauses] == [(1, "Consultation"), (2, "Platforms")]


def test_an_agreement_that_ends_before_it_starts_is_refused(work: UnitOfWork) -> None:
    cast = a_cast(work)
    backwards = NewAgreement(
        kind=AgreementKind.FRAMEWORK,
        title=text("Backwards"),
        term=Term(date(2020, 1, 1), date(2019, 1, 1)),
    )

    with pytest.raises(InvalidError, match="end_before_start"):
        add_agreement(work, cast.partnership.ref, backwards)


def test_a_signatory_stands_on_the_side_it_signs_for(work: UnitOfWork) -> None:
    cast = a_cast(work)
    swapped = NewAgreement(
        kind=AgreementKind.FRAMEWORK,
        title=text("Swapped"),
        department=Signature(organisation_id=cast.university.id),
    )

    with pytest.raises(InvalidError) as refusal:
        add_agreement(work, cast.partnership.ref, swapped)

    assert (refusal.value.reason, refusal.value.field) == ("not_on_side", "department")


def test_an_institute_of_the_side_may_sign(work: UnitOfWork) -> None:
    cast = a_cast(work)
    new = NewAgreement(
        kind=AgreementKind.MEMORANDUM,
        title=text("With the institute"),
        university=Signature(organisation_id=cast.institute.id, person_name=text("Example Name")),
    )

    agreement = get_agreement(work, add_agreement(work, cast.partnership.ref, new).ref)

    assert agreement.signatories[1].organisation.name.en == "Institute of SC-CITYU"


def test_signing_dates_the_document_and_every_signature(work: UnitOfWork) -> None:
    ref = a_draft_agreement(work, a_cast(work)).ref

    signed = sign_agreement(work, ref, date(2017, 4, 20))
    in_force = put_agreement_in_force(work, ref)

    assert [s.signed_on for s in signed.signatories] == [date(2017, 4, 20)] * 2
    assert in_force.status is AgreementStatus.IN_FORCE
    assert in_force.starts_on == date(2017, 5, 1)


def test_an_agreement_without_a_first_day_binds_from_its_signature(work: UnitOfWork) -> None:
    new = NewAgreement(kind=AgreementKind.FRAMEWORK, title=text("Open"))
    ref = add_agreement(work, a_cast(work).partnership.ref, new).ref
    sign_agreement(work, ref, date(2026, 12, 1))

    assert put_agreement_in_force(work, ref).starts_on == date(2026, 12, 1)


def test_nobody_signs_tomorrow_or_twice_or_ends_a_draft(work: UnitOfWork) -> None:
    ref = a_draft_agreement(work, a_cast(work)).ref

    with pytest.raises(InvalidError, match="in_future"):
        sign_agreement(work, ref, date(2027, 1, 13))
    with pytest.raises(IllegalTransitionError):
        terminate_agreement(work, ref)
    sign_agreement(work, ref, date(2017, 5, 1))
    with pytest.raises(IllegalTransitionError):
        sign_agreement(work, ref, date(2017, 5, 2))


def test_a_signed_text_takes_no_further_clause(work: UnitOfWork) -> None:
    ref = a_draft_agreement(work, a_cast(work)).ref

    third = add_clause(work, ref, NewClause(text("Third")))
    sign_agreement(work, ref, date(2017, 5, 1))

    assert third.number == 3
    with pytest.raises(InvalidError, match="text_is_signed"):
        add_clause(work, ref, NewClause(text("Fourth")))


def test_a_step_on_top_of_somebody_elses_change_is_refused(work: UnitOfWork) -> None:
    agreement = a_draft_agreement(work, a_cast(work))
    seen = agreement.version
    sign_agreement(work, agreement.ref, date(2017, 5, 1), version=seen)
    work.flush()

    with pytest.raises(StaleError):
        put_agreement_in_force(work, agreement.ref, version=seen)


def test_a_coordinator_writes_an_agreement_and_an_observer_only_reads(
    work: UnitOfWork,
) -> None:
    cast = a_cast(work)
    ref = a_draft_agreement(work, cast).ref
    work.actor = actor_of(work, cast.observer)

    assert get_agreement(work, ref).ref == ref
    with pytest.raises(ForbiddenError):
        sign_agreement(work, ref, date(2017, 5, 1))

    work.actor = actor_of(work, cast.coordinator)
    assert sign_agreement(work, ref, date(2017, 5, 1)).status is AgreementStatus.SIGNED


def test_another_partnerships_agreement_does_not_exist(work: UnitOfWork) -> None:
    ref = a_draft_agreement(work, a_cast(work)).ref
    stranger = a_cast(work, "SC-HKU")
    work.actor = actor_of(work, stranger.liaison)

    with pytest.raises(NotFoundError):
        get_agreement(work, ref)
    with pytest.raises(NotFoundError):
        sign_agreement(work, ref, date(2017, 5, 1))
    assert count_agreements(work, AgreementFilter()) == 0
    assert list_agreements(work, AgreementFilter(), limit=10) == []


def test_the_list_narrows_by_partnership_and_status(work: UnitOfWork) -> None:
    first, second = a_cast(work), a_cast(work, "SC-HKU")
    a_draft_agreement(work, first, "Draft")
    an_agreement(work, first, "In force")
    an_agreement(work, second, "Theirs")

    in_force = AgreementFilter(status=AgreementStatus.IN_FORCE)
    ours = AgreementFilter(first.partnership.ref, AgreementStatus.IN_FORCE)

    assert [a.title.en for a in list_agreements(work, in_force, limit=10)] == ["In force", "Theirs"]
    assert [a.title.en for a in list_agreements(work, ours, limit=10)] == ["In force"]
    assert count_agreements(work, AgreementFilter()) == 3
