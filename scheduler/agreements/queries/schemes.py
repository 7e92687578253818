"""Yearly schemes with commitments and conditions."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from scheduler.agreements.models.schemes import Commitment, CommitmentCondition, Scheme
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import AgreementId, PartnershipId, PersonId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.people import Person
from scheduler.parties.queries.scope import within


def get_scheme(work: UnitOfWork, ref: str) -> Scheme:
    """Return a scheme with its agreement, commitments and their conditions.

    Raises:
        NotFoundError: there is none of that reference for this actor.
    """
    commitments = selectinload(Scheme.commitments)
    found = work.session.scalar(
        sa.select(Scheme)
        .where(Scheme.ref == ref, within(Scheme.partnership_id, work.actor))
        .options(
            joinedload(Scheme.partnership),
            joinedload(Scheme.agreement),
            commitments.selectinload(Commitment.conditions),
            commitments.joinedload(Commitment.clause),
        )
        # Rows added earlier in this unit of work belong to the answer, too.
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFoundError
    return found


def find_scheme_of_year(
    work: UnitOfWork, partnership_id: PartnershipId, year: int
) -> Scheme | None:
    """Return the scheme of one year, or ``None``."""
    return work.session.scalar(
        sa.select(Scheme).where(
            Scheme.partnership_id == partnership_id,
            within(Scheme.partnership_id, work.actor),
            Scheme.year == year,
        )
    )


def list_schemes(work: UnitOfWork, agreement_id: AgreementId) -> Sequence[Scheme]:
    """Return the schemes of an agreement, the newest first; one a year, so never many."""
    return work.session.scalars(
        sa.select(Scheme)
        .where(Scheme.agreement_id == agreement_id, within(Scheme.partnership_id, work.actor))
        .order_by(Scheme.year.desc())
        .limit(100)
    ).all()


def count_commitments(work: UnitOfWork, schemes: Sequence[Scheme]) -> dict[int, int]:
    """Return how many commitments each scheme holds, by the scheme's id."""
    rows = work.session.execute(
        sa.select(Commitment.scheme_id, sa.func.count())
        .where(
            Commitment.scheme_id.in_([scheme.id for scheme in schemes]),
            within(Commitment.partnership_id, work.actor),
        )
        .group_by(Commitment.scheme_id)
    )
    return {int(scheme_id): count for scheme_id, count in rows}


def list_commitments(
    work: UnitOfWork, partnership_id: PartnershipId, *, limit: int = 200
) -> Sequence[Commitment]:
    """Return the commitments of a partnership, the newest year first, to choose from."""
    return work.session.scalars(
        sa.select(Commitment)
        .join(Commitment.scheme)
        .where(
            Commitment.partnership_id == partnership_id,
            within(Commitment.partnership_id, work.actor),
        )
        .order_by(Scheme.year.desc(), Commitment.number)
        .limit(limit)
    ).all()


def find_commitment(work: UnitOfWork, partnership_id: PartnershipId, ref: str) -> Commitment | None:
    """Return a commitment of this very partnership, or ``None``."""
    return work.session.scalar(
        sa.select(Commitment).where(
            Commitment.ref == ref,
            Commitment.partnership_id == partnership_id,
            within(Commitment.partnership_id, work.actor),
        )
    )


def get_condition(work: UnitOfWork, scheme_ref: str, condition_id: int) -> CommitmentCondition:
    """Return a condition of one of the scheme's commitments.

    Raises:
        NotFoundError: there is none of that number in this scheme for this actor.
    """
    found = work.session.scalar(
        sa.select(CommitmentCondition)
        .join(Commitment, Commitment.id == CommitmentCondition.commitment_id)
        .join(Commitment.scheme)
        .where(
            CommitmentCondition.id == condition_id,
            Scheme.ref == scheme_ref,
            within(CommitmentCondition.partnership_id, work.actor),
        )
    )
    if found is None:
        raise NotFoundError
    return found


def people_by_id(
    work: UnitOfWork, partnership_id: PartnershipId, person_ids: Sequence[PersonId]
) -> Sequence[Person]:
    """Return the people who found conditions of a partnership to hold or not."""
    return work.session.scalars(
        sa.select(Person).where(
            Person.id.in_(
                sa.select(CommitmentCondition.confirmed_by_id).where(
                    CommitmentCondition.partnership_id == partnership_id,
                    within(CommitmentCondition.partnership_id, work.actor),
                    CommitmentCondition.confirmed_by_id.in_(person_ids),
                )
            )
        )
    ).all()
