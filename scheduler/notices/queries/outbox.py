"""Rows of the outbox: written once per key, claimed by one worker at a time."""

from collections.abc import Mapping
from typing import Any

from scheduler.kernel.audit import insert_ignoring
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.notices.models.outbox import OutboxMessage


def insert_once(work: UnitOfWork, values: Mapping[str, Any]) -> bool:
    """Insert a letter unless its key is taken; say whether it was free."""
    work.flush()
    statement = insert_ignoring(work.session, OutboxMessage).returning(OutboxMessage.id)
    return work.session.execute(statement, dict(values)).scalar_one_or_none() is not None
