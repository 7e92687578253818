"""The reports on an item, and what the audit trail says about it."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.models.progress import ProgressUpdate
from scheduler.actions.queries.lights import WORKED_ON
from scheduler.kernel.models.audit import AuditEntry
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.people import Person
from scheduler.parties.queries.scope import within


def list_updates(work: UnitOfWork, item: ActionItem, limit: int = 200) -> Sequence[ProgressUpdate]:
    """Return the reports on an item with their reporters, the newest first."""
    return work.session.scalars(
        sa.select(ProgressUpdate)
        .where(
            ProgressUpdate.action_item_id == item.id,
            within(ProgressUpdate.partnership_id, work.actor),
        )
        .options(joinedload(ProgressUpdate.reporter))
        .order_by(ProgressUpdate.reported_at.desc(), ProgressUpdate.id.desc())
        .limit(limit)
    ).all()


def percent_while_worked_on(work: UnitOfWork, item: ActionItem) -> int:
    """Return how far the item had come before it was reported done or closed."""
    found = work.session.scalar(
        sa.select(ProgressUpdate.percent)
        .where(
            ProgressUpdate.action_item_id == item.id,
            within(ProgressUpdate.partnership_id, work.actor),
            ProgressUpdate.status_after.in_(WORKED_ON),
        )
        .order_by(ProgressUpdate.reported_at.desc(), ProgressUpdate.id.desc())
        .limit(1)
    )
    return found or 0


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry of the audit trail, with its actor where that is a person."""

    entry: AuditEntry
    person: Person | None


def list_recorded(work: UnitOfWork, item: ActionItem, limit: int = 200) -> Sequence[Recorded]:
    """Return what the audit trail says about an item, the newest first."""
    rows = work.session.execute(
        sa.select(AuditEntry, Person)
        .outerjoin(Person, Person.id == AuditEntry.person_id)
        .where(
            AuditEntry.subject_kind == ActionItem.__tablename__,
            AuditEntry.subject_id == item.id,
            within(AuditEntry.partnership_id, work.actor),
        )
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(limit)
    )
    return [Recorded(entry, person) for entry, person in rows]
