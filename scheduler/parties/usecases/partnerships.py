"""Founding a partnership and bringing organisations into it."""

from datetime import date

from scheduler.kernel.rules.errors import ForbiddenError, InvalidError
from scheduler.kernel.rules.identifiers import is_partnership_ref
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.partnerships import Partnership, PartnershipMember
from scheduler.parties.rules.organisations import OrganisationKind


def add_organisation(
    work: UnitOfWork,
    *,
    kind: OrganisationKind,
    name: Trilingual,
    place: str,
    timezone: str,
    language: Language,
    short_name: Trilingual | None = None,
    email: str | None = None,
    parent: Organisation | None = None,
) -> Organisation:
    """Keep a new organisation; only the operator of the installation may.

    Raises:
        ForbiddenError: the actor is a person.
        InvalidError: the name is empty.
    """
    _require_operator(work)
    if not name:
        raise InvalidError("required", field="name")
    work.acting("organisation.add")
    return work.add(
        Organisation(
            kind=kind,
            name=name,
            short_name=short_name or name,
            place=place,
            timezone=timezone,
            language=language,
            email=email,
            parent_id=parent.id if parent else None,
            created_at=work.now,
        )
    )


def found_partnership(
    work: UnitOfWork,
    *,
    ref: str,
    name: Trilingual,
    department: Organisation,
    university: Organisation,
    since_on: date,
) -> Partnership:
    """Join a department and a university; from here on nobody else sees what is theirs.

    Raises:
        ForbiddenError: the actor is a person.
        InvalidError: ``bad_reference``.
    """
    _require_operator(work)
    if not is_partnership_ref(ref):
        raise InvalidError("bad_reference", field="ref", ref=ref)
    work.acting("partnership.found")
    partnership = work.add(
        Partnership(
            ref=ref,
            name=name,
            department_id=department.id,
            university_id=university.id,
            since_on=since_on,
            created_at=work.now,
        )
    )
    add_member(work, partnership, department, Side.DEPARTMENT)
    add_member(work, partnership, university, Side.UNIVERSITY)
    return partnership


def add_member(
    work: UnitOfWork, partnership: Partnership, organisation: Organisation, side: Side
) -> PartnershipMember:
    """Let an organisation take part on one side, such as a university's institute.

    Raises:
        ForbiddenError: the actor is a person.
    """
    _require_operator(work)
    work.acting("partnership.add_member")
    return work.add(
        PartnershipMember(partnership_id=partnership.id, organisation_id=organisation.id, side=side)
    )


def _require_operator(work: UnitOfWork) -> None:
    if not work.actor.everywhere:
        raise ForbiddenError
