"""Saying when an undated meeting will be, and which year's meeting is to be opened next."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from scheduler.meetings.rules.meetings import Season

_SHORT_WINDOW_DAYS: Final = 21
_SATURDAY: Final = 5


class SeasonPart(StrEnum):
    """The part of a year a window lies in, to be put into words; DAYS is too short for words."""

    EARLY = "EARLY"
    MIDDLE = "MIDDLE"
    LATE = "LATE"
    FIRST_HALF = "FIRST-HALF"
    SECOND_HALF = "SECOND-HALF"
    WHOLE_YEAR = "WHOLE-YEAR"
    DAYS = "DAYS"


_PARTS: Final = (
    (SeasonPart.EARLY, 1, 4),
    (SeasonPart.MIDDLE, 5, 8),
    (SeasonPart.LATE, 9, 12),
    (SeasonPart.FIRST_HALF, 1, 6),
    (SeasonPart.SECOND_HALF, 7, 12),
)


def season_part(first: date, last: date) -> SeasonPart:
    """Return the word for the window from ``first`` to ``last``, both included."""
    if first.year != last.year or (last - first).days < _SHORT_WINDOW_DAYS:
        return SeasonPart.DAYS
    for part, from_month, to_month in _PARTS:
        if from_month <= first.month and last.month <= to_month:
            return part
    return SeasonPart.WHOLE_YEAR


@dataclass(frozen=True, slots=True)
class LatestMeeting:
    """The year a series last has a meeting for, and whether that one is over."""

    year: int
    is_over: bool


def year_to_open(
    season: Season,
    *,
    first_year: int,
    ended_year: int | None,
    latest: LatestMeeting | None,
    today: date,
) -> int | None:
    """Return the year whose meeting is due to be opened, or ``None`` while there is nothing to do.

    The next meeting opens as soon as the one before is over or its season has passed. A season
    that passed while nobody looked is not opened any more.
    """
    if latest is None:
        year = first_year
    elif latest.is_over or season.of_year(latest.year)[1] < today:
        year = latest.year + 1
    else:
        return None
    while season.of_year(year)[1] < today:
        year += 1
    return None if ended_year is not None and year > ended_year else year


def doubts_about(
    starts: datetime, season_days: tuple[date, date], now_there: datetime
) -> list[str]:
    """Return the codes of what is unusual about a date, to be asked about once.

    All three are wall-clock values in the zone of the meeting.
    """
    first, last = season_days
    doubts = []
    if starts < now_there:
        doubts.append("date_in_past")
    if not first <= starts.date() <= last:
        doubts.append("outside_season")
    if starts.weekday() >= _SATURDAY:
        doubts.append("on_weekend")
    return doubts
