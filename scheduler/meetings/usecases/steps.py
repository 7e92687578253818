"""The steps of a dated meeting: announced, held, closed; or cancelled and taken up again."""

from zoneinfo import ZoneInfo

from scheduler.kernel.clock import day_in
from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.rules.meetings import MeetingStatus, meeting_status_after
from scheduler.meetings.usecases.dating import meeting_to_change, require_reason, take_day_away


def announce_meeting(work: UnitOfWork, ref: str, *, version: int | None = None) -> Meeting:
    """Make the date known to everybody invited; who writes to them is not this room's business.

    Raises:
        IllegalTransitionError: the meeting has no day, is announced already, or is over.
    """
    meeting = meeting_to_change(work, ref, version)
    _take_step(work, meeting, MeetingStatus.ANNOUNCED, "meeting.announce")
    meeting.announced_at = work.now
    return meeting


def mark_meeting_held(work: UnitOfWork, ref: str, *, version: int | None = None) -> Meeting:
    """Record that the meeting took place.

    Raises:
        InvalidError: ``in_future`` before its day.
        IllegalTransitionError: it was never announced, or is over.
    """
    meeting = meeting_to_change(work, ref, version)
    meeting_status_after(meeting.status, MeetingStatus.HELD)
    today_there = day_in(work.now, ZoneInfo(meeting.timezone))
    if meeting.starts_local is not None and meeting.starts_local.date() > today_there:
        raise InvalidError("in_future")
    _take_step(work, meeting, MeetingStatus.HELD, "meeting.mark_held")
    meeting.held_at = work.now
    return meeting


def close_meeting(work: UnitOfWork, ref: str, *, version: int | None = None) -> Meeting:
    """End the work on a meeting that was held; it takes no further decision."""
    meeting = meeting_to_change(work, ref, version)
    _take_step(work, meeting, MeetingStatus.CLOSED, "meeting.close")
    meeting.closed_at = work.now
    return meeting


def cancel_meeting(
    work: UnitOfWork, ref: str, reason: str, *, version: int | None = None
) -> Meeting:
    """Call a meeting off; calendars show it as cancelled on the day it had.

    Raises:
        InvalidError: ``required`` without a reason.
    """
    meeting = meeting_to_change(work, ref, version)
    why = require_reason(reason)
    _take_step(work, meeting, MeetingStatus.CANCELLED, "meeting.cancel")
    meeting.reason = why
    return meeting


def reinstate_meeting(work: UnitOfWork, ref: str, *, version: int | None = None) -> Meeting:
    """Take a cancelled meeting up again, undated as at its beginning."""
    meeting = meeting_to_change(work, ref, version)
    _take_step(work, meeting, MeetingStatus.PLANNED, "meeting.reinstate")
    take_day_away(work, meeting)
    meeting.reason = None
    return meeting


def _take_step(work: UnitOfWork, meeting: Meeting, wanted: MeetingStatus, act: str) -> None:
    meeting_status_after(meeting.status, wanted)
    work.acting(act)
    meeting.move_to(wanted, work.now)
