"""The verbs a decision is recorded with."""

from datetime import date
from enum import StrEnum

from scheduler.kernel.rules.errors import IllegalTransitionError, InvalidError
from scheduler.meetings.rules.meetings import MeetingStatus


class DecisionVerb(StrEnum):
    """What the meeting did: 议定 / RESOLVED, 原则同意, 听取 / NOTED, 要求 / REQUESTED."""

    RESOLVED = "RESOLVED"
    AGREED_IN_PRINCIPLE = "AGREED-IN-PRINCIPLE"
    NOTED = "NOTED"
    REQUESTED = "REQUESTED"


def require_sitting(status: MeetingStatus, meets_on: date | None, today: date) -> date:
    """Return the day a decision is taken on: the day of the meeting, once it has come.

    Raises:
        IllegalTransitionError: ``no_decisions_now``: the meeting was not announced, or is closed.
        InvalidError: ``in_future``: its day is still to come.
    """
    sits = status in {MeetingStatus.ANNOUNCED, MeetingStatus.HELD}
    if not sits or meets_on is None:
        raise IllegalTransitionError("no_decisions_now", status=status.value)
    if meets_on > today:
        raise InvalidError("in_future")
    return meets_on
