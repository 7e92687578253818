"""Organisations of every kind, with or without people who sign in."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import OrganisationId, new_public_id
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.text import Trilingual
from scheduler.parties.rules.organisations import OrganisationKind


class Organisation(Base):
    """A department, university, institute or enterprise."""

    __tablename__ = "organisation"

    id: Mapped[OrganisationId] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    kind: Mapped[OrganisationKind] = mapped_column(EnumText(OrganisationKind))
    name: Mapped[Trilingual]
    short_name: Mapped[Trilingual]
    place: Mapped[str]
    timezone: Mapped[str]
    language: Mapped[Language] = mapped_column(EnumText(Language))
    email: Mapped[str | None]
    parent_id: Mapped[OrganisationId | None] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    created_at: Mapped[datetime]
