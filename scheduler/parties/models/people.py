"""People, with names in three forms."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import OrganisationId, PersonId, new_public_id
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.text import Trilingual
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.rules.names import PersonName


class Person(Base):
    """Somebody who takes part, with or without an account."""

    __tablename__ = "person"

    id: Mapped[PersonId] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    organisation_id: Mapped[OrganisationId] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    name_hans: Mapped[str] = mapped_column(default="")
    name_hant: Mapped[str] = mapped_column(default="")
    name_family: Mapped[str] = mapped_column(default="")
    name_given: Mapped[str] = mapped_column(default="")
    title: Mapped[Trilingual | None]
    email: Mapped[str | None] = mapped_column(index=True)
    language: Mapped[Language] = mapped_column(EnumText(Language))
    timezone: Mapped[str]
    protocol_order: Mapped[int] = mapped_column(default=100)
    created_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    @property
    def name(self) -> PersonName:
        """Return the name in its three forms."""
        return PersonName(
            hans=self.name_hans,
            hant=self.name_hant,
            family=self.name_family,
            given=self.name_given,
        )
