"""A partnership with people on both sides."""

from dataclasses import dataclass
from datetime import date, datetime
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
from scheduler.parties.models.posts import Post, PostHolder
from scheduler.parties.queries.seats import seats_of
from scheduler.parties.rules.accounts import AccountStatus
from scheduler.parties.rules.organisations import OrganisationKind
from scheduler.parties.usecases.partnerships import (
    add_member,
    add_organisation,
    found_partnership,
)

SINCE = date(2019, 1, 1)
SEATING = "cast.seat"


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
    seated = _seated(partnership, organisation, side, role, handle, now=work.now)
    seated.person.language = language
    seated.post.serves_post_id = serves.id if serves else None
    _keep(work, seated)
    return seated


def _seated(
    partnership: Partnership,
    organisation: Organisation,
    side: Side,
    role: Role,
    handle: str,
    *,
    now: datetime,
) -> Seated:
    email = f"{handle}@{partnership.ref.lower()}.example"
    person = Person(
        organisation_id=organisation.id,
        name_hans=f"{handle}（简）",
        name_hant=f"{handle}（繁）",
        name_family=handle,
        name_given="Example",
        email=email,
        language=Language.EN,
        timezone=organisation.timezone,
        protocol_order=100,
        created_at=now,
    )
    account = Account(person=person, email=email, status=AccountStatus.INVITED, created_at=now)
    post = Post(
        partnership_id=partnership.id,
        organisation_id=organisation.id,
        side=side,
        role=role,
        name=text(f"{role.value.title()} post"),
        created_at=now,
    )
    return Seated(person, account, post)


def _keep(work: UnitOfWork, *people: Seated) -> None:
    """Write many rows at once: a cast stands at the beginning of most tests."""
    work.acting(SEATING)
    for seated in people:
        held = PostHolder(
            partnership_id=seated.post.partnership_id,
            post=seated.post,
            person=seated.person,
            from_on=SINCE,
        )
        work.session.add_all([seated.person, seated.account, seated.post, held])
    work.flush()


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
    there = partial(_seated, partnership, department, Side.DEPARTMENT, now=work.now)
    here = partial(_seated, partnership, university, Side.UNIVERSITY, now=work.now)
    cast = Cast(
        partnership=partnership,
        department=department,
        university=university,
        institute=institute,
        liaison=there(Role.LIAISON, "liaison"),
        coordinator=here(Role.COORDINATOR, "coordinator"),
        owner=here(Role.OWNER, "owner"),
        principal=here(Role.PRINCIPAL, "principal"),
        secretary=here(Role.SECRETARY, "secretary"),
        observer=there(Role.OBSERVER, "observer"),
    )
    _keep(
        work,
        *(cast.liaison, cast.coordinator, cast.owner),
        *(cast.principal, cast.secretary, cast.observer),
    )
    cast.secretary.post.serves_post_id = cast.principal.post.id
    work.flush()
    return cast


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
