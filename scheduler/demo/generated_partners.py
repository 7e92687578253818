"""Generated partnerships: the university, its people, the posts of both sides, the agreement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from scheduler.agreements.models.agreements import Agreement, AgreementSignatory, Clause
from scheduler.agreements.rules.agreements import AgreementKind, AgreementStatus, ClauseKind
from scheduler.demo.queries.bulk import Row, write_numbered, write_rows
from scheduler.demo.vocabulary import Dice, vocabulary, worded
from scheduler.kernel.rules.identifiers import Numbered, PersonId, numbered_ref
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Account
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.partnerships import Partnership, PartnershipMember
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import Post, PostHolder
from scheduler.parties.rules.accounts import AccountStatus
from scheduler.parties.rules.organisations import OrganisationKind

PREFIX: Final = "GEN-"
_SURNAMES: Final = ("Chan", "Lee", "Wong", "Lam", "Ho", "Cheung", "Ng", "Yeung")
_SEATS: Final = (
    (Side.DEPARTMENT, Role.LIAISON),
    (Side.DEPARTMENT, Role.OWNER),
    (Side.UNIVERSITY, Role.COORDINATOR),
    (Side.UNIVERSITY, Role.OWNER),
    (Side.UNIVERSITY, Role.PRINCIPAL),
)


@dataclass(frozen=True, slots=True)
class Hosts:
    """What all generated partnerships share: the department and two of its people."""

    department_id: int
    liaison_id: PersonId
    owner_id: PersonId


@dataclass
class Partner:
    """One generated partnership, and the ids it is given while it is written."""

    number: int
    dice: Dice
    founded_on: date
    university_id: int = 0
    id: int = 0
    people: dict[Role, int] = field(default_factory=dict)
    posts: dict[tuple[Side, Role], int] = field(default_factory=dict)
    agreement_id: int = 0
    clause_ids: list[int] = field(default_factory=list)
    counters: dict[tuple[int, str], int] = field(default_factory=dict)

    @property
    def ref(self) -> str:
        """Return the partnership's reference."""
        return f"{PREFIX}{self.number:04d}"

    @property
    def founded_at(self) -> datetime:
        """Return the instant everything began at."""
        return self.dice.season.at(self.founded_on, 9)

    def next_ref(self, year: int, kind: Numbered) -> tuple[int, str]:
        """Return the next number of a kind in a year, and the reference it makes."""
        number = self.counters.get((year, kind.value), 0) + 1
        self.counters[year, kind.value] = number
        return number, numbered_ref(self.ref, year, kind, number)


def found(work: UnitOfWork, partners: Sequence[Partner], hosts: Hosts) -> None:
    """Write universities, partnerships, people, accounts and posts."""
    words = vocabulary()
    ids = write_numbered(work, Organisation, [_university(partner) for partner in partners])
    for partner, university_id in zip(partners, ids, strict=True):
        partner.university_id = university_id
    rows = [
        {
            "public_id": partner.dice.public_id(),
            "ref": partner.ref,
            "name": worded(words["partnership"], number=f"{partner.number:04d}"),
            "department_id": hosts.department_id,
            "university_id": partner.university_id,
            "least_text": False,
            "since_on": partner.founded_on,
            "created_at": partner.founded_at,
        }
        for partner in partners
    ]
    for partner, partnership_id in zip(
        partners, write_numbered(work, Partnership, rows), strict=True
    ):
        partner.id = partnership_id
    members = [
        {"partnership_id": partner.id, "organisation_id": organisation_id, "side": side}
        for partner in partners
        for side, organisation_id in (
            (Side.DEPARTMENT, hosts.department_id),
            (Side.UNIVERSITY, partner.university_id),
        )
    ]
    write_rows(work, PartnershipMember, members)
    _seat(work, partners, hosts)


def _university(partner: Partner) -> Row:
    name = worded(vocabulary()["university"], number=f"{partner.number:04d}")
    return {
        "public_id": partner.dice.public_id(),
        "kind": OrganisationKind.UNIVERSITY,
        "name": name,
        "short_name": name,
        "place": "HK",
        "timezone": "Asia/Hong_Kong",
        "language": Language.ZH_HANT,
        "email": f"office@{partner.ref.lower()}.example",
        "created_at": partner.founded_at,
    }


