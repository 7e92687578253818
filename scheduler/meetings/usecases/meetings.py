"""Opening meetings: by hand for a year, and each year by itself."""

from datetime import date
from uuid import uuid4

from scheduler.kernel.queries.references import next_number
from scheduler.kernel.rules.errors import ConfirmationNeededError, InvalidError
from scheduler.kernel.rules.identifiers import Numbered, numbered_ref
from scheduler.kernel.rules.permissions import Permission, Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.series import MeetingSeries
from scheduler.meetings.queries.series import get_series, last_number, list_latest, lock_series
from scheduler.meetings.rules.meetings import MeetingStatus, host_side_for
from scheduler.meetings.rules.seasons import LatestMeeting, year_to_open


def plan_meeting(
    work: UnitOfWork, series_ref: str, year: int, *, confirmed: bool = False
) -> Meeting:
    """Open the undated meeting of one year, somewhere in the series' season.

    Raises:
        InvalidError: ``before_first_year`` or ``after_last_year`` of the series.
        ConfirmationNeededError: ``another_in_year`` when the year has a meeting already.
    """
    series = get_series(work, series_ref)
    work.actor.require(Permission.EDIT_MEETINGS, series.partnership_id)
    if year < series.first_year:
        raise InvalidError("before_first_year", field="year", year=series.first_year)
    if series.ended_year is not None and year > series.ended_year:
        raise InvalidError("after_last_year", field="year", year=series.ended_year)
    before = last_number(work, series.id, year)
    if before and not confirmed:
        raise ConfirmationNeededError("another_in_year", year=year)
    work.acting("meeting.plan")
    return _open(work, series, year, before + 1)


def open_next_year(work: UnitOfWork, series: MeetingSeries, year: int) -> Meeting | None:
    """Open the meeting of a year unless it is there, or another worker is at it right now."""
    locked = lock_series(work, series.id)
    if locked is None or last_number(work, series.id, year):
        return None
    work.acting("meeting.open_next_year")
    return _open(work, locked, year, 1)


def open_due_meetings(work: UnitOfWork, today: date) -> int:
    """Open the next meeting of every series whose last one is over; return how many."""
    opened = 0
    for series, latest in list_latest(work):
        year = _year_due(series, latest, today)
        if year is not None and open_next_year(work, series, year) is not None:
            opened += 1
    return opened


def _year_due(series: MeetingSeries, latest: LatestMeeting | None, today: date) -> int | None:
    return year_to_open(
        series.season,
        first_year=series.first_year,
        ended_year=series.ended_year,
        latest=latest,
        today=today,
    )


def _open(work: UnitOfWork, series: MeetingSeries, year: int, number: int) -> Meeting:
    partnership = series.partnership
    host_side = host_side_for(
        year, series.first_year, series.first_host, rotates=series.host_rotates
    )
    first, last = series.season.of_year(year)
    place = next_number(work, partnership.id, year, Numbered.MEETING)
    return work.add(
        Meeting(
            partnership_id=partnership.id,
            series_id=series.id,
            ref=numbered_ref(partnership.ref, year, Numbered.MEETING, place),
            uid=f"meeting-{uuid4().hex}@consultation-scheduler",
            year=year,
            number=number,
            status=MeetingStatus.PLANNED,
            title=series.title,
            window_first_on=first,
            window_last_on=last,
            timezone=series.timezone,
            host_side=host_side,
            host_id=(
                partnership.department_id
                if host_side is Side.DEPARTMENT
                else partnership.university_id
            ),
            created_at=work.now,
            changed_at=work.now,
        )
    )
