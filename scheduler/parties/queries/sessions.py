"""Signed-in browsers: finding a live session, and the small writes that are not audited."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from scheduler.kernel.rules.identifiers import AccountId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Account, WebSession
from scheduler.parties.rules.accounts import SESSION_IDLE, AccountStatus


def find_live_session(work: UnitOfWork, key_hash: str) -> WebSession | None:
    """Return the session of a key with account and person, unless it has ended in any way."""
    return work.session.scalar(
        sa.select(WebSession)
        .join(WebSession.account)
        .join(Account.person)
        .options(contains_eager(WebSession.account).contains_eager(Account.person))
        .where(
            WebSession.key_hash == key_hash,
            WebSession.ended_at.is_(None),
            WebSession.expires_at > work.now,
            WebSession.seen_at > work.now - SESSION_IDLE,
            Account.status == AccountStatus.ACTIVE,
        )
    )


def get_session(work: UnitOfWork, session_id: int) -> WebSession:
    """Return a session by its row."""
    return work.session.get_one(WebSession, session_id)


def mark_seen(work: UnitOfWork, session_id: int) -> None:
    """Write that the browser was here."""
    _write(work, session_id, seen_at=work.now)


def write_payload(work: UnitOfWork, session_id: int, payload: Mapping[str, Any]) -> None:
    """Replace what the session carries from one page to the next."""
    _write(work, session_id, payload=dict(payload))


def _write(work: UnitOfWork, session_id: int, **values: object) -> None:
    # A statement of its own, not a changed row: none of this belongs into the audit trail.
    work.session.execute(
        sa.update(WebSession).where(WebSession.id == session_id).values(**values),
        execution_options={"synchronize_session": False},
    )


def list_open_sessions(work: UnitOfWork, account_id: AccountId) -> list[WebSession]:
    """Return the sessions of an account that nobody has ended yet."""
    query = sa.select(WebSession).where(
        WebSession.account_id == account_id, WebSession.ended_at.is_(None)
    )
    return list(work.session.scalars(query.order_by(WebSession.id)))
