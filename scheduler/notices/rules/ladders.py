"""The ladders: on which days before and after its day a subject is spoken of, and to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.notices.rules.recipients import Audience, Recipient
from scheduler.notices.rules.reminders import Reason, SubjectKind

HOUR: Final = time(9)
LAST_WINDOW: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: so many days after the anchor (negative: before), for whom."""

    days: int
    audiences: frozenset[Audience]

    @property
    def name(self) -> str:
        """Return ``T-7`` before the day, ``D0`` on it, ``O+7`` after it."""
        if self.days == 0:
            return "D0"
        return f"T{self.days}" if self.days < 0 else f"O+{self.days}"


_OWNER: Final = frozenset({Audience.OWNER})
_BOTH_SIDES: Final = frozenset({Audience.OWNER, Audience.COUNTERPART})
_MEETING: Final = frozenset({Audience.PARTICIPANT, Audience.CONVENER})
WEEKS_OVERDUE: Final = 8

LADDERS: Final[Mapping[SubjectKind, tuple[Rung, ...]]] = {
    SubjectKind.ACTION_DUE: (
        *(Rung(days, _OWNER) for days in (-30, -14, -7, -1, 0)),
        *(Rung(7 * week, _BOTH_SIDES) for week in range(1, WEEKS_OVERDUE + 1)),
    ),
    SubjectKind.MEETING: tuple(Rung(days, _MEETING) for days in (-14, -3, -1)),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """Something with a day that people are reminded of.

    ``quiet_because`` says why nobody is to be told at present; after ``over_at`` it is too late.
    """

    kind: SubjectKind
    id: int
    partnership_id: PartnershipId
    anchor_on: date | None
    quiet_because: Reason | None = None
    over_at: datetime | None = None
    audiences: Mapping[Audience, tuple[Recipient, ...]] = field(default_factory=dict)

    @property
    def recipients(self) -> dict[Recipient, frozenset[Audience]]:
        """Return everybody who is told, each with all the reasons why."""
        found: dict[Recipient, frozenset[Audience]] = {}
        for audience, members in self.audiences.items():
            for recipient in members:
                found[recipient] = found.get(recipient, frozenset()) | {audience}
        return found


@dataclass(frozen=True, slots=True)
class Planned:
    """A reminder that ought to exist: goes out at ``fire_at``, pointless after its window."""

    key: str
    rung: str
    recipient: Recipient
    anchor_on: date
    fire_at: datetime
    window_ends_at: datetime


def desired(subject: Subject) -> frozenset[Planned]:
    """Return all reminders of a subject as it stands, those of the past included.

    The key holds the anchor day: a moved day plans anew, and moving it back tells nobody twice.
    """
    if subject.quiet_because is not None or subject.anchor_on is None:
        return frozenset()
    ladder = LADDERS[subject.kind]
    return frozenset(
        planned
        for recipient, audiences in subject.recipients.items()
        for planned in _steps(
            subject, subject.anchor_on, recipient, [r for r in ladder if r.audiences & audiences]
        )
    )


def _steps(
    subject: Subject, anchor_on: date, recipient: Recipient, rungs: list[Rung]
) -> Iterable[Planned]:
    zone = ZoneInfo(recipient.timezone)
    moments = [fire_moment(anchor_on + timedelta(days=rung.days), zone) for rung in rungs]
    # A rung speaks until the next one does, so after an outage only the newest is left to say.
    ends = [*moments[1:], *(moment + LAST_WINDOW for moment in moments[-1:])]
    for rung, fire_at, end in zip(rungs, moments, ends, strict=True):
        window_ends_at = end if subject.over_at is None else min(end, subject.over_at)
        if window_ends_at > fire_at:
            yield Planned(
                key=reminder_key(subject, rung.name, recipient, anchor_on),
                rung=rung.name,
                recipient=recipient,
                anchor_on=anchor_on,
                fire_at=fire_at,
                window_ends_at=window_ends_at,
            )


def fire_moment(day: date, zone: ZoneInfo) -> datetime:
    """Return nine o'clock by the wall clock of ``zone`` on ``day``."""
    return datetime.combine(day, HOUR, tzinfo=zone)


def reminder_key(subject: Subject, rung: str, recipient: Recipient, anchor_on: date) -> str:
    """Return the key under which a recipient is told once: the anchor day is part of it."""
    return f"{subject.kind}:{subject.id}:{rung}:{recipient.key}:{anchor_on.isoformat()}"


def is_last_rung(kind: SubjectKind, rung: str) -> bool:
    """Say whether nothing follows on the ladder after ``rung``."""
    return LADDERS[kind][-1].name == rung
