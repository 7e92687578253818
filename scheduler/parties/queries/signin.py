"""One-time codes and links that are still good for something."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Account, SignInCode
from scheduler.parties.rules.accounts import AccountStatus

_WITH_PERSON = joinedload(SignInCode.account).joinedload(Account.person)


def list_open_codes(work: UnitOfWork, browser_hash: str) -> Sequence[SignInCode]:
    """Return the unused codes a browser asked for, the newest first, each with its account.

    They are locked until the transaction ends: a code is used once, however fast it is sent twice.
    """
    return work.session.scalars(
        sa.select(SignInCode)
        .where(
            SignInCode.browser_hash == browser_hash,
            SignInCode.used_at.is_(None),
            SignInCode.expires_at > work.now,
        )
        .options(_WITH_PERSON)
        .order_by(SignInCode.id.desc())
        .with_for_update(of=SignInCode)
    ).all()


def find_open_link(work: UnitOfWork, token_hash: str, *, lock: bool = False) -> SignInCode | None:
    """Return an unused sign-in link of somebody who may sign in, or ``None``."""
    query = (
        sa.select(SignInCode)
        .join(SignInCode.account)
        .where(
            SignInCode.code_hash == token_hash,
            SignInCode.browser_hash.is_(None),
            SignInCode.used_at.is_(None),
            SignInCode.expires_at > work.now,
            Account.status != AccountStatus.DISABLED,
        )
        .options(_WITH_PERSON)
    )
    return work.session.scalar(query.with_for_update(of=SignInCode) if lock else query)