def _seat(work: UnitOfWork, partners: Sequence[Partner], hosts: Hosts) -> None:
    roles = [role for side, role in _SEATS if side is Side.UNIVERSITY]
    whose = [(partner, role) for partner in partners for role in roles]
    ids = write_numbered(work, Person, [_person(partner, role) for partner, role in whose])
    for (partner, role), person_id in zip(whose, ids, strict=True):
        partner.people[role] = person_id
    accounts = [
        {
            "person_id": partner.people[role],
            "email": _email(partner, role),
            "status": AccountStatus.ACTIVE,
            "created_at": partner.founded_at,
        }
        for partner, role in whose
    ]
    write_rows(work, Account, accounts)
    seats = [(partner, side, role) for partner in partners for side, role in _SEATS]
    ids = write_numbered(work, Post, [_post(*seat, hosts) for seat in seats])
    for (partner, side, role), post_id in zip(seats, ids, strict=True):
        partner.posts[side, role] = post_id
    there = {Role.LIAISON: hosts.liaison_id, Role.OWNER: hosts.owner_id}
    holders = [
        {
            "partnership_id": partner.id,
            "post_id": partner.posts[side, role],
            "person_id": there[role] if side is Side.DEPARTMENT else partner.people[role],
            "from_on": partner.founded_on,
        }
        for partner, side, role in seats
    ]
    write_rows(work, PostHolder, holders)


def _email(partner: Partner, role: Role) -> str:
    return f"{role.value.lower()}@{partner.ref.lower()}.example"


def _person(partner: Partner, role: Role) -> Row:
    return {
        "public_id": partner.dice.public_id(),
        "organisation_id": partner.university_id,
        "name_hans": "",
        "name_hant": "",
        "name_family": partner.dice.one_of(_SURNAMES),
        "name_given": "Example",
        "email": _email(partner, role),
        "language": partner.dice.one_of((Language.ZH_HANT, Language.EN)),
        "timezone": "Asia/Hong_Kong",
        "protocol_order": 100,
        "created_at": partner.founded_at,
    }


def _post(partner: Partner, side: Side, role: Role, hosts: Hosts) -> Row:
    here = hosts.department_id if side is Side.DEPARTMENT else partner.university_id
    return {
        "public_id": partner.dice.public_id(),
        "partnership_id": partner.id,
        "organisation_id": here,
        "side": side,
        "role": role,
        "name": worded(vocabulary()["posts"][role.value]),
        "created_at": partner.founded_at,
    }


def sign(work: UnitOfWork, partners: Sequence[Partner], hosts: Hosts) -> None:
    """Write one agreement in force for each partnership, with signatories and clauses."""
    ids = write_numbered(work, Agreement, [_agreement(partner) for partner in partners])
    for partner, agreement_id in zip(partners, ids, strict=True):
        partner.agreement_id = agreement_id
    signatories = [
        {**_of_agreement(partner), "organisation_id": organisation_id, "side": side}
        | {"signed_on": partner.founded_on}
        for partner in partners
        for side, organisation_id in (
            (Side.DEPARTMENT, hosts.department_id),
            (Side.UNIVERSITY, partner.university_id),
        )
    ]
    write_rows(work, AgreementSignatory, signatories)
    clauses = [
        {**_of_agreement(partner), "number": number, "kind": ClauseKind.FIELD, "text": worded(text)}
        for partner in partners
        for number, text in enumerate(vocabulary()["clauses"], start=1)
    ]
    ids = write_numbered(work, Clause, clauses)
    by_agreement = {partner.agreement_id: partner for partner in partners}
    for row, clause_id in zip(clauses, ids, strict=True):
        by_agreement[row["agreement_id"]].clause_ids.append(clause_id)


def _of_agreement(partner: Partner) -> dict[str, Any]:
    return {"partnership_id": partner.id, "agreement_id": partner.agreement_id}


def _agreement(partner: Partner) -> Row:
    _, ref = partner.next_ref(partner.founded_on.year, Numbered.AGREEMENT)
    return {
        "partnership_id": partner.id,
        "ref": ref,
        "kind": AgreementKind.FRAMEWORK,
        "status": AgreementStatus.IN_FORCE,
        "title": worded(vocabulary()["agreement"]),
        "signed_on": partner.founded_on,
        "starts_on": partner.founded_on,
        "created_at": partner.founded_at,
        "changed_at": partner.founded_at,
        "version": 1,
    }
