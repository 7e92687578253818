"""Comparing the reminders there are with those there ought to be."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.notices.rules.ladders import Planned, Subject, desired, is_last_rung
from scheduler.notices.rules.reminders import Reason, ReminderState

_S = ReminderState
_ASLEEP = frozenset({_S.SUPERSEDED, _S.CANCELLED, _S.EXPIRED})


@dataclass(frozen=True, slots=True)
class Kept:
    """What a reminder's row says."""

    id: int
    key: str
    rung: str
    recipient_key: str
    anchor_on: date
    state: ReminderState
    fire_at: datetime
    window_ends_at: datetime


@dataclass(frozen=True, slots=True)
class End:
    """A planned reminder that will not go out, and why."""

    id: int
    state: ReminderState
    reason: Reason


@dataclass
class Reconciliation:
    """What has to be done to the rows of one subject; rows are never deleted."""

    insert: list[Planned] = field(default_factory=list)
    move: list[tuple[int, Planned]] = field(default_factory=list)
    rearm: list[tuple[int, Planned]] = field(default_factory=list)
    end: list[End] = field(default_factory=list)


def reconcile(subject: Subject, kept: Iterable[Kept], now: datetime) -> Reconciliation:
    """Return what brings the rows to what is desired.

    Of the rungs already past, only the one whose window is still open is planned. What is queued,
    sent or failed is history. What was put to rest and is wanted again, because a day was moved
    there and back or an item was reopened, is armed again: it was never told.
    """
    wanted = {planned.key: planned for planned in desired(subject)}
    result = Reconciliation()
    for row in kept:
        planned = wanted.pop(row.key, None)
        if row.state is _S.PLANNED:
            if (end := end_of(subject, row, planned, now)) is not None:
                result.end.append(end)
            elif planned is not None and _moved(row, planned, now):
                result.move.append((row.id, planned))
        elif row.state in _ASLEEP and planned is not None and planned.window_ends_at > now:
            result.rearm.append((row.id, planned))
    result.insert = sorted(
        (planned for planned in wanted.values() if planned.window_ends_at > now),
        key=lambda planned: planned.key,
    )
    return result


def end_of(subject: Subject, row: Kept, planned: Planned | None, now: datetime) -> End | None:
    """Return how a reminder that has not gone out ends at ``now``, or ``None`` if it is true."""
    if planned is None:
        return _untrue(subject, row)
    if planned.window_ends_at > now:
        return None
    if is_last_rung(subject.kind, row.rung):
        return End(row.id, _S.EXPIRED, Reason.TOO_LATE)
    return End(row.id, _S.SUPERSEDED, Reason.NEWER_RUNG)


def _untrue(subject: Subject, row: Kept) -> End:
    if subject.quiet_because is not None:
        return End(row.id, _S.CANCELLED, subject.quiet_because)
    if subject.anchor_on != row.anchor_on:
        return End(row.id, _S.SUPERSEDED, Reason.MOVED)
    if row.recipient_key not in {recipient.key for recipient in subject.recipients}:
        return End(row.id, _S.CANCELLED, Reason.RECIPIENT_LEFT)
    return End(row.id, _S.CANCELLED, Reason.LADDER_CHANGED)


def _moved(row: Kept, planned: Planned, now: datetime) -> bool:
    if row.window_ends_at != planned.window_ends_at:
        return True
    # A reminder that was due but came after the day's letter waits for the next day's on purpose.
    put_off = planned.fire_at <= now < row.fire_at
    return row.fire_at != planned.fire_at and not put_off
