"""Partnerships and posts: who sees what, and what a hand-over leaves true."""

from datetime import timedelta

import pytest

from scheduler.kernel.rules.errors import ForbiddenError, InvalidError, NotFoundError
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.parties.queries.partnerships import get_partnership, list_partnerships
from scheduler.parties.queries.people import list_holders
from scheduler.parties.usecases.partnerships import found_partnership
from scheduler.parties.usecases.people import add_post, hand_over
from tests.builders.cast import SINCE, a_cast, a_seated_person, actor_of, text


def test_another_partnership_does_not_exist(work: UnitOfWork, transactions: Transactions) -> None:
    ours = a_cast(work, "SC-CITYU")
    theirs = a_cast(work, "SC-HKU", department=ours.department)
    stranger = actor_of(work, theirs.coordinator)

    with transactions.reading(stranger) as look:
        assert [p.ref for p in list_partnerships(look)] == ["SC-HKU"]
        with pytest.raises(NotFoundError):
            get_partnership(look, "SC-CITYU")


def test_a_hand_over_moves_the_seat_and_keeps_history(work: UnitOfWork) -> None:
    cast = a_cast(work)
    successor = a_seated_person(
        work,
        cast.partnership,
        cast.university,
        side=Side.UNIVERSITY,
        role=Role.OWNER,
        handle="successor",
    )
    held = list_holders(work, cast.partnership.id, work.today)
    holding = next(h for h in held if h.post_id == cast.coordinator.post.id)

    hand_over(work, holding, successor.person, from_on=work.today)

    now_held = {h.post_id: h.person_id for h in list_holders(work, cast.partnership.id, work.today)}
    assert now_held[cast.coordinator.post.id] == successor.person.id
    yesterday = list_holders(work, cast.partnership.id, work.today - timedelta(days=1))
    before = {h.post_id: h.person_id for h in yesterday}
    assert before[cast.coordinator.post.id] == cast.coordinator.person.id


def test_a_person_cannot_found_a_partnership(work: UnitOfWork, transactions: Transactions) -> None:
    cast = a_cast(work)
    with transactions.begin(actor_of(work, cast.liaison)) as mine, pytest.raises(ForbiddenError):
        found_partnership(
            mine,
            ref="X-Y",
            name=text("X"),
            department=cast.department,
            university=cast.university,
            since_on=SINCE,
        )


def test_a_liaison_sits_on_the_department_side_only(work: UnitOfWork) -> None:
    cast = a_cast(work)
    with pytest.raises(InvalidError):
        add_post(
            work,
            cast.partnership,
            cast.university,
            side=Side.UNIVERSITY,
            role=Role.LIAISON,
            name=text("post"),
        )
