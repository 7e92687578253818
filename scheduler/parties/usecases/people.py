"""People: inviting them, giving them posts, handing posts over."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Permission, Role, Side
from scheduler.kernel.rules.text import Trilingual, clean_line
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Account
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import Post, PostHolder
from scheduler.parties.queries.people import find_account, find_post
from scheduler.parties.rules.accounts import AccountStatus
from scheduler.parties.rules.names import PersonName
from scheduler.parties.rules.seating import require_seat

_ADDRESS: Final = re.compile(r"[^@\s<>,;:\"\\()\[\]]{1,64}@[^@\s<>,;:\"\\()\[\]]{1,190}")


def clean_email(value: str, *, name: str = "email") -> str:
    """Return an address in the one spelling it is kept in.

    Raises:
        InvalidError: ``bad_email`` or ``control_characters``.
    """
    address = clean_line(value, name=name).casefold()
    if _ADDRESS.fullmatch(address) is None:
        raise InvalidError("bad_email", field=name)
    return address


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is known of somebody when they are invited."""

    email: str
    name: PersonName
    language: Language
    title: Trilingual | None = None
    protocol_order: int = 100


def add_person(work: UnitOfWork, organisation: Organisation, new: NewPerson) -> Person:
    """Keep somebody who takes part; that alone lets nobody sign in."""
    work.acting("person.add")
    return work.add(
        Person(
            organisation_id=organisation.id,
            name_hans=new.name.hans,
            name_hant=new.name.hant,
            name_family=new.name.family,
            name_given=new.name.given,
            title=new.title,
            email=clean_email(new.email),
            language=new.language,
            timezone=organisation.timezone,
            protocol_order=new.protocol_order,
            created_at=work.now,
        )
    )


def add_post(
    work: UnitOfWork,
    partnership: Partnership,
    organisation: Organisation,
    *,
    side: Side,
    role: Role,
    name: Trilingual,
    serves: Post | None = None,
) -> Post:
    """Create a seat in a partnership.

    Raises:
        InvalidError: ``role_not_on_side``.
    """
    work.actor.require(Permission.INVITE_PEOPLE, partnership.id, side=side)
    require_seat(role, side)
    work.acting("post.add")
    return work.add(
        Post(
            partnership_id=partnership.id,
            organisation_id=organisation.id,
            side=side,
            role=role,
            name=name,
            serves_post_id=serves.id if serves else None,
            created_at=work.now,
        )
    )


def give_post(work: UnitOfWork, post: Post, person: Person, *, from_on: date) -> PostHolder:
    """Let a person hold a post from a day on."""
    work.actor.require(Permission.INVITE_PEOPLE, post.partnership_id, side=post.side)
    work.acting("post.give")
    return work.add(
        PostHolder(
            partnership_id=post.partnership_id,
            post_id=post.id,
            person_id=person.id,
            from_on=from_on,
            to_on=None,
        )
    )


def hand_over(
    work: UnitOfWork, holding: PostHolder, person: Person, *, from_on: date
) -> PostHolder:
    """End one holding the day before and begin the next: open work moves, history stays true.

    Raises:
        InvalidError: ``end_before_start`` when the new holder would begin before the old one did.
    """
    if from_on <= holding.from_on:
        raise InvalidError("end_before_start", field="from_on")
    work.actor.require(Permission.INVITE_PEOPLE, holding.partnership_id, side=holding.post.side)
    work.acting("post.hand_over")
    holding.to_on = from_on - timedelta(days=1)
    return give_post(work, holding.post, person, from_on=from_on)


def open_account(work: UnitOfWork, person: Person) -> Account:
    """Let a person sign in with their address.

    Raises:
        InvalidError: ``required`` when the person has no address, ``email_taken``.
    """
    if not person.email:
        raise InvalidError("required", field="email")
    if find_account(work, person.email) is not None:
        raise InvalidError("email_taken", field="email")
    work.acting("account.open")
    return work.add(
        Account(
            person_id=person.id,
            email=person.email,
            status=AccountStatus.INVITED,
            created_at=work.now,
        )
    )


def invite(
    work: UnitOfWork,
    partnership: Partnership,
    organisation: Organisation,
    *,
    side: Side,
    role: Role,
    new: NewPerson,
    post_name: Trilingual,
) -> Account:
    """Give somebody an account and the post of a role, creating what is missing of either."""
    work.actor.require(Permission.INVITE_PEOPLE, partnership.id, side=side)
    account = find_account(work, clean_email(new.email))
    if account is None:
        account = open_account(work, add_person(work, organisation, new))
    post = find_post(work, partnership.id, organisation.id, role) or add_post(
        work, partnership, organisation, side=side, role=role, name=post_name
    )
    person = work.session.get_one(Person, account.person_id)
    give_post(work, post, person, from_on=work.today)
    return account
