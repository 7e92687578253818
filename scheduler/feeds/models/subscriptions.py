"""Subscriptions: a person's revocable right to one calendar address."""

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.feeds.rules.subscriptions import FeedComponents, FeedScope
from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import (
    AccountId,
    PartnershipId,
    SubscriptionId,
    new_public_id,
)
from scheduler.kernel.rules.language import Language
from scheduler.parties.models.accounts import Account
from scheduler.parties.models.partnerships import Partnership


class Subscription(Base):
    """One feed of one person; of its secret address only the hash is kept."""

    __tablename__ = "subscription"
    __table_args__ = (
        sa.CheckConstraint("(scope = 'PARTNERSHIP') = (partnership_id IS NOT NULL)", name="scope"),
        {"sqlite_autoincrement": True},
    )
    audit_hides: ClassVar[frozenset[str]] = frozenset({"token_hash"})

    id: Mapped[SubscriptionId] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    account_id: Mapped[AccountId] = mapped_column(ForeignKey("account.id"), index=True)
    partnership_id: Mapped[PartnershipId | None] = mapped_column(
        ForeignKey("partnership.id"), index=True
    )
    token_hash: Mapped[str] = mapped_column(unique=True)
    scope: Mapped[FeedScope] = mapped_column(EnumText(FeedScope))
    components: Mapped[FeedComponents] = mapped_column(EnumText(FeedComponents))
    language: Mapped[Language] = mapped_column(EnumText(Language))
    alarms: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="raise_on_sql")
    partnership: Mapped[Partnership | None] = relationship(lazy="raise_on_sql")


class SubscriptionUse(Base):
    """When a feed was last fetched, and by which program; apart, so that a poll edits no feed."""

    __tablename__ = "subscription_use"
    audited: ClassVar[bool] = False

    subscription_id: Mapped[SubscriptionId] = mapped_column(
        ForeignKey("subscription.id"), primary_key=True, autoincrement=False
    )
    used_at: Mapped[datetime]
    client: Mapped[str]
