"""Partnerships: the boundary that no query crosses."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import OrganisationId, PartnershipId, new_public_id
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.parties.models.organisations import Organisation


class Partnership(Base):
    """One department and one university working together."""

    __tablename__ = "partnership"
    __table_args__ = (
        sa.UniqueConstraint("department_id", "university_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[PartnershipId] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    ref: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Trilingual]
    department_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisation.id"), index=True)
    university_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisation.id"), index=True)
    least_text: Mapped[bool] = mapped_column(default=False)
    since_on: Mapped[date]
    ended_on: Mapped[date | None]
    created_at: Mapped[datetime]

    department: Mapped[Organisation] = relationship(
        foreign_keys=[department_id], lazy="raise_on_sql"
    )
    university: Mapped[Organisation] = relationship(
        foreign_keys=[university_id], lazy="raise_on_sql"
    )

    def side_of(self, organisation: Organisation) -> Side | None:
        """Return the side an organisation, or the one it belongs to, stands on."""
        chain = {organisation.id, organisation.parent_id}
        if self.department_id in chain:
            return Side.DEPARTMENT
        return Side.UNIVERSITY if self.university_id in chain else None


class PartnershipMember(Base):
    """An organisation that takes part in a partnership on one side, such as an institute."""

    __tablename__ = "partnership_member"

    partnership_id: Mapped[PartnershipId] = mapped_column(
        ForeignKey("partnership.id"), primary_key=True
    )
    organisation_id: Mapped[OrganisationId] = mapped_column(
        ForeignKey("organisation.id"), primary_key=True, index=True
    )
    side: Mapped[Side] = mapped_column(EnumText(Side))

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
