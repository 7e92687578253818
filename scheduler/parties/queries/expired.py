"""Forgetting what nobody can use any more: sessions, one-time codes, counts of tries."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa

from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import SignInCode, Throttle, WebSession

_KEPT_FOR: Final = timedelta(days=1)


def forget_expired(work: UnitOfWork) -> int:
    """Delete what expired more than a day ago; return how many rows went."""
    before = work.now - _KEPT_FOR
    # Statements instead of rows: that something ran out by itself is no act of anybody's.
    expired = (
        sa.delete(WebSession).where(WebSession.expires_at < before).returning(WebSession.id),
        sa.delete(SignInCode).where(SignInCode.expires_at < before).returning(SignInCode.id),
        sa.delete(Throttle).where(Throttle.window_starts_at < before).returning(Throttle.key),
    )
    options = {"synchronize_session": False}
    return sum(
        len(work.session.execute(statement, execution_options=options).all())
        for statement in expired
    )
