"""Meetings: planned for a window, later dated, announced, held, closed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import MeetingId, OrganisationId, PartnershipId, SeriesId
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.meetings.models.series import MeetingSeries
from scheduler.meetings.rules.meetings import MeetingStatus, meeting_status_after
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.partnerships import Partnership


class Meeting(Base):
    """One occurrence of a series.

    Undated, it has ``window_first_on`` to ``window_last_on``. Dated, it has wall-clock times in
    ``timezone``, because the rule of a zone may change before a future meeting happens.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        sa.UniqueConstraint("series_id", "year", "number"),
        sa.CheckConstraint("window_last_on >= window_first_on", name="window"),
        sa.CheckConstraint(
            "(starts_local IS NULL) = (ends_local IS NULL)"
            " AND (ends_local IS NULL OR ends_local > starts_local)",
            name="times",
        ),
        sa.Index("ix_meeting_partnership_id_year", "partnership_id", "year"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[MeetingId] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"))
    series_id: Mapped[SeriesId] = mapped_column(ForeignKey("meeting_series.id"))
    ref: Mapped[str] = mapped_column(unique=True)
    uid: Mapped[str] = mapped_column(unique=True)
    year: Mapped[int]
    number: Mapped[int]
    status: Mapped[MeetingStatus] = mapped_column(EnumText(MeetingStatus))
    title: Mapped[Trilingual]
    window_first_on: Mapped[date]
    window_last_on: Mapped[date]
    starts_local: Mapped[datetime | None] = mapped_column(sa.DateTime())
    ends_local: Mapped[datetime | None] = mapped_column(sa.DateTime())
    timezone: Mapped[str]
    host_side: Mapped[Side] = mapped_column(EnumText(Side))
    host_id: Mapped[OrganisationId] = mapped_column(ForeignKey("organisation.id"), index=True)
    venue: Mapped[Trilingual | None]
    conference_url: Mapped[str | None]
    reason: Mapped[str | None]
    announced_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    sequence: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}

    partnership: Mapped[Partnership] = relationship(lazy="raise_on_sql")
    series: Mapped[MeetingSeries] = relationship(lazy="raise_on_sql")
    host: Mapped[Organisation] = relationship(lazy="raise_on_sql")

    def move_to(self, wanted: MeetingStatus, at: datetime) -> None:
        """Take the step to ``wanted``; subscribers see it as a new revision.

        Raises:
            IllegalTransitionError: the status does not allow it.
        """
        self.status = meeting_status_after(self.status, wanted)
        self.revise(at)

    def revise(self, at: datetime) -> None:
        """Count a change that a subscriber sees (RFC 5545 §3.8.7.4)."""
        self.sequence += 1
        self.changed_at = at

    @property
    def starts_at(self) -> datetime | None:
        """Return the start in the meeting's own zone, or ``None`` while undated."""
        return self.starts_local and self.starts_local.replace(tzinfo=ZoneInfo(self.timezone))

    @property
    def ends_at(self) -> datetime | None:
        """Return the end in the meeting's own zone, or ``None`` while undated."""
        return self.ends_local and self.ends_local.replace(tzinfo=ZoneInfo(self.timezone))
