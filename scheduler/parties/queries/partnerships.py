"""Partnerships and the organisations that take part in them."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import OrganisationId, PartnershipId
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.partnerships import Partnership, PartnershipMember
from scheduler.parties.queries.scope import within

_BOTH_SIDES = (joinedload(Partnership.department), joinedload(Partnership.university))


def get_partnership(work: UnitOfWork, ref: str) -> Partnership:
    """Return one of the actor's partnerships with both organisations.

    Raises:
        NotFoundError: there is none of that reference for this actor.
    """
    found = work.session.scalar(
        sa.select(Partnership)
        .where(Partnership.ref == ref, within(Partnership.id, work.actor))
        .options(*_BOTH_SIDES)
    )
    if found is None:
        raise NotFoundError
    return found


def list_partnerships(
    work: UnitOfWork, *, limit: int = 50, offset: int = 0
) -> Sequence[Partnership]:
    """Return the actor's partnerships by reference, with both organisations."""
    return work.session.scalars(
        sa.select(Partnership)
        .where(within(Partnership.id, work.actor))
        .options(*_BOTH_SIDES)
        .order_by(Partnership.ref)
        .limit(limit)
        .offset(offset)
    ).all()


def count_partnerships(work: UnitOfWork) -> int:
    """Return how many partnerships the actor has."""
    return (
        work.session.scalar(
            sa.select(sa.func.count())
            .select_from(Partnership)
            .where(within(Partnership.id, work.actor))
        )
        or 0
    )


def sides_of_organisations(
    work: UnitOfWork, partnership_id: PartnershipId
) -> dict[OrganisationId, Side]:
    """Return every organisation that takes part in a partnership, with its side."""
    rows = work.session.execute(
        sa.select(PartnershipMember.organisation_id, PartnershipMember.side).where(
            PartnershipMember.partnership_id == partnership_id,
            within(PartnershipMember.partnership_id, work.actor),
        )
    )
    return dict(rows.all())


def list_members(work: UnitOfWork, partnership_id: PartnershipId) -> Sequence[PartnershipMember]:
    """Return the organisations of both sides, the two signing ones first."""
    return work.session.scalars(
        sa.select(PartnershipMember)
        .where(
            PartnershipMember.partnership_id == partnership_id,
            within(PartnershipMember.partnership_id, work.actor),
        )
        .join(PartnershipMember.organisation)
        .options(joinedload(PartnershipMember.organisation))
        .order_by(PartnershipMember.side, Organisation.id)
    ).all()


def find_organisation(work: UnitOfWork, public_id: str) -> Organisation | None:
    """Return an organisation by its public id, or ``None``."""
    return work.session.scalar(sa.select(Organisation).where(Organisation.public_id == public_id))
