"""Which steps agreements and schemes may take, and what a term covers."""

from datetime import date
from itertools import product
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.agreements.rules.agreements import AgreementStatus, agreement_status_after
from scheduler.agreements.rules.schemes import SchemeStatus, scheme_status_after
from scheduler.agreements.rules.terms import Term, require_past
from scheduler.kernel.rules.errors import IllegalTransitionError, InvalidError

A: TypeAlias = AgreementStatus
S: TypeAlias = SchemeStatus
AGREEMENT_STEPS = {
    (A.DRAFT, A.SIGNED),
    (A.SIGNED, A.IN_FORCE),
    (A.SIGNED, A.TERMINATED),
    (A.IN_FORCE, A.EXPIRED),
    (A.IN_FORCE, A.TERMINATED),
    (A.IN_FORCE, A.RENEWED),
    (A.EXPIRED, A.RENEWED),
}
SCHEME_STEPS = {(S.DRAFT, S.AGREED), (S.AGREED, S.CLOSED), (S.AGREED, S.DRAFT)}


@pytest.mark.parametrize(("status", "wanted"), list(product(A, A)))
def test_an_agreement_takes_the_steps_of_its_table_and_no_other(status: A, wanted: A) -> None:
    if (status, wanted) in AGREEMENT_STEPS:
        assert agreement_status_after(status, wanted) is wanted
    else:
        with pytest.raises(IllegalTransitionError):
            agreement_status_after(status, wanted)


@pytest.mark.parametrize(("status", "wanted"), list(product(S, S)))
def test_a_scheme_takes_the_steps_of_its_table_and_no_other(status: S, wanted: S) -> None:
    if (status, wanted) in SCHEME_STEPS:
        assert scheme_status_after(status, wanted) is wanted
    else:
        with pytest.raises(IllegalTransitionError):
            scheme_status_after(status, wanted)


@given(st.lists(st.sampled_from(A), max_size=30))
def test_no_walk_takes_an_agreement_in_force_unsigned_or_back_to_a_draft(wishes: list[A]) -> None:
    walked = [A.DRAFT]
    for wish in wishes:
        try:
            walked.append(agreement_status_after(walked[-1], wish))
        except IllegalTransitionError:
            continue

    assert walked.count(A.DRAFT) == 1
    assert A.IN_FORCE not in walked or walked.index(A.SIGNED) < walked.index(A.IN_FORCE)
    assert all(walked.count(end) <= 1 for end in (A.TERMINATED, A.RENEWED, A.EXPIRED))


@given(st.lists(st.sampled_from(S), max_size=30))
def test_no_walk_leaves_a_closed_scheme_or_closes_an_unagreed_one(wishes: list[S]) -> None:
    walked = [S.DRAFT]
    for wish in wishes:
        try:
            walked.append(scheme_status_after(walked[-1], wish))
        except IllegalTransitionError:
            continue

    assert walked.count(S.CLOSED) <= 1
    if S.CLOSED in walked:
        assert walked[-2:] == [S.AGREED, S.CLOSED]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "year", "covered"),
    [
        (date(2017, 5, 1), date(2022, 4, 30), 2016, False),
        (date(2017, 5, 1), date(2022, 4, 30), 2017, True),
        (date(2017, 5, 1), date(2022, 4, 30), 2022, True),
        (date(2017, 5, 1), date(2022, 4, 30), 2023, False),
        (date(2017, 5, 1), None, 2050, True),
        (None, None, 1999, True),
    ],
)
def test_a_term_covers_the_years_it_touches(
    starts_on: date | None, ends_on: date | None, year: int, *, covered: bool
) -> None:
    assert Term(starts_on, ends_on).covers_year(year) is covered


def test_a_term_of_one_day_is_in_order_and_one_that_ends_earlier_is_not() -> None:
    day = date(2027, 3, 5)
    Term(day, day).require_order()

    with pytest.raises(InvalidError) as refusal:
        Term(day, date(2027, 3, 4)).require_order()

    assert (refusal.value.reason, refusal.value.field) == ("end_before_start", "ends_on")


def test_a_signature_lies_today_or_earlier() -> None:
    today = date(2027, 1, 12)
    require_past(today, today, field="signed_on")

    with pytest.raises(InvalidError, match="in_future"):
        require_past(date(2027, 1, 13), today, field="signed_on")
