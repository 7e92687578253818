"""The audit trail: one entry for each changed row, chained by hash, never edited."""

from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.kernel.models.base import Base
from scheduler.kernel.rules.identifiers import PartnershipId, PersonId


class AuditChain(Base):
    """The last link of one chain; locked while a transaction appends to it."""

    __tablename__ = "audit_chain"
    audited: ClassVar[bool] = False

    chain: Mapped[str] = mapped_column(primary_key=True)
    last_sequence: Mapped[int]
    last_hash: Mapped[str]


class AuditEntry(Base):
    """Who changed what, when, on whose behalf, through what; protected by triggers."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        sa.UniqueConstraint("chain", "sequence"),
        sa.Index("ix_audit_entry_subject", "subject_kind", "subject_id"),
        {"sqlite_autoincrement": True},
    )
    audited: ClassVar[bool] = False

    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[str]
    sequence: Mapped[int]
    at: Mapped[datetime]
    act: Mapped[str]
    actor_name: Mapped[str]
    person_id: Mapped[PersonId | None]
    on_behalf_of: Mapped[str | None]
    via: Mapped[str]
    client: Mapped[str]
    partnership_id: Mapped[PartnershipId | None]
    subject_kind: Mapped[str]
    subject_id: Mapped[int | None]
    subject_ref: Mapped[str | None]
    changes: Mapped[dict[str, Any]]
    previous_hash: Mapped[str]
    hash: Mapped[str]
