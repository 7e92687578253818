"""Agreements with their signatories and clauses."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from scheduler.agreements.models.agreements import Agreement, AgreementSignatory
from scheduler.agreements.rules.agreements import AgreementStatus
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.queries.scope import within

_SIGNATORIES = selectinload(Agreement.signatories).joinedload(AgreementSignatory.organisation)


@dataclass(frozen=True, slots=True)
class AgreementFilter:
    """Which agreements are asked for; what is ``None`` does not narrow."""

    partnership_ref: str | None = None
    status: AgreementStatus | None = None


def get_agreement(work: UnitOfWork, ref: str) -> Agreement:
    """Return an agreement with partnership, signatories and clauses.

    Raises:
        NotFoundError: there is none of that reference for this actor.
    """
    found = work.session.scalar(
        sa.select(Agreement)
        .where(Agreement.ref == ref, within(Agreement.partnership_id, work.actor))
        .options(
            joinedload(Agreement.partnership),
            _SIGNATORIES,
            selectinload(Agreement.clauses),
        )
        # Rows added earlier in this unit of work belong to the answer, too.
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError
    return found


def list_agreements(
    work: UnitOfWork, wanted: AgreementFilter, *, limit: int, offset: int = 0
) -> Sequence[Agreement]:
    """Return the actor's agreements with their partnerships, the newest of each first."""
    return work.session.scalars(
        sa.select(Agreement)
        .join(Agreement.partnership)
        .where(*_conditions(work, wanted))
        .options(joinedload(Agreement.partnership), _SIGNATORIES)
        .order_by(Partnership.ref, Agreement.ref.desc())
        .limit(limit)
        .offset(offset)
    ).all()


def count_agreements(work: UnitOfWork, wanted: AgreementFilter) -> int:
    """Return how many agreements ``list_agreements`` would go through."""
    return (
        work.session.scalar(
            sa.select(sa.func.count())
            .select_from(Agreement)
            .join(Agreement.partnership)
            .where(*_conditions(work, wanted))
        )
        or 0
    )


def list_agreements_of(work: UnitOfWork, partnership_id: PartnershipId) -> Sequence[Agreement]:
    """Return the last agreements of one partnership, the newest first."""
    return work.session.scalars(
        sa.select(Agreement)
        .where(
            Agreement.partnership_id == partnership_id,
            within(Agreement.partnership_id, work.actor),
        )
        .order_by(Agreement.ref.desc())
        .limit(20)
    ).all()


def _conditions(work: UnitOfWork, wanted: AgreementFilter) -> list[sa.ColumnElement[bool]]:
    conditions = [within(Agreement.partnership_id, work.actor)]
    if wanted.partnership_ref is not None:
        conditions.append(Partnership.ref == wanted.partnership_ref)
    if wanted.status is not None:
        conditions.append(Agreement.status == wanted.status)
    return conditions
