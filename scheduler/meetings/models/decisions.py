"""Decisions: numbered resolutions of a meeting."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.agreements.models.schemes import Commitment
from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import CommitmentId, DecisionId, MeetingId, PartnershipId
from scheduler.kernel.rules.text import Trilingual
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.rules.decisions import DecisionVerb


class Decision(Base):
    """What was resolved; numbered per partnership and year of its meeting."""

    __tablename__ = "decision"
    __table_args__ = (
        sa.Index("ix_decision_partnership_id_decided_on", "partnership_id", "decided_on"),
        # For the latest ones of many partnerships, without looking at all of theirs.
        sa.Index("ix_decision_decided_on_id", "decided_on", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[DecisionId] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"))
    meeting_id: Mapped[MeetingId] = mapped_column(ForeignKey("meeting.id"), index=True)
    commitment_id: Mapped[CommitmentId | None] = mapped_column(
        ForeignKey("commitment.id"), index=True
    )
    ref: Mapped[str] = mapped_column(unique=True)
    number: Mapped[int]
    verb: Mapped[DecisionVerb] = mapped_column(EnumText(DecisionVerb))
    text: Mapped[Trilingual]
    search_text: Mapped[str]
    decided_on: Mapped[date]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql")
    commitment: Mapped[Commitment | None] = relationship(lazy="raise_on_sql")
