"""The outbox: letters written inside a transaction, sent outside of any."""

from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import OrganisationId, PartnershipId, PersonId
from scheduler.kernel.rules.language import Language
from scheduler.notices.rules.delivery import SECRET_TEMPLATES
from scheduler.notices.rules.reminders import Channel, OutboxState
from scheduler.parties.models.people import Person

_WAITING = sa.text("state = 'WAITING'")
_CLAIMED = sa.text("state = 'CLAIMED'")


class OutboxMessage(Base):
    """A letter waiting, being sent, or sent; it keeps inputs, the words are made when it leaves.

    ``message_id`` and ``created_at`` (the letter's Date) never change, so that a second copy is
    recognised as one.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        sa.Index(
            "ix_outbox_message_next_attempt_at",
            "next_attempt_at",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        sa.Index(
            "ix_outbox_message_lease_until",
            "lease_until",
            sqlite_where=_CLAIMED,
            postgresql_where=_CLAIMED,
        ),
        {"sqlite_autoincrement": True},
    )
    audited: ClassVar[bool] = False

    id: Mapped[int] = mapped_column(primary_key=True)
    dedup_key: Mapped[str] = mapped_column(unique=True)
    partnership_id: Mapped[PartnershipId | None] = mapped_column(
        ForeignKey("partnership.id"), index=True
    )
    channel: Mapped[Channel] = mapped_column(EnumText(Channel))
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[OrganisationId | None] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    address: Mapped[str]
    template: Mapped[str]
    language: Mapped[Language] = mapped_column(EnumText(Language))
    context: Mapped[dict[str, Any]]
    message_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[OutboxState] = mapped_column(EnumText(OutboxState))
    phase: Mapped[str | None]
    in_data_at: Mapped[datetime | None]
    lease_token: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime]
    give_up_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    reply_code: Mapped[int | None]
    reply_text: Mapped[str | None]
    created_at: Mapped[datetime]

    person: Mapped[Person | None] = relationship(lazy="raise_on_sql")

    def claim(self, token: str, until: datetime) -> None:
        """Be in the hands of one worker until the lease is over."""
        self.state, self.lease_token, self.lease_until = OutboxState.CLAIMED, token, until
        self.attempts += 1

    def take(self, reply: str, at: datetime) -> None:
        """Be in the hands of the mail server."""
        self._settle(OutboxState.SENT, reply)
        self.phase, self.sent_at = None, at

    def fail(self, reply: str) -> None:
        """Never reach its recipient."""
        self._settle(OutboxState.FAILED, reply)

    def drop(self, reply: str) -> None:
        """Have nothing true left to say."""
        self._settle(OutboxState.OBSOLETE, reply)

    def wait(self, until: datetime, *, phase: str | None, reply: str) -> None:
        """Be tried again; ``phase`` is set when the server may have taken it after all."""
        self._settle(OutboxState.WAITING, reply)
        self.phase, self.next_attempt_at = phase, until

    def _settle(self, state: OutboxState, reply: str) -> None:
        self.state, self.lease_token, self.lease_until = state, None, None
        self.reply_text = reply
        code = reply[:3]
        self.reply_code = int(code) if code.isascii() and code.isdigit() else None
        if state is not OutboxState.WAITING and self.template in SECRET_TEMPLATES:
            # A code or a one-time link has no business in a database once it has left.
            self.context = {}
