"""A partnership with people on both sides, made through the use-cases."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from scheduler.kernel.rules.actor import Actor, Via
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Account
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import Post
from scheduler.parties.queries.seats import seats_of
from scheduler.parties.rules.names import PersonName
from scheduler.parties.rules.organisations import OrganisationKind
from scheduler.parties.usecases.partnerships import (
    add_member,
    add_organisation,
    found_partnership,
)
from scheduler.parties.usecases.people import (
    NewPerson,
    add_person,
    add_post,
    give_post,
    open_account,
)

SINCE = date(2019, 1, 1)


def text(words: str) -> Trilingual:
    """Return one text in three languages that tells the language it is in."""
    return Trilingual.of(zh_hans=f"{words}（简）", zh_hant=f"{words}（繁）", en=words)


@dataclass(frozen=True)
class Seated:
    """A person with an account and a post."""

    person: Person
    account: Account
    post: Post


@dataclass(frozen=True)
class Cast:
    """A partnership and who plays which part in it."""

    partnership: Partnership
    department: Organisation
    university: Organisation
    institute: Organisation
    liaison: Seated
    coordinator: Seated
    owner: Seated
    principal: Seated
    secretary: Seated
    observer: Seated


def an_organisation(
    work: UnitOfWork,
    words: str,
    kind: OrganisationKind,
    *,
    place: str = "CN",
    parent: Organisation | None = None,
    email: str | None = None,
) -> Organisation:
    """Return a new organisation."""
    return add_organisation(
        work,
        kind=kind,
        name=text(words),
        place=place,
        timezone="Asia/Hong_Kong" if place == "HK" else "Asia/Shanghai",
        language=Language.ZH_HANT if place == "HK" else Language.ZH_HANS,
        parent=parent,
        email=email,
    )


def a_seated_person(
    work: UnitOfWork,
    partnership: Partnership,
    organisation: Organisation,
    *,
    side: Side,
    role: Role,
    handle: str,
    language: Language = Language.EN,
    serves: Post | None = None,
) -> Seated:
    """Return a new person with an account on a new post."""
    name = PersonName(
        hans=f"{handle}（简）", hant=f"{handle}（繁）", family=handle, given="Example"
    )
    email = f"{handle}@{partnership.ref.lower()}.example"
    person = add_person(work, organisation, NewPerson(email=email, name=name, language=language))
    account = open_account(work, person)
    post = add_post(
        work,
        partnership,
        organisation,
        side=side,
        role=role,
        name=text(f"{role.value.title()} post"),
        serves=serves,
    )
    give_post(work, post, person, from_on=SINCE)
    return Seated(person, account, post)


def a_cast(
    work: UnitOfWork, ref: str = "SC-CITYU", *, department: Organisation | None = None
) -> Cast:
    """Return a new partnership with people in every part; the department may be shared."""
    kinds = OrganisationKind
    department = department or an_organisation(work, f"Department of {ref}", kinds.DEPARTMENT)
    university = an_organisation(work, f"University of {ref}", kinds.UNIVERSITY, place="HK")
    institute = an_organisation(
        work,
        f"Institute of {ref}",
        kinds.INSTITUTE,
        parent=university,
        email=f"institute@{ref.lower()}.example",
    )
    partnership = found_partnership(
        work,
        ref=ref,
        name=text(f"Partnership {ref}"),
        department=department,
        university=university,
        since_on=SINCE,
    )
    add_member(work, partnership, institute, Side.UNIVERSITY)
    there = partial(a_seated_person, work, partnership, department, side=Side.DEPARTMENT)
    here = partial(a_seated_person, work, partnership, university, side=Side.UNIVERSITY)
    principal = here(role=Role.PRINCIPAL, handle="principal")
    return Cast(
        partnership=partnership,
        department=department,
        university=university,
        institute=institute,
        liaison=there(role=Role.LIAISON, handle="liaison"),
        coordinator=here(role=Role.COORDINATOR, handle="coordinator"),
        owner=here(role=Role.OWNER, handle="owner"),
        principal=principal,
        secretary=here(role=Role.SECRETARY, handle="secretary", serves=principal.post),
        observer=there(role=Role.OBSERVER, handle="observer"),
    )


def actor_of(work: UnitOfWork, seated: Seated, *, via: Via = Via.WEB) -> Actor:
    """Return the actor that the person is today."""
    return Actor(
        name=seated.person.name.in_language(seated.person.language),
        via=via,
        person_id=seated.person.id,
        account_id=seated.account.id,
        organisation_id=seated.person.organisation_id,
        seats=seats_of(work, seated.person.id, work.today),
        language=seated.person.language,
        timezone=seated.person.timezone,
    )
