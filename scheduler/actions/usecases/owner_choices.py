"""Who can be chosen as the owner of an item: organisations, posts and people of both sides."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.owners import list_posts
from scheduler.actions.queries.recipients import Answering, owners_of
from scheduler.actions.rules.owners import Owner
from scheduler.kernel.rules.identifiers import PartnershipId, PostId
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.people import Person
from scheduler.parties.queries.partnerships import list_members
from scheduler.parties.queries.people import list_holders
from scheduler.parties.rules.names import PersonName


class OwnerKind(StrEnum):
    """What an owner is."""

    ORGANISATION = "organisation"
    POST = "post"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class OwnerChoice:
    """One owner that can be chosen; ``value`` stands in the form."""

    value: str
    owner: Owner
    kind: OwnerKind
    organisation: Trilingual
    post: Trilingual | None = None
    persons: tuple[PersonName, ...] = ()


def owner_choices(
    work: UnitOfWork, partnership_id: PartnershipId, item: ActionItem | None = None
) -> tuple[OwnerChoice, ...]:
    """Return the owners of a partnership, with those of ``item``, even if they have left since."""
    members = list_members(work, partnership_id)
    choices = [
        OwnerChoice(
            f"{OwnerKind.ORGANISATION}-{row.organisation.public_id}",
            Owner(row.side, row.organisation_id),
            OwnerKind.ORGANISATION,
            row.organisation.short_name,
        )
        for row in members
    ]
    choices += _posts_and_people(work, partnership_id)
    known = {choice.owner for choice in choices}
    former = _owners(work, item) if item is not None else ()
    return (*choices, *(_former(one) for one in former if one.owner not in known))


def find_owner(choices: Sequence[OwnerChoice], value: str | None) -> Owner | None:
    """Return the owner that was chosen."""
    return next((choice.owner for choice in choices if choice.value == value), None)


def find_value(choices: Sequence[OwnerChoice], owner: Owner | None) -> str:
    """Return what stands in the form for an owner; an empty text for none."""
    return next((choice.value for choice in choices if choice.owner == owner), "")


def of_side(choices: Sequence[OwnerChoice], side: Side) -> tuple[OwnerChoice, ...]:
    """Return the choices of one side."""
    return tuple(choice for choice in choices if choice.owner.side is side)


def _posts_and_people(work: UnitOfWork, partnership_id: PartnershipId) -> list[OwnerChoice]:
    holders: dict[PostId, list[Person]] = defaultdict(list)
    people: dict[Owner, OwnerChoice] = {}
    for holding in list_holders(work, partnership_id, work.today):
        person, post = holding.person, holding.post
        holders[post.id].append(person)
        owner = Owner(post.side, person.organisation_id, person_id=person.id)
        people[owner] = OwnerChoice(
            f"{OwnerKind.PERSON}-{person.public_id}",
            owner,
            OwnerKind.PERSON,
            person.organisation.short_name,
            persons=(person.name,),
        )
    posts = [
        OwnerChoice(
            f"{OwnerKind.POST}-{post.public_id}",
            Owner(post.side, post.organisation_id, post_id=post.id),
            OwnerKind.POST,
            post.organisation.short_name,
            post=post.name,
            persons=tuple(person.name for person in holders[post.id]),
        )
        for post in list_posts(work, partnership_id)
    ]
    return [*posts, *people.values()]


def _owners(work: UnitOfWork, item: ActionItem) -> tuple[Answering, ...]:
    owners = owners_of(work, [item])[item.id]
    return (owners.lead, owners.counterpart) if owners.counterpart else (owners.lead,)


def _former(answering: Answering) -> OwnerChoice:
    owner = answering.owner
    if owner.is_organisation:
        kind, key = OwnerKind.ORGANISATION, answering.organisation.public_id
    elif answering.post is not None:
        kind, key = OwnerKind.POST, answering.post.public_id
    else:
        kind, key = OwnerKind.PERSON, answering.persons[0].public_id
    return OwnerChoice(
        f"{kind}-{key}",
        owner,
        kind,
        answering.organisation.short_name,
        post=answering.post.name if answering.post else None,
        persons=tuple(person.name for person in answering.persons),
    )
