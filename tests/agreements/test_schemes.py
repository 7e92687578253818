"""Yearly schemes: drafted under an agreement, agreed, reopened, closed; conditions have a state."""

from datetime import date

import pytest

from scheduler.agreements.queries.schemes import get_scheme
from scheduler.agreements.rules.schemes import CommitmentKind, ConditionState, SchemeStatus
from scheduler.agreements.usecases.schemes import (
    NewCommitment,
    NewScheme,
    add_commitment,
    add_scheme,
    agree_scheme,
    close_scheme,
    reopen_scheme,
    set_condition_state,
)
from scheduler.kernel.rules.errors import (
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
)
from scheduler.kernel.unit_of_work import UnitOfWork
from tests.builders.agreements import a_draft_agreement, a_draft_scheme, an_agreement
from tests.builders.cast import a_cast, actor_of, text


def test_a_scheme_numbers_its_commitments_and_ties_them_to_clauses(work: UnitOfWork) -> None:
    agreement = an_agreement(work, a_cast(work))

    scheme = get_scheme(work, a_draft_scheme(work, agreement).ref)
    platform, support = scheme.commitments

    assert scheme.ref == "SC-CITYU/2019/S01"
    assert (platform.ref, support.ref) == ("SC-CITYU/2019/C01", "SC-CITYU/2019/C02")
    assert platform.clause is not None
    assert platform.clause.number == 2
    assert [c.state for c in support.conditions] == [ConditionState.OPEN]


@pytest.mark.parametrize("kind", list(CommitmentKind))
def test_every_kind_of_commitment_can_be_promised(work: UnitOfWork, kind: CommitmentKind) -> None:
    scheme = a_draft_scheme(work, an_agreement(work, a_cast(work)))

    third = add_commitment(work, scheme.ref, NewCommitment(kind, text("Third")))
    fourth = add_commitment(work, scheme.ref, NewCommitment(kind, text("Fourth")))

    assert [c.kind for c in get_scheme(work, scheme.ref).commitments][2:] == [kind, kind]
    assert (third.number, fourth.number) == (3, 4)


def test_a_year_has_one_scheme_inside_the_term_of_a_signed_agreement(work: UnitOfWork) -> None:
    cast = a_cast(work)
    draft, agreement = a_draft_agreement(work, cast, "Draft"), an_agreement(work, cast)
    a_draft_scheme(work, agreement, 2019)

    for ref, year, reason in (
        (agreement.ref, 2019, "scheme_exists"),
        (agreement.ref, 2016, "outside_term"),
        (agreement.ref, 2031, "outside_term"),
        (draft.ref, 2020, "agreement_not_signed"),
    ):
        with pytest.raises(InvalidError, match=reason):
            add_scheme(work, ref, NewScheme(year, text("Another")))


def test_a_clause_of_another_agreement_cannot_be_served(work: UnitOfWork) -> None:
    scheme = a_draft_scheme(work, an_agreement(work, a_cast(work)))

    with pytest.raises(InvalidError, match="unknown_choice"):
        add_commitment(
            work,
            scheme.ref,
            NewCommitment(CommitmentKind.TEAM, text("Team"), clause_number=9),
        )


def test_an_agreed_scheme_is_fixed_until_it_is_reopened(work: UnitOfWork) -> None:
    ref = a_draft_scheme(work, an_agreement(work, a_cast(work))).ref
    more = NewCommitment(CommitmentKind.TEAM, text("Team"))

    agreed = agree_scheme(work, ref, date(2019, 7, 9))
    with pytest.raises(InvalidError, match="text_is_agreed"):
        add_commitment(work, ref, more)
    assert (agreed.status, agreed.signed_on) == (SchemeStatus.AGREED, date(2019, 7, 9))

    reopened = reopen_scheme(work, ref)
    add_commitment(work, ref, more)
    assert (reopened.status, reopened.signed_on) == (SchemeStatus.DRAFT, None)


def test_an_empty_scheme_is_not_agreed_and_a_draft_is_not_closed(work: UnitOfWork) -> None:
    agreement = an_agreement(work, a_cast(work))
    empty = add_scheme(work, agreement.ref, NewScheme(2020, text("Empty")))

    with pytest.raises(InvalidError, match="no_commitments"):
        agree_scheme(work, empty.ref, date(2020, 1, 1))
    with pytest.raises(IllegalTransitionError):
        close_scheme(work, empty.ref)


def test_a_condition_remembers_who_found_it_met_and_when(work: UnitOfWork) -> None:
    cast = a_cast(work)
    ref = a_draft_scheme(work, an_agreement(work, cast)).ref
    condition = get_scheme(work, ref).commitments[1].conditions[0]
    work.actor = actor_of(work, cast.liaison)

    met = set_condition_state(work, ref, condition.id, ConditionState.MET)
    assert (met.state, met.confirmed_by_id) == (ConditionState.MET, cast.liaison.person.id)
    assert met.confirmed_at == work.now

    reopened = set_condition_state(work, ref, condition.id, ConditionState.OPEN)
    assert (reopened.confirmed_by_id, reopened.confirmed_at) == (None, None)


def test_a_condition_is_reached_through_its_own_scheme_alone(work: UnitOfWork) -> None:
    cast = a_cast(work)
    agreement = an_agreement(work, cast)
    ref, other = (a_draft_scheme(work, agreement, year).ref for year in (2019, 2020))
    condition_id = get_scheme(work, ref).commitments[1].conditions[0].id

    with pytest.raises(NotFoundError):
        set_condition_state(work, other, condition_id, ConditionState.MET)
    work.actor = actor_of(work, a_cast(work, "SC-HKU").liaison)
    with pytest.raises(NotFoundError):
        set_condition_state(work, ref, condition_id, ConditionState.MET)


def test_an_owner_reads_a_scheme_and_changes_nothing(work: UnitOfWork) -> None:
    cast = a_cast(work)
    ref = a_draft_scheme(work, an_agreement(work, cast)).ref
    work.actor = actor_of(work, cast.owner)

    with pytest.raises(ForbiddenError):
        agree_scheme(work, ref, date(2019, 7, 9))
