"""Permissions: deny unless the matrix says otherwise, and never across partnerships."""

import pytest

from scheduler.kernel.rules.actor import Actor, Seat, Via
from scheduler.kernel.rules.errors import ForbiddenError, NotFoundError
from scheduler.kernel.rules.identifiers import OrganisationId, PartnershipId, PostId
from scheduler.kernel.rules.permissions import MATRIX, Permission, Reach, Role, Side

HERE, ELSEWHERE = PartnershipId(1), PartnershipId(2)


def actor(role: Role, side: Side = Side.UNIVERSITY) -> Actor:
    seat = Seat(HERE, role, side, PostId(1), OrganisationId(1))
    return Actor(name="somebody", via=Via.WEB, seats=(seat,))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_no_role_reaches_another_partnership(role: Role, permission: Permission) -> None:
    with pytest.raises(NotFoundError):
        actor(role).require(permission, ELSEWHERE, side=Side.UNIVERSITY, own=True)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_what_the_matrix_does_not_give_is_refused(role: Role, permission: Permission) -> None:
    reach = MATRIX[role].get(permission, Reach.NOTHING)
    somebody = actor(role)

    answers = (
        somebody.may(permission, HERE, side=Side.UNIVERSITY, own=True),
        somebody.may(permission, HERE, side=Side.UNIVERSITY),
        somebody.may(permission, HERE, side=Side.DEPARTMENT),
    )

    expected = {
        Reach.NOTHING: (False, False, False),
        Reach.OWN: (True, False, False),
        Reach.SIDE: (True, True, False),
        Reach.PARTNERSHIP: (True, True, True),
    }
    assert answers == expected[reach]


def test_an_observer_changes_nothing() -> None:
    changing = {p for p in Permission if not p.value.startswith("see_")} - {Permission.SUBSCRIBE}

    assert not changing & set(MATRIX[Role.OBSERVER])


def test_seeing_without_a_right_is_refused_openly() -> None:
    with pytest.raises(ForbiddenError):
        actor(Role.OBSERVER).require(Permission.CREATE_ACTIONS, HERE)


def test_a_secretary_speaks_for_the_post_she_serves() -> None:
    seat = Seat(HERE, Role.SECRETARY, Side.UNIVERSITY, PostId(2), OrganisationId(1), PostId(1))

    assert Actor(name="s", via=Via.WEB, seats=(seat,)).post_ids == {PostId(1), PostId(2)}
