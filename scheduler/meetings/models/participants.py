"""Participants of a meeting, with and without an account."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import (
    MeetingId,
    OrganisationId,
    PartnershipId,
    PersonId,
    new_public_id,
)
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.rules.participants import ParticipantFunction, ParticipantRole, PartStat
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.people import Person


class Participant(Base):
    """Somebody invited to a meeting: a known person, or a guest by name and address."""

    __tablename__ = "participant"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "person_id"),
        sa.CheckConstraint("person_id IS NOT NULL OR guest_name IS NOT NULL", name="somebody"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"), index=True)
    meeting_id: Mapped[MeetingId] = mapped_column(ForeignKey("meeting.id"))
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    guest_name: Mapped[Trilingual | None]
    guest_email: Mapped[str | None]
    side: Mapped[Side] = mapped_column(EnumText(Side))
    role: Mapped[ParticipantRole] = mapped_column(EnumText(ParticipantRole))
    function: Mapped[ParticipantFunction] = mapped_column(EnumText(ParticipantFunction))
    partstat: Mapped[PartStat] = mapped_column(EnumText(PartStat))
    replied_at: Mapped[datetime | None]
    replied_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_name: Mapped[Trilingual | None]
    position: Mapped[int] = mapped_column(default=100)
    created_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql")
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")
    replied_by: Mapped[Person | None] = relationship(
        foreign_keys=[replied_by_id], lazy="raise_on_sql"
    )
    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")
