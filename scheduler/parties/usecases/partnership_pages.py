"""Partnerships as pages show them: both organisations, and who holds which post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.kernel.rules.identifiers import OrganisationId, PartnershipId
from scheduler.kernel.rules.paging import PAGE_SIZE, Paged, offset_of
from scheduler.kernel.rules.permissions import Permission, Role, Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.partnerships import Partnership, PartnershipMember
from scheduler.parties.models.posts import PostHolder
from scheduler.parties.queries.partnerships import (
    count_partnerships,
    get_partnership,
    list_members,
    list_partnerships,
)
from scheduler.parties.queries.people import list_holders
from scheduler.parties.rules.names import PersonName
from scheduler.parties.rules.organisations import OrganisationKind


@dataclass(frozen=True, slots=True)
class PartnershipRow:
    """One partnership in the list."""

    ref: str
    name: Trilingual
    department_name: Trilingual
    university_name: Trilingual
    since_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class HolderLine:
    """Who holds a post today; the address is the one for work."""

    name: PersonName
    title: Trilingual | None
    post_name: Trilingual
    role: Role
    organisation_name: Trilingual
    email: str | None
    since_on: date


@dataclass(frozen=True, slots=True)
class MemberLine:
    """An organisation that takes part."""

    id: OrganisationId
    public_id: str
    name: Trilingual
    kind: OrganisationKind


@dataclass(frozen=True, slots=True)
class SideOfPartnership:
    """One side: its organisations, the signing one first, and its people in protocol order."""

    side: Side
    organisations: tuple[MemberLine, ...]
    holders: tuple[HolderLine, ...]


@dataclass(frozen=True, slots=True)
class PartnershipPage:
    """One partnership, and what the reader may found in it."""

    id: PartnershipId
    row: PartnershipRow
    timezone: str
    sides: tuple[SideOfPartnership, ...]
    may_edit_agreements: bool
    may_edit_meetings: bool


def partnerships_page(work: UnitOfWork, *, number: int = 1) -> Paged[PartnershipRow]:
    """Return one page of the actor's partnerships."""
    found = list_partnerships(work, limit=PAGE_SIZE, offset=offset_of(number))
    return Paged(
        rows=tuple(_row(partnership) for partnership in found),
        number=number,
        total=count_partnerships(work),
    )


def partnership_page(
    work: UnitOfWork, ref: str, *, needing: Permission = Permission.SEE_PARTNERSHIP
) -> PartnershipPage:
    """Return one partnership with both sides.

    Raises:
        NotFoundError: there is none of that reference for this actor.
        ForbiddenError: the actor lacks the permission ``needing``.
    """
    partnership = get_partnership(work, ref)
    work.actor.require(needing, partnership.id)
    members = list_members(work, partnership.id)
    holders = list_holders(work, partnership.id, work.today)
    return PartnershipPage(
        id=partnership.id,
        row=_row(partnership),
        timezone=partnership.department.timezone,
        sides=(
            _side(Side.DEPARTMENT, partnership.department_id, members, holders),
            _side(Side.UNIVERSITY, partnership.university_id, members, holders),
        ),
        may_edit_agreements=work.actor.may(Permission.EDIT_AGREEMENTS, partnership.id),
        may_edit_meetings=work.actor.may(Permission.EDIT_MEETINGS, partnership.id),
    )


def _row(partnership: Partnership) -> PartnershipRow:
    return PartnershipRow(
        ref=partnership.ref,
        name=partnership.name,
        department_name=partnership.department.name,
        university_name=partnership.university.name,
        since_on=partnership.since_on,
        ended_on=partnership.ended_on,
    )


def _side(
    side: Side,
    signing_id: OrganisationId,
    members: Sequence[PartnershipMember],
    holders: Sequence[PostHolder],
) -> SideOfPartnership:
    own = [member.organisation for member in members if member.side is side]
    return SideOfPartnership(
        side=side,
        organisations=tuple(
            MemberLine(
                organisation.id, organisation.public_id, organisation.name, organisation.kind
            )
            for organisation in sorted(own, key=lambda organisation: organisation.id != signing_id)
        ),
        holders=tuple(_holder(holding) for holding in holders if holding.post.side is side),
    )


def _holder(holding: PostHolder) -> HolderLine:
    person = holding.person
    return HolderLine(
        name=person.name,
        title=person.title,
        post_name=holding.post.name,
        role=holding.post.role,
        organisation_name=holding.post.organisation.short_name,
        email=person.email,
        since_on=holding.from_on,
    )
