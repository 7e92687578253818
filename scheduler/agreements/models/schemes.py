"""Yearly schemes, their commitments, and the conditions those depend on."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.agreements.models.agreements import Agreement, Clause
from scheduler.agreements.rules.schemes import CommitmentKind, ConditionState, SchemeStatus
from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import (
    AgreementId,
    CommitmentId,
    PartnershipId,
    PersonId,
    SchemeId,
)
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.parties.models.partnerships import Partnership


class Scheme(Base):
    """The year's list of commitments under an agreement."""

    __tablename__ = "scheme"
    __table_args__ = (
        sa.UniqueConstraint("partnership_id", "year"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[SchemeId] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"))
    agreement_id: Mapped[AgreementId | None] = mapped_column(ForeignKey("agreement.id"), index=True)
    ref: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    status: Mapped[SchemeStatus] = mapped_column(EnumText(SchemeStatus))
    title: Mapped[Trilingual]
    theme: Mapped[Trilingual | None]
    signed_on: Mapped[date | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    partnership: Mapped[Partnership] = relationship(lazy="raise_on_sql")
    agreement: Mapped[Agreement | None] = relationship(lazy="raise_on_sql")
    commitments: Mapped[list["Commitment"]] = relationship(
        lazy="raise_on_sql", order_by="Commitment.number", back_populates="scheme", cascade="all"
    )


class Commitment(Base):
    """One promised thing of a scheme."""

    __tablename__ = "commitment"
    __table_args__ = (
        sa.UniqueConstraint("scheme_id", "number"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[CommitmentId] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"), index=True)
    scheme_id: Mapped[SchemeId] = mapped_column(ForeignKey("scheme.id"))
    clause_id: Mapped[int | None] = mapped_column(ForeignKey("clause.id"), index=True)
    ref: Mapped[str] = mapped_column(unique=True)
    number: Mapped[int]
    kind: Mapped[CommitmentKind] = mapped_column(EnumText(CommitmentKind))
    title: Mapped[Trilingual]
    text: Mapped[Trilingual | None]
    lead_side: Mapped[Side | None] = mapped_column(EnumText(Side))

    scheme: Mapped[Scheme] = relationship(lazy="raise_on_sql", back_populates="commitments")
    clause: Mapped[Clause | None] = relationship(lazy="raise_on_sql")
    conditions: Mapped[list["CommitmentCondition"]] = relationship(
        lazy="raise_on_sql", order_by="CommitmentCondition.id", cascade="all"
    )


class CommitmentCondition(Base):
    """What must hold before a commitment binds, and who found that it does."""

    __tablename__ = "commitment_condition"

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"), index=True)
    commitment_id: Mapped[CommitmentId] = mapped_column(ForeignKey("commitment.id"), index=True)
    text: Mapped[Trilingual]
    state: Mapped[ConditionState] = mapped_column(EnumText(ConditionState))
    confirmed_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)
    confirmed_at: Mapped[datetime | None]
