"""Accounts, one-time codes, sessions, and the count of tries."""

from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import AccountId, PersonId
from scheduler.kernel.rules.language import Language
from scheduler.parties.models.people import Person
from scheduler.parties.rules.accounts import AccountStatus


class Account(Base):
    """The right of one person to sign in; its id is never used again for another."""

    __tablename__ = "account"

    id: Mapped[AccountId] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), unique=True)
    email: Mapped[str] = mapped_column(unique=True)
    status: Mapped[AccountStatus] = mapped_column(EnumText(AccountStatus))
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class SignInCode(Base):
    """A one-time code or link, kept as a hash, bound to the browser that asked for it.

    An address without an account gets a row, too, so that nothing told to the browser, and
    nothing counted, differs from an address with one.
    """

    __tablename__ = "signin_code"
    audit_hides: ClassVar[frozenset[str]] = frozenset({"code_hash", "browser_hash", "email_hash"})

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id"), index=True)
    email_hash: Mapped[str]
    code_hash: Mapped[str] = mapped_column(index=True)
    browser_hash: Mapped[str | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)

    account: Mapped[Account | None] = relationship(lazy="raise_on_sql")


class WebSession(Base):
    """A signed-in browser; the cookie holds only a random key, kept here as a hash.

    Its beginning and its end are audited; that it was seen, and what it carries, is written past
    the audit trail.
    """

    __tablename__ = "web_session"
    audit_hides: ClassVar[frozenset[str]] = frozenset({"key_hash", "payload"})

    id: Mapped[int] = mapped_column(primary_key=True)
    key_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[AccountId] = mapped_column(ForeignKey("account.id"), index=True)
    payload: Mapped[dict[str, Any]]
    language: Mapped[Language | None] = mapped_column(EnumText(Language))
    client: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(lazy="raise_on_sql")


class Throttle(Base):
    """How often something was tried in one window, per account and per client address."""

    __tablename__ = "throttle"
    __table_args__ = (sa.PrimaryKeyConstraint("key", "window_starts_at"),)
    audited: ClassVar[bool] = False

    key: Mapped[str]
    window_starts_at: Mapped[datetime]
    tries: Mapped[int]
