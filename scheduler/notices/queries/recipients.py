"""Who can be written to today: holders of posts, single people, organisations."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from scheduler.kernel.rules.identifiers import OrganisationId, PartnershipId, PersonId, PostId
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.notices.rules.recipients import Recipient, RecipientKind
from scheduler.parties.models.accounts import Account
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import Post, PostHolder
from scheduler.parties.queries.scope import within
from scheduler.parties.queries.seats import held_on
from scheduler.parties.rules.accounts import AccountStatus

# Who runs a side's business, the first that somebody holds.
_IN_CHARGE: Final = (Role.COORDINATOR, Role.LIAISON)
_ADDRESS: Final = sa.func.coalesce(Person.email, Account.email)


@dataclass(frozen=True)
class Seating:
    """Who holds which post today, as far as they can be written to."""

    holders: Mapping[PostId, tuple[Recipient, ...]]
    roles: Mapping[tuple[PartnershipId, Side, Role], tuple[Recipient, ...]]

    def in_charge(self, partnership_id: PartnershipId, side: Side) -> tuple[Recipient, ...]:
        """Return the coordinators of a side, or its liaison officers while it has none."""
        found = (self.roles.get((partnership_id, side, role), ()) for role in _IN_CHARGE)
        return next((people for people in found if people), ())


def seating(
    work: UnitOfWork, partnership_ids: Collection[PartnershipId], post_ids: Collection[PostId] = ()
) -> Seating:
    """Return the holders of some posts, and who is in charge in some partnerships."""
    holders: dict[PostId, list[Recipient]] = defaultdict(list)
    roles: dict[tuple[PartnershipId, Side, Role], list[Recipient]] = defaultdict(list)
    rows = work.session.execute(
        sa.select(Post.id, Post.partnership_id, Post.side, Post.role, Person, _ADDRESS)
        .join(PostHolder, PostHolder.post_id == Post.id)
        .join(Person, Person.id == PostHolder.person_id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(
            Post.partnership_id.in_(partnership_ids),
            within(Post.partnership_id, work.actor),
            Post.role.in_(_IN_CHARGE) | Post.id.in_(post_ids),
            *held_on(work.today),
            *_reachable(),
        )
        .order_by(Post.id, PostHolder.id)
    )
    for post_id, partnership_id, side, role, person, address in rows:
        recipient = person_as_recipient(person, address)
        holders[post_id].append(recipient)
        roles[partnership_id, side, role].append(recipient)
    return Seating(
        holders={post_id: tuple(people) for post_id, people in holders.items()},
        roles={place: tuple(people) for place, people in roles.items()},
    )


def people_by_id(work: UnitOfWork, ids: Collection[PersonId]) -> dict[int, Recipient]:
    """Return those of the people who can be written to."""
    if not ids:
        return {}
    rows = work.session.execute(
        sa.select(Person, _ADDRESS)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Person.id.in_(ids), *_reachable())
    )
    return {person.id: person_as_recipient(person, address) for person, address in rows}


def organisations_by_id(work: UnitOfWork, ids: Collection[OrganisationId]) -> dict[int, Recipient]:
    """Return those of the organisations that have an address of their own."""
    if not ids:
        return {}
    rows: Sequence[Organisation] = work.session.scalars(
        sa.select(Organisation).where(Organisation.id.in_(ids), Organisation.email.is_not(None))
    ).all()
    return {
        row.id: Recipient(
            kind=RecipientKind.ORGANISATION,
            id=row.id,
            name=row.name.best(row.language).text,
            address=row.email or "",
            language=row.language,
            timezone=row.timezone,
        )
        for row in rows
    }


def person_as_recipient(person: Person, address: str) -> Recipient:
    """Return a person as the recipient of a letter."""
    return Recipient(
        kind=RecipientKind.PERSON,
        id=person.id,
        name=person.name.in_language(person.language),
        address=address,
        language=person.language,
        timezone=person.timezone,
    )


def _reachable() -> tuple[sa.ColumnElement[bool], ...]:
    """Return the condition that somebody has an address and was not shut out."""
    disabled: Any = Account.status == AccountStatus.DISABLED
    return _ADDRESS.is_not(None), sa.or_(Account.id.is_(None), sa.not_(disabled))
