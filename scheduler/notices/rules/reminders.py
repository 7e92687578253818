"""States of a planned reminder and of a letter in the outbox."""

from enum import StrEnum


class SubjectKind(StrEnum):
    """What a reminder is about."""

    ACTION_DUE = "ACTION-DUE"
    MEETING = "MEETING"


class ReminderState(StrEnum):
    """Every planned reminder ends in exactly one of the last five, with a reason."""

    PLANNED = "PLANNED"
    QUEUED = "QUEUED"
    SENT = "SENT"
    SUPERSEDED = "SUPERSEDED"
    CANCELLED = "CANCELLED"
    EXPIRED = "EXPIRED"
    FAILED = "FAILED"


class Reason(StrEnum):
    """Why a planned reminder did not go out."""

    CLOSED = "closed"
    RESTING = "resting"
    UNDATED = "undated"
    MOVED = "moved"
    RECIPIENT_LEFT = "recipient_left"
    LADDER_CHANGED = "ladder_changed"
    NEWER_RUNG = "newer_rung"
    TOO_LATE = "too_late"
    REFUSED = "refused"
    GAVE_UP = "gave_up"


class OutboxState(StrEnum):
    """Where a letter is between the transaction of its cause and the mail server."""

    WAITING = "WAITING"
    CLAIMED = "CLAIMED"
    SENT = "SENT"
    FAILED = "FAILED"
    OBSOLETE = "OBSOLETE"
    UNCERTAIN = "UNCERTAIN"


class Channel(StrEnum):
    """The way a notice leaves."""

    MAIL = "MAIL"
