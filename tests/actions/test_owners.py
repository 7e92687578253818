"""Who owns an item today, who can be chosen, and for whom somebody speaks."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from scheduler.actions.queries.recipients import owners_in, owners_of
from scheduler.actions.rules.owners import Owner, Owners, Standing, require_across
from scheduler.actions.usecases.owner_choices import (
    OwnerKind,
    find_owner,
    find_value,
    owner_choices,
)
from scheduler.kernel.rules.actor import Actor, Seat, Via
from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.identifiers import OrganisationId, PartnershipId, PersonId, PostId
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.queries.people import list_holders
from scheduler.parties.usecases.people import give_post, hand_over
from tests.builders.actions import acting_as, an_action_item, institute_of, person_of, post_of
from tests.builders.cast import a_cast
from tests.builders.statements import counted

HOME, AWAY = OrganisationId(1), OrganisationId(2)
ALICE = PersonId(7)
POST, SERVED = PostId(70), PostId(71)
BY_POST = Owner(Side.UNIVERSITY, HOME, post_id=POST)
BY_PERSON = Owner(Side.UNIVERSITY, HOME, person_id=ALICE)
BY_SERVED = Owner(Side.UNIVERSITY, HOME, post_id=SERVED)
BODY = Owner(Side.UNIVERSITY, HOME)
ACROSS = Owner(Side.DEPARTMENT, AWAY)


def alice(*, serves: PostId | None = None, side: Side = Side.UNIVERSITY) -> Actor:
    seat = Seat(PartnershipId(1), Role.COORDINATOR, side, POST, HOME, serves)
    return Actor(name="Alice", via=Via.WEB, person_id=ALICE, seats=(seat,))


@pytest.mark.parametrize(
    ("owner", "actor", "expected"),
    [
        (BY_POST, alice(), Standing.OWNER),
        (BY_PERSON, alice(), Standing.OWNER),
        (BY_SERVED, alice(serves=SERVED), Standing.SERVES),
        (BY_SERVED, alice(), Standing.OTHER),
        (BODY, alice(), Standing.OTHER),
        (BY_PERSON, Actor(name="system", via=Via.CLI), Standing.OTHER),
    ],
)
def test_what_somebody_is_to_an_owner(owner: Owner, actor: Actor, expected: Standing) -> None:
    assert owner.standing_of(actor) is expected


@pytest.mark.parametrize(
    ("owners", "actor", "expected"),
    [
        (Owners(BY_POST, ACROSS), alice(), None),
        (Owners(ACROSS, BY_PERSON), alice(), None),
        (Owners(BODY, ACROSS), alice(), BODY),
        (Owners(BY_SERVED, ACROSS), alice(serves=SERVED), BY_SERVED),
        (Owners(ACROSS, BODY), alice(), BODY),
        (Owners(ACROSS, BY_SERVED), alice(serves=SERVED, side=Side.DEPARTMENT), BY_SERVED),
        (Owners(BODY), alice(side=Side.DEPARTMENT), BODY),
    ],
)
def test_for_whom_somebody_speaks(owners: Owners, actor: Actor, expected: Owner | None) -> None:
    sides = frozenset(seat.side for seat in actor.seats)

    assert owners.spoken_for(actor, sides) == expected


def test_both_sides_of_the_table_are_needed_for_two_owners() -> None:
    require_across(BODY, ACROSS)
    require_across(BODY, None)

    with pytest.raises(InvalidError, match="counterpart_same_side"):
        require_across(BODY, BY_PERSON)


def test_only_an_organisation_has_nobody_answering(work: UnitOfWork) -> None:
    cast = a_cast(work)
    by_post = an_action_item(work, cast)
    by_person = an_action_item(work, cast, lead=person_of(cast.owner), counterpart=None)
    by_body = an_action_item(work, cast, lead=institute_of(cast))

    found = owners_of(work, [by_post, by_person, by_body])

    owner = cast.owner.person.id
    assert [found[item.id].lead.person_ids for item in (by_post, by_person, by_body)] == [
        {owner},
        {owner},
        frozenset(),
    ]
    across = found[by_post.id].counterpart
    assert across is not None
    assert across.person_ids == {cast.liaison.person.id}
    assert found[by_person.id].counterpart is None
    assert found[by_body.id].lead.owner.is_organisation
    assert owners_in(by_post).lead == post_of(cast.owner)


def test_a_shared_post_and_a_hand_over_change_who_answers(work: UnitOfWork) -> None:
    cast = a_cast(work)
    item = an_action_item(work, cast)
    give_post(work, cast.owner.post, cast.coordinator.person, from_on=work.today)
    (holding,) = (
        row
        for row in list_holders(work, cast.partnership.id, work.today)
        if row.person_id == cast.owner.person.id
    )
    both = owners_of(work, [item])[item.id].lead.person_ids
    work.now += timedelta(days=1)
    hand_over(work, holding, cast.principal.person, from_on=work.today)

    after = owners_of(work, [item])[item.id].lead.person_ids

    assert both == {cast.owner.person.id, cast.coordinator.person.id}
    assert after == {cast.principal.person.id, cast.coordinator.person.id}


def test_owners_cost_four_statements_however_many_items(
    work: UnitOfWork, engine: sa.Engine
) -> None:
    cast = a_cast(work)
    items = [an_action_item(work, cast, lead=person_of(cast.owner)) for _ in range(5)]

    for some in (items[:1], items):
        with counted(engine) as statements:
            owners_of(work, some)
        assert len(statements) == 4


def test_organisations_posts_and_people_of_the_partnership_can_be_chosen(
    work: UnitOfWork,
) -> None:
    cast = a_cast(work)
    a_cast(work, "SC-HKU", department=cast.department)

    choices = owner_choices(acting_as(work, cast.coordinator), cast.partnership.id)

    kinds = [choice.kind for choice in choices]
    assert [kinds.count(kind) for kind in OwnerKind] == [3, 6, 6]
    for owner in (post_of(cast.owner), person_of(cast.owner), institute_of(cast)):
        assert find_owner(choices, find_value(choices, owner)) == owner
    assert find_owner(choices, "nobody") is None
    assert find_value(choices, None) == ""


def test_who_owns_the_item_can_stay_chosen_after_leaving(work: UnitOfWork) -> None:
    cast = a_cast(work)
    item = an_action_item(work, cast, lead=person_of(cast.owner))
    for holding in list_holders(work, cast.partnership.id, work.today):
        holding.to_on = work.today
    work.flush()
    work.now += timedelta(days=1)

    new = owner_choices(work, cast.partnership.id)
    edit = owner_choices(work, cast.partnership.id, item)

    assert find_value(new, person_of(cast.owner)) == ""
    assert find_owner(edit, find_value(edit, person_of(cast.owner))) == person_of(cast.owner)
