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
from scheduler.notices.rules.ladders import Planned
from scheduler.notices.rules.recipients import RecipientKind, recipient_key
from scheduler.notices.rules.reconciling import End, Kept
from scheduler.notices.rules.reminders import Reason, ReminderState, SubjectKind
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

    @property
    def recipient_key(self) -> str:
        """Return what names the recipient in keys."""
        if self.person_id is not None:
            return recipient_key(RecipientKind.PERSON, self.person_id)
        if self.organisation_id is not None:
            return recipient_key(RecipientKind.ORGANISATION, self.organisation_id)
        return recipient_key(RecipientKind.GUEST, self.participant_id or 0)

    def kept(self) -> Kept:
        """Return what the row says, for the rules."""
        return Kept(
            id=self.id,
            key=self.dedup_key,
            rung=self.rung,
            recipient_key=self.recipient_key,
            anchor_on=self.anchor_on,
            state=self.state,
            fire_at=self.fire_at,
            window_ends_at=self.window_ends_at,
        )

    def arm(self, planned: Planned) -> None:
        """Wait for the moment that is right now, whatever was decided before."""
        self.state, self.reason, self.decided_at = ReminderState.PLANNED, None, None
        self.outbox_message_id = None
        self.fire_at, self.window_ends_at = planned.fire_at, planned.window_ends_at

    def put_off(self, until: datetime) -> None:
        """Wait for the letter of another day."""
        self.fire_at = until

    def queue(self, letter_id: int, at: datetime) -> None:
        """Go out with a letter."""
        self.state, self.decided_at, self.outbox_message_id = ReminderState.QUEUED, at, letter_id

    def end(self, end: End, at: datetime) -> None:
        """Not go out, or no longer be under way, for a reason."""
        self.settle(end.state, at, end.reason)

    def settle(self, state: ReminderState, at: datetime, reason: Reason | None = None) -> None:
        """Reach a final state."""
        self.state, self.reason, self.decided_at = state, reason and reason.value, at
