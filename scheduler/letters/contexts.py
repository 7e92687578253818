"""What each letter has to be told; every field is a name in the letter's templates.

Texts are already in the reader's language, addresses are absolute, days are days where the
recipient is. ``name`` is how the recipient is addressed, or empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import ClassVar, Final


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterContext:
    """What a letter is about; ``TEMPLATE`` names its three templates."""

    TEMPLATE: ClassVar[str]

    def variables(self) -> Mapping[str, object]:
        """Return the names and values its templates use; what is nested stays as it is."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SigninCode(LetterContext):
    """The code somebody needs to sign in; ``link`` opens the page that asks for it."""

    TEMPLATE: ClassVar = "signin_code"

    code: str
    minutes_valid: int
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(LetterContext):
    """An account was made; ``link`` is the address of the sign-in page, without a secret.

    ``ref`` and ``partnership`` are empty for an account of no single partnership; ``invited_by``
    is a person's name or empty; ``role`` is a word in the reader's language.
    """

    TEMPLATE: ClassVar = "invitation"

    name: str
    address: str
    ref: str
    partnership: str
    role: str
    invited_by: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAnnounced(LetterContext):
    """A meeting has a date. Times are instants; ``zone`` names the zone of the venue.

    ``provisional`` says that the date is not yet confirmed. ``venue`` and ``host`` may be empty.
    """

    TEMPLATE: ClassVar = "meeting_announced"

    name: str
    ref: str
    title: str
    partnership: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    venue: str
    host: str
    link: str
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestAction:
    """One action item to be reminded of.

    ``days_left`` counts from the day of the letter and is negative when overdue. ``light`` is the
    code of the light. ``escalated_for`` names who has not answered when the reminder has climbed
    to this recipient, else it is empty.
    """

    ref: str
    title: str
    due_on: date
    days_left: int
    light: str
    link: str
    escalated_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestMeeting:
    """One meeting to be reminded of, ``days_left`` days ahead; ``zone`` is that of the venue."""

    ref: str
    title: str
    starts_at: datetime
    zone: str
    days_left: int
    venue: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPartnership:
    """What concerns one partnership; never without an action item or a meeting."""

    ref: str
    name: str
    actions: tuple[DigestAction, ...] = ()
    meetings: tuple[DigestMeeting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest(LetterContext):
    """All reminders of one person for one day; ``link`` is the page of the person's items."""

    TEMPLATE: ClassVar = "digest"

    name: str
    day: date
    partnerships: tuple[DigestPartnership, ...]
    link: str


LETTER_CONTEXTS: Final[tuple[type[LetterContext], ...]] = (
    SigninCode,
    Invitation,
    MeetingAnnounced,
    Digest,
)
