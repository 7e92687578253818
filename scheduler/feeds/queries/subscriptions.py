"""Subscriptions of the actor, and the one behind a token."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.feeds.models.subscriptions import Subscription, SubscriptionUse
from scheduler.kernel.audit import insert_ignoring
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import AccountId, SubscriptionId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Account
from scheduler.parties.models.people import Person


def find_by_token_hash(
    work: UnitOfWork, hashed: str
) -> tuple[Subscription, SubscriptionUse | None] | None:
    """Return the subscription of a token with its person and its last use, or ``None``."""
    found = work.session.execute(
        sa.select(Subscription, SubscriptionUse)
        .outerjoin(SubscriptionUse, SubscriptionUse.subscription_id == Subscription.id)
        .where(Subscription.token_hash == hashed)
        .options(
            joinedload(Subscription.account)
            .joinedload(Account.person)
            .joinedload(Person.organisation),
            joinedload(Subscription.partnership),
        )
    ).one_or_none()
    return None if found is None else (found[0], found[1])


def get_subscription(work: UnitOfWork, account_id: AccountId, public_id: str) -> Subscription:
    """Return one subscription of an account.

    Raises:
        NotFoundError: the account has none of that id.
    """
    found = work.session.scalar(
        sa.select(Subscription).where(
            Subscription.public_id == public_id, Subscription.account_id == account_id
        )
    )
    if found is None:
        raise NotFoundError
    return found


def list_subscriptions(
    work: UnitOfWork, account_id: AccountId, *, limit: int
) -> Sequence[tuple[Subscription, SubscriptionUse | None]]:
    """Return the working subscriptions of an account with their last use, newest first."""
    rows = work.session.execute(
        sa.select(Subscription, SubscriptionUse)
        .outerjoin(SubscriptionUse, SubscriptionUse.subscription_id == Subscription.id)
        .where(Subscription.account_id == account_id, Subscription.revoked_at.is_(None))
        .options(joinedload(Subscription.partnership))
        .order_by(Subscription.created_at.desc(), Subscription.id.desc())
        .limit(limit)
    )
    return [(subscription, use) for subscription, use in rows]


def count_subscriptions(work: UnitOfWork, account_id: AccountId) -> int:
    """Return how many working subscriptions an account has."""
    query = (
        sa.select(sa.func.count())
        .select_from(Subscription)
        .where(Subscription.account_id == account_id, Subscription.revoked_at.is_(None))
    )
    return work.session.execute(query).scalar_one()


def put_use(work: UnitOfWork, subscription_id: SubscriptionId, client: str) -> None:
    """Write down the present use; several processes may do so at once."""
    values = {"used_at": work.now, "client": client}
    changed = work.session.execute(
        sa.update(SubscriptionUse)
        .where(SubscriptionUse.subscription_id == subscription_id)
        .values(**values)
        .returning(SubscriptionUse.subscription_id)
    ).one_or_none()
    if changed is None:
        row = {"subscription_id": subscription_id, **values}
        work.session.execute(insert_ignoring(work.session, SubscriptionUse), row)
