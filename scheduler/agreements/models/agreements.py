"""Agreements with both signatories, term and clauses."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.agreements.rules.agreements import AgreementKind, AgreementStatus, ClauseKind
from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import AgreementId, OrganisationId, PartnershipId
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.partnerships import Partnership


class Agreement(Base):
    """A signed multi-year document; ``ends_on`` is its last day, ``None`` for no end."""

    __tablename__ = "agreement"
    __table_args__ = (
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="term"
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[AgreementId] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"), index=True)
    ref: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[AgreementKind] = mapped_column(EnumText(AgreementKind))
    status: Mapped[AgreementStatus] = mapped_column(EnumText(AgreementStatus))
    title: Mapped[Trilingual]
    summary: Mapped[Trilingual | None]
    signed_on: Mapped[date | None]
    signed_at_place: Mapped[Trilingual | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    renewal_notice_days: Mapped[int | None]
    prevailing_language: Mapped[Language | None] = mapped_column(EnumText(Language))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    partnership: Mapped[Partnership] = relationship(lazy="raise_on_sql")
    signatories: Mapped[list["AgreementSignatory"]] = relationship(
        lazy="raise_on_sql", order_by="AgreementSignatory.side", cascade="all"
    )
    clauses: Mapped[list["Clause"]] = relationship(
        lazy="raise_on_sql", order_by="Clause.number", cascade="all"
    )


class AgreementSignatory(Base):
    """Who signed for one side, as what, on which day; names as they stand in the document."""

    __tablename__ = "agreement_signatory"

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"), index=True)
    agreement_id: Mapped[AgreementId] = mapped_column(ForeignKey("agreement.id"), index=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    side: Mapped[Side] = mapped_column(EnumText(Side))
    person_name: Mapped[Trilingual | None]
    person_title: Mapped[Trilingual | None]
    signed_on: Mapped[date | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class Clause(Base):
    """A numbered clause of an agreement, such as a pledged field."""

    __tablename__ = "clause"
    __table_args__ = (
        sa.UniqueConstraint("agreement_id", "number"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"), index=True)
    agreement_id: Mapped[AgreementId] = mapped_column(ForeignKey("agreement.id"), index=True)
    number: Mapped[int]
    kind: Mapped[ClauseKind] = mapped_column(EnumText(ClauseKind))
    text: Mapped[Trilingual]
