"""Planned reminders: one row for one notice to one recipient about one dated subject."""

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import OrganisationId, PartnershipId, PersonId
from scheduler.meetings.models.participants import Participant
from scheduler.notices.models.outbox import OutboxMessage
from scheduler.notices.rules.reminders import ReminderState, SubjectKind
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.people import Person

_PLANNED = sa.text("state = 'PLANNED'")


class Reminder(Base):
    """A planned reminder.

    ``dedup_key`` holds kind, subject, rung, recipient and anchor day, so that a moved due day
    plans anew and nothing is told twice. The recipient is a person, an organisation without people,
    written to at its own address, or the guest of a meeting.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        sa.Index(
            "ix_reminder_fire_at", "fire_at", sqlite_where=_PLANNED, postgresql_where=_PLANNED
        ),
        sa.Index("ix_reminder_subject_kind_subject_id", "subject_kind", "subject_id"),
        sa.CheckConstraint(
            "CASE WHEN person_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN participant_id IS NULL THEN 0 ELSE 1 END = 1",
            name="recipient",
        ),
        {"sqlite_autoincrement": True},
    )
    audited: ClassVar[bool] = False

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"), index=True)
    dedup_key: Mapped[str] = mapped_column(unique=True)
    subject_kind: Mapped[SubjectKind] = mapped_column(EnumText(SubjectKind))
    subject_id: Mapped[int]
    rung: Mapped[str]
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[OrganisationId | None] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"), index=True)
    anchor_on: Mapped[date]
    fire_at: Mapped[datetime]
    window_ends_at: Mapped[datetime]
    state: Mapped[ReminderState] = mapped_column(EnumText(ReminderState))
    reason: Mapped[str | None]
    outbox_message_id: Mapped[int | None] = mapped_column(
        ForeignKey("outbox_message.id"), index=True
    )
    planned_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")
    participant: Mapped[Participant | None] = relationship(lazy="raise_on_sql")
    outbox_message: Mapped[OutboxMessage | None] = relationship(lazy="raise_on_sql")
