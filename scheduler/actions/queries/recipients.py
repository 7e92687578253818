"""Who answers for items today: holders of posts, single people, organisations."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.owners import Owner, Owners
from scheduler.kernel.rules.identifiers import ActionItemId, OrganisationId, PersonId, PostId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import Post, PostHolder
from scheduler.parties.queries.seats import held_on


@dataclass(frozen=True, slots=True)
class Answering:
    """The owner of one side, and who that is today; nobody for an organisation."""

    owner: Owner
    organisation: Organisation
    post: Post | None
    persons: tuple[Person, ...]

    @property
    def person_ids(self) -> frozenset[PersonId]:
        """Return who answers, by id."""
        return frozenset(person.id for person in self.persons)


@dataclass(frozen=True, slots=True)
class ItemOwners:
    """The owners of both sides of one item."""

    lead: Answering
    counterpart: Answering | None

    def of(self, owner: Owner) -> Answering:
        """Return who answers for one of the two owners."""
        if self.counterpart is not None and self.counterpart.owner == owner:
            return self.counterpart
        return self.lead


def owners_of(work: UnitOfWork, items: Sequence[ActionItem]) -> dict[ActionItemId, ItemOwners]:
    """Return who owns each item today, in four statements however many items there are."""
    owners = {item.id: owners_in(item) for item in items}
    known = _look_up(work, [owner for pair in owners.values() for owner in pair.all()])
    return {
        item_id: ItemOwners(
            lead=known.answering(pair.lead),
            counterpart=known.answering(pair.counterpart) if pair.counterpart else None,
        )
        for item_id, pair in owners.items()
    }


def owners_in(item: ActionItem) -> Owners:
    """Return the owners as they are written in a row."""
    counterpart = item.counterpart_organisation_id and Owner(
        side=item.lead_side.other,
        organisation_id=item.counterpart_organisation_id,
        post_id=item.counterpart_post_id,
        person_id=item.counterpart_person_id,
    )
    return Owners(
        lead=Owner(
            side=item.lead_side,
            organisation_id=item.lead_organisation_id,
            post_id=item.lead_post_id,
            person_id=item.lead_person_id,
        ),
        counterpart=counterpart or None,
    )


@dataclass(frozen=True)
class Known:
    """The rows that some owners point to."""

    organisations: Mapping[OrganisationId, Organisation]
    posts: Mapping[PostId, Post]
    people: Mapping[PersonId, Person]
    holders: Mapping[PostId, Sequence[Person]]

    def answering(self, owner: Owner) -> Answering:
        """Return who answers for an owner today."""
        persons: Iterable[Person] = ()
        if owner.person_id is not None:
            persons = [self.people[owner.person_id]]
        elif owner.post_id is not None:
            persons = self.holders.get(owner.post_id, ())
        return Answering(
            owner=owner,
            organisation=self.organisations[owner.organisation_id],
            post=self.posts[owner.post_id] if owner.post_id is not None else None,
            persons=tuple(persons),
        )


def _look_up(work: UnitOfWork, owners: Collection[Owner]) -> Known:
    post_ids = {owner.post_id for owner in owners if owner.post_id is not None}
    person_ids = {owner.person_id for owner in owners if owner.person_id is not None}
    return Known(
        organisations=organisations_by_id(work, {owner.organisation_id for owner in owners}),
        posts=posts_by_id(work, post_ids),
        people=people_by_id(work, person_ids),
        holders=_holders_of(work, post_ids),
    )


def organisations_by_id(
    work: UnitOfWork, ids: Collection[OrganisationId]
) -> dict[OrganisationId, Organisation]:
    """Return organisations that rows of the actor's point to."""
    rows = work.session.scalars(sa.select(Organisation).where(Organisation.id.in_(ids)))
    return {row.id: row for row in rows}


def posts_by_id(work: UnitOfWork, ids: Collection[PostId]) -> dict[PostId, Post]:
    """Return posts that rows of the actor's point to."""
    return {row.id: row for row in work.session.scalars(sa.select(Post).where(Post.id.in_(ids)))}


def people_by_id(work: UnitOfWork, ids: Collection[PersonId]) -> dict[PersonId, Person]:
    """Return people that rows of the actor's point to."""
    rows = work.session.scalars(sa.select(Person).where(Person.id.in_(ids)))
    return {row.id: row for row in rows}


def _holders_of(work: UnitOfWork, post_ids: Collection[PostId]) -> dict[PostId, list[Person]]:
    holders: dict[PostId, list[Person]] = defaultdict(list)
    rows = work.session.execute(
        sa.select(PostHolder.post_id, Person)
        .join(PostHolder.person)
        .where(PostHolder.post_id.in_(post_ids), *held_on(work.today))
        .order_by(PostHolder.id)
    )
    for post_id, person in rows:
        holders[post_id].append(person)
    return holders
