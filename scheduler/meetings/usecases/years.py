"""The years of a partnership at a glance."""

from dataclasses import dataclass

from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.queries.decisions import counts_of_years
from scheduler.meetings.queries.meetings import list_meetings_of_years
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.meetings.usecases.showing import When, when_of


@dataclass(frozen=True, slots=True)
class MeetingOfYear:
    """One meeting of the year."""

    ref: str
    title: Trilingual
    status: MeetingStatus
    when: When
    host_name: Trilingual


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year: its meetings, and how many decisions they took."""

    year: int
    meetings: tuple[MeetingOfYear, ...]
    decisions: int


def years_of(work: UnitOfWork, partnership_id: PartnershipId) -> tuple[YearLine, ...]:
    """Return the years in which a partnership has meetings, the newest first."""
    meetings: dict[int, list[Meeting]] = {}
    for meeting in list_meetings_of_years(work, partnership_id):
        meetings.setdefault(meeting.year, []).append(meeting)
    decisions = counts_of_years(work, partnership_id)
    return tuple(
        YearLine(
            year=year,
            meetings=tuple(_of_year(work, meeting) for meeting in reversed(held)),
            decisions=decisions.get(year, 0),
        )
        for year, held in meetings.items()
    )


def _of_year(work: UnitOfWork, meeting: Meeting) -> MeetingOfYear:
    return MeetingOfYear(
        ref=meeting.ref,
        title=meeting.title,
        status=meeting.status,
        when=when_of(work, meeting),
        host_name=meeting.host.short_name,
    )
