"""Meetings as pages show them: values, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from scheduler.kernel.clock import day_in
from scheduler.kernel.rules.identifiers import MeetingId
from scheduler.kernel.rules.paging import PAGE_SIZE, Paged, offset_of
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.queries.decisions import counts_of_meetings
from scheduler.meetings.queries.meetings import (
    MeetingFilter,
    count_meetings,
    list_meetings,
    list_next_meetings,
    list_years,
)
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.meetings.rules.seasons import SeasonPart, season_part


@dataclass(frozen=True, slots=True)
class When:
    """A day with its hours, or the window a meeting is to be in, to be put into words.

    ``starts_at`` and ``ends_at`` are instants; ``zone`` is the one to show them in.
    """

    first_on: date
    last_on: date
    part: SeasonPart
    zone: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    days_left: int | None = None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting in a list."""

    ref: str
    title: Trilingual
    status: MeetingStatus
    year: int
    partnership_ref: str
    partnership_name: Trilingual
    when: When
    host_name: Trilingual
    venue: Trilingual | None
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """The list of meetings, and the years to choose from."""

    meetings: Paged[MeetingRow]
    years: tuple[int, ...]


def meetings_page(work: UnitOfWork, wanted: MeetingFilter, *, number: int = 1) -> MeetingsPage:
    """Return one page of the actor's meetings, the latest first."""
    rows = list_meetings(work, wanted, limit=PAGE_SIZE, offset=offset_of(number))
    decisions = counts_of_meetings(work, [row.id for row in rows])
    return MeetingsPage(
        meetings=Paged(
            rows=tuple(row_of(work, row, decisions) for row in rows),
            number=number,
            total=count_meetings(work, wanted),
        ),
        years=tuple(list_years(work)),
    )


def next_meetings(work: UnitOfWork, limit: int) -> tuple[MeetingRow, ...]:
    """Return the meetings to come, the nearest first."""
    return tuple(row_of(work, row, {}) for row in list_next_meetings(work, limit))


def row_of(work: UnitOfWork, meeting: Meeting, decisions: dict[MeetingId, int]) -> MeetingRow:
    """Return a meeting, loaded with partnership and host, as a line of a list."""
    return MeetingRow(
        ref=meeting.ref,
        title=meeting.title,
        status=meeting.status,
        year=meeting.year,
        partnership_ref=meeting.partnership.ref,
        partnership_name=meeting.partnership.name,
        when=when_of(work, meeting),
        host_name=meeting.host.short_name,
        venue=meeting.venue,
        decisions=decisions.get(meeting.id, 0),
    )


def when_of(work: UnitOfWork, meeting: Meeting) -> When:
    """Return when a meeting is, as far as that is known."""
    first_on, last_on = meeting.window_first_on, meeting.window_last_on
    day = meeting.starts_local.date() if meeting.starts_local else None
    ahead = day is not None and meeting.status.is_ahead
    return When(
        first_on=day or first_on,
        last_on=day or last_on,
        part=season_part(first_on, last_on),
        zone=meeting.timezone,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        days_left=(day - today_at(work, meeting)).days if ahead and day else None,
    )


def today_at(work: UnitOfWork, meeting: Meeting) -> date:
    """Return the day it is where the meeting is."""
    return day_in(work.now, ZoneInfo(meeting.timezone))
