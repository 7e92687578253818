"""Progress updates: reports on an item, in order, never edited; protected by a trigger."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.actor import Via
from scheduler.kernel.rules.identifiers import ActionItemId, PartnershipId, PersonId
from scheduler.kernel.rules.language import Language
from scheduler.parties.models.people import Person


class ProgressUpdate(Base):
    """What was reported, by whom, on whose behalf, through what, and the step it led to."""

    __tablename__ = "progress_update"
    __table_args__ = (
        sa.Index("ix_progress_update_action_item_id_reported_at", "action_item_id", "reported_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"), index=True)
    action_item_id: Mapped[ActionItemId] = mapped_column(ForeignKey("action_item.id"))
    percent: Mapped[int]
    status_before: Mapped[ActionStatus] = mapped_column(EnumText(ActionStatus))
    status_after: Mapped[ActionStatus] = mapped_column(EnumText(ActionStatus))
    note: Mapped[str]
    language: Mapped[Language] = mapped_column(EnumText(Language))
    reported_by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("person.id"), index=True)
    reported_by: Mapped[str]
    on_behalf_of: Mapped[str | None]
    via: Mapped[Via] = mapped_column(EnumText(Via))
    reported_at: Mapped[datetime]

    item: Mapped[ActionItem] = relationship(lazy="raise_on_sql")
    reporter: Mapped[Person | None] = relationship(lazy="raise_on_sql")
