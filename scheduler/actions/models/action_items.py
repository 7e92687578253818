"""Action items: what somebody does by a day, with a lead and a counterpart."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.actions.rules.action_items import ActionStatus
from scheduler.agreements.models.schemes import Commitment
from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import (
    ActionItemId,
    CommitmentId,
    DecisionId,
    MeetingId,
    OrganisationId,
    PartnershipId,
    PersonId,
    PostId,
)
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.meetings.models.decisions import Decision
from scheduler.meetings.models.meetings import Meeting
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import Post

_OPEN = sa.text("status NOT IN ('COMPLETED', 'CANCELLED')")


class ActionItem(Base):
    """An action item; each side's owner is a post, a person, or the organisation itself.

    ``heard_on`` is the day of the last report, or of the beginning while there is none;
    ``attention_on`` is the day from which silence or slowness turns the light yellow.
    """

    __tablename__ = "action_item"
    __table_args__ = (
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        sa.CheckConstraint("lead_post_id IS NULL OR lead_person_id IS NULL", name="one_lead"),
        sa.CheckConstraint(
            "counterpart_post_id IS NULL OR counterpart_person_id IS NULL", name="one_counterpart"
        ),
        sa.Index(
            "ix_action_item_partnership_id_status_due_on", "partnership_id", "status", "due_on"
        ),
        sa.Index("ix_action_item_partnership_id_year", "partnership_id", "year"),
        # Holds all that the register's first page and the counts of the home page look at.
        sa.Index(
            "ix_action_item_open",
            *("partnership_id", "due_on", "id", "status", "attention_on", "heard_on", "year"),
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        sa.Index(
            "ix_action_item_due_on_open", "due_on", "id", sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        # What waits for confirmation and what was closed lately, for somebody with many partners.
        sa.Index("ix_action_item_status_changed_at_id", "status", "changed_at", "id"),
        sa.Index("ix_action_item_closed_at", "closed_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[ActionItemId] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"))
    ref: Mapped[str] = mapped_column(unique=True)
    uid: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    title: Mapped[Trilingual]
    text: Mapped[Trilingual | None]
    measure: Mapped[Trilingual | None]
    search_text: Mapped[str]
    meeting_id: Mapped[MeetingId | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    decision_id: Mapped[DecisionId | None] = mapped_column(ForeignKey("decision.id"), index=True)
    commitment_id: Mapped[CommitmentId | None] = mapped_column(
        ForeignKey("commitment.id"), index=True
    )
    lead_side: Mapped[Side] = mapped_column(EnumText(Side))
    lead_organisation_id: Mapped[OrganisationId] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    lead_post_id: Mapped[PostId | None] = mapped_column(ForeignKey("post.id"), index=True)
    lead_person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)
    counterpart_organisation_id: Mapped[OrganisationId | None] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    counterpart_post_id: Mapped[PostId | None] = mapped_column(ForeignKey("post.id"), index=True)
    counterpart_person_id: Mapped[PersonId | None] = mapped_column(
        ForeignKey("person.id"), index=True
    )
    status: Mapped[ActionStatus] = mapped_column(EnumText(ActionStatus))
    priority: Mapped[int]
    percent: Mapped[int] = mapped_column(default=0)
    start_on: Mapped[date]
    due_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    attention_on: Mapped[date | None]
    heard_on: Mapped[date]
    last_progress_at: Mapped[datetime | None]
    reported_done_by_id: Mapped[PersonId | None] = mapped_column(
        ForeignKey("person.id"), index=True
    )
    closed_at: Mapped[datetime | None]
    carried_from_id: Mapped[ActionItemId | None] = mapped_column(
        ForeignKey("action_item.id"), index=True
    )
    carry_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    partnership: Mapped[Partnership] = relationship(lazy="raise_on_sql")
    meeting: Mapped[Meeting | None] = relationship(lazy="raise_on_sql")
    decision: Mapped[Decision | None] = relationship(lazy="raise_on_sql")
    commitment: Mapped[Commitment | None] = relationship(lazy="raise_on_sql")
    lead_organisation: Mapped[Organisation] = relationship(
        foreign_keys=[lead_organisation_id], lazy="raise_on_sql"
    )
    lead_post: Mapped[Post | None] = relationship(foreign_keys=[lead_post_id], lazy="raise_on_sql")
    lead_person: Mapped[Person | None] = relationship(
        foreign_keys=[lead_person_id], lazy="raise_on_sql"
    )
    counterpart_organisation: Mapped[Organisation | None] = relationship(
        foreign_keys=[counterpart_organisation_id], lazy="raise_on_sql"
    )
    counterpart_post: Mapped[Post | None] = relationship(
        foreign_keys=[counterpart_post_id], lazy="raise_on_sql"
    )
    counterpart_person: Mapped[Person | None] = relationship(
        foreign_keys=[counterpart_person_id], lazy="raise_on_sql"
    )
    carried_from: Mapped["ActionItem | None"] = relationship(remote_side=[id], lazy="raise_on_sql")

    def revise(self, at: datetime) -> None:
        """Count a change that a subscriber sees (RFC 5545 §3.8.7.4)."""
        self.sequence += 1
        self.changed_at = at
