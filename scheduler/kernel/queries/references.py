"""Giving out readable numbers, one after the other, however many ask at once."""

import sqlalchemy as sa

from scheduler.kernel.audit import insert_ignoring
from scheduler.kernel.models.references import ReferenceCounter
from scheduler.kernel.rules.identifiers import Numbered, PartnershipId
from scheduler.kernel.unit_of_work import UnitOfWork


def next_number(work: UnitOfWork, partnership_id: PartnershipId, year: int, kind: Numbered) -> int:
    """Return the next number of its kind in this partnership and year, from 1 on."""
    key = {"partnership_id": partnership_id, "year": year, "kind": kind.value}
    work.session.execute(insert_ignoring(work.session, ReferenceCounter), {**key, "last": 0})
    return work.session.execute(
        sa.update(ReferenceCounter)
        .where(
            ReferenceCounter.partnership_id == partnership_id,
            ReferenceCounter.year == year,
            ReferenceCounter.kind == kind.value,
        )
        .values(last=ReferenceCounter.last + 1)
        .returning(ReferenceCounter.last)
    ).scalar_one()
