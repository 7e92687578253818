"""Giving a meeting its day, moving it, and taking the day away again."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from scheduler.kernel.rules.errors import (
    ConfirmationNeededError,
    IllegalTransitionError,
    InvalidError,
)
from scheduler.kernel.rules.permissions import Permission, Side
from scheduler.kernel.rules.text import Trilingual, clean_line
from scheduler.kernel.rules.versions import require_version
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.queries.meetings import get_meeting
from scheduler.meetings.queries.participants import list_participants
from scheduler.meetings.rules.meetings import MeetingStatus, Slot, meeting_status_after
from scheduler.meetings.rules.participants import PartStat
from scheduler.meetings.rules.seasons import doubts_about

_WEB_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """When and where a meeting takes place; without a host it stays with the one it has."""

    slot: Slot
    venue: Trilingual | None = None
    conference_url: str | None = None
    host_side: Side | None = None


def date_meeting(
    work: UnitOfWork,
    ref: str,
    wanted: Arrangement,
    *,
    version: int | None = None,
    confirmed: bool = False,
) -> Meeting:
    """Give an undated meeting its day.

    Raises:
        InvalidError: ``end_before_start``, ``bad_web_address``, ``unknown_choice``.
        ConfirmationNeededError: ``unusual_date``; ``doubts`` among its values says why.
        IllegalTransitionError: the meeting has a day, or is over.
    """
    meeting = meeting_to_change(work, ref, version)
    if meeting.status is not MeetingStatus.PLANNED:
        raise IllegalTransitionError(status=meeting.status.value, wanted=MeetingStatus.DATED.value)
    _require_sense(work, meeting, wanted, confirmed=confirmed)
    work.acting("meeting.date")
    meeting.move_to(MeetingStatus.DATED, work.now)
    _arrange(meeting, wanted)
    meeting.reason = None
    return meeting


def move_meeting(
    work: UnitOfWork,
    ref: str,
    wanted: Arrangement,
    *,
    version: int | None = None,
    confirmed: bool = False,
) -> Meeting:
    """Give a meeting another day, or another place; an announced one stays announced.

    Another time asks everybody for a new reply (RFC 5546 §3.2.2.1).

    Raises:
        InvalidError: ``end_before_start``, ``bad_web_address``, ``unknown_choice``.
        ConfirmationNeededError: ``unusual_date``; ``doubts`` among its values says why.
        IllegalTransitionError: the meeting has no day yet, or is over.
    """
    meeting = meeting_to_change(work, ref, version)
    meeting_status_after(meeting.status, meeting.status)
    _require_sense(work, meeting, wanted, confirmed=confirmed)
    before = (meeting.starts_at, meeting.ends_at)
    work.acting("meeting.move")
    meeting.move_to(meeting.status, work.now)
    _arrange(meeting, wanted)
    if before != (meeting.starts_at, meeting.ends_at):
        forget_replies(work, meeting)
    return meeting


def postpone_meeting(
    work: UnitOfWork, ref: str, reason: str, *, version: int | None = None
) -> Meeting:
    """Take the day away; the meeting is to be held in its season, some day.

    Raises:
        InvalidError: ``required`` without a reason.
        IllegalTransitionError: it has no day to take away, or is over.
    """
    meeting = meeting_to_change(work, ref, version)
    why = require_reason(reason)
    meeting_status_after(meeting.status, MeetingStatus.PLANNED)
    work.acting("meeting.postpone")
    meeting.move_to(MeetingStatus.PLANNED, work.now)
    take_day_away(work, meeting)
    meeting.reason = why
    return meeting


def meeting_to_change(work: UnitOfWork, ref: str, version: int | None) -> Meeting:
    """Return a meeting the actor may change, as they last saw it.

    Raises:
        NotFoundError: there is none for this actor.
        ForbiddenError: they may only look.
        StaleError: somebody else changed it since.
    """
    meeting = get_meeting(work, ref)
    work.actor.require(Permission.EDIT_MEETINGS, meeting.partnership_id)
    require_version(meeting.version, version)
    return meeting


def require_reason(reason: str) -> str:
    """Return the reason for a change of plans, cleaned.

    Raises:
        InvalidError: ``required`` on field ``reason``.
    """
    why = clean_line(reason, name="reason")
    if not why:
        raise InvalidError("required", field="reason")
    return why


def take_day_away(work: UnitOfWork, meeting: Meeting) -> None:
    """Leave a meeting without a day, unannounced, with nobody's reply."""
    meeting.starts_local = None
    meeting.ends_local = None
    meeting.announced_at = None
    forget_replies(work, meeting)


def forget_replies(work: UnitOfWork, meeting: Meeting) -> None:
    """Ask every participant anew: what they replied was about another time."""
    for participant in list_participants(work, meeting.id):
        participant.partstat = PartStat.NEEDS_ACTION
        participant.replied_at = None
        participant.replied_by_id = None
        participant.deputy_name = None


def _require_sense(
    work: UnitOfWork, meeting: Meeting, wanted: Arrangement, *, confirmed: bool
) -> None:
    wanted.slot.require_order()
    if wanted.conference_url and not _WEB_ADDRESS.fullmatch(wanted.conference_url):
        raise InvalidError("bad_web_address", field="conference_url")
    now_there = _wall_clock(work.now, wanted.slot.timezone)
    window = meeting.window_first_on, meeting.window_last_on
    doubts = doubts_about(wanted.slot.starts, window, now_there)
    if doubts and not confirmed:
        raise ConfirmationNeededError("unusual_date", doubts=doubts)


def _wall_clock(instant: datetime, timezone: str) -> datetime:
    return instant.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)


def _arrange(meeting: Meeting, wanted: Arrangement) -> None:
    meeting.starts_local = wanted.slot.starts
    meeting.ends_local = wanted.slot.ends
    meeting.timezone = wanted.slot.timezone
    meeting.venue = wanted.venue
    meeting.conference_url = wanted.conference_url
    if wanted.host_side is not None and wanted.host_side is not meeting.host_side:
        meeting.host_side = wanted.host_side
        meeting.host_id = (
            meeting.partnership.department_id
            if wanted.host_side is Side.DEPARTMENT
            else meeting.partnership.university_id
        )
