"""Rows of the outbox: written once per key, claimed by one worker at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from scheduler.kernel.audit import insert_ignoring
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.notices.models.outbox import OutboxMessage
from scheduler.notices.rules.reminders import OutboxState


def insert_once(work: UnitOfWork, values: Mapping[str, Any]) -> bool:
    """Insert a letter unless its key is taken; say whether it was free."""
    work.flush()
    statement = insert_ignoring(work.session, OutboxMessage).returning(OutboxMessage.id)
    return work.session.execute(statement, dict(values)).scalar_one_or_none() is not None


def lock_unsent(work: UnitOfWork, dedup_key: str) -> OutboxMessage | None:
    """Return the letter of a key while nobody has it in hand and no server can have seen it."""
    return work.session.scalar(
        _unsent().where(OutboxMessage.dedup_key == dedup_key).with_for_update()
    )


def lock_unsent_like(
    work: UnitOfWork, key_prefix: str, *, apart_from: int
) -> Sequence[OutboxMessage]:
    """Return the other letters of a prefix that are still to be sent."""
    return work.session.scalars(
        _unsent()
        .where(
            OutboxMessage.dedup_key.startswith(key_prefix, autoescape=True),
            OutboxMessage.id != apart_from,
        )
        .order_by(OutboxMessage.id)
        .with_for_update()
    ).all()


def _unsent() -> sa.Select[OutboxMessage]:
    return (
        sa.select(OutboxMessage)
        .where(OutboxMessage.state == _word(OutboxState.WAITING), OutboxMessage.phase.is_(None))
        .execution_options(populate_existing=True)
    )


def lock_next(work: UnitOfWork) -> OutboxMessage | None:
    """Return the letter that stands in front and that no other worker has in hand."""
    return work.session.scalar(
        next_letters(work)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def next_letters(work: UnitOfWork) -> sa.Select[OutboxMessage]:
    """Return the question for letters whose time has come."""
    return (
        sa.select(OutboxMessage)
        .where(
            OutboxMessage.state == _word(OutboxState.WAITING),
            OutboxMessage.next_attempt_at <= work.now,
        )
        .order_by(OutboxMessage.next_attempt_at)
    )


def lock_abandoned(work: UnitOfWork) -> Sequence[OutboxMessage]:
    """Return letters whose worker did not come back in time."""
    return work.session.scalars(
        sa.select(OutboxMessage)
        .where(
            OutboxMessage.state == _word(OutboxState.CLAIMED),
            OutboxMessage.lease_until <= work.now,
        )
        .order_by(OutboxMessage.id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()


def lock_claimed(work: UnitOfWork, letter_id: int, token: str) -> OutboxMessage | None:
    """Return a letter that is still in the hands of whoever has ``token``."""
    return work.session.scalar(
        sa.select(OutboxMessage)
        .where(OutboxMessage.id == letter_id, OutboxMessage.lease_token == token)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _word(state: OutboxState) -> sa.ColumnElement[Any]:
    # Written out instead of bound, so that both databases see that a partial index answers.
    return sa.literal_column(f"'{state.value}'")
