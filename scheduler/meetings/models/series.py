"""Meeting series: the duty of a partnership to meet every year."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.agreements.models.schemes import Commitment
from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import CommitmentId, PartnershipId, SeriesId
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.meetings.rules.meetings import Season
from scheduler.parties.models.partnerships import Partnership


class MeetingSeries(Base):
    """A yearly meeting, its season, and whose turn it is to host."""

    __tablename__ = "meeting_series"

    id: Mapped[SeriesId] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"), index=True)
    commitment_id: Mapped[CommitmentId | None] = mapped_column(
        ForeignKey("commitment.id"), index=True
    )
    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[Trilingual]
    first_year: Mapped[int]
    ended_year: Mapped[int | None]
    season_first_month: Mapped[int]
    season_first_day: Mapped[int]
    season_last_month: Mapped[int]
    season_last_day: Mapped[int]
    duration_minutes: Mapped[int]
    timezone: Mapped[str]
    first_host: Mapped[Side] = mapped_column(EnumText(Side))
    host_rotates: Mapped[bool]
    created_at: Mapped[datetime]

    partnership: Mapped[Partnership] = relationship(lazy="raise_on_sql")
    commitment: Mapped[Commitment | None] = relationship(lazy="raise_on_sql")

    @property
    def season(self) -> Season:
        """Return the days of the year in which the series meets."""
        return Season(
            self.season_first_month,
            self.season_first_day,
            self.season_last_month,
            self.season_last_day,
        )
