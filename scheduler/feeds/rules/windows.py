"""How far a feed reaches, back and ahead."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

# Programs throttle or drop larger calendars.
MOST_ENTRIES: Final = 2000

_BACK: Final = timedelta(days=366)
_AHEAD: Final = timedelta(days=731)
_CLOSED: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class FeedWindow:
    """The days a feed covers, both included, and since when what was closed is still shown.

    It depends on the day alone, so that a feed changes at midnight or with a row, never between.
    """

    first_on: date
    last_on: date
    opened_at: datetime
    closed_since: datetime


def window_on(today: date, zone: ZoneInfo) -> FeedWindow:
    """Return the window of a day that begins at midnight in ``zone``."""
    midnight = datetime.combine(today, time.min, tzinfo=zone)
    return FeedWindow(
        first_on=today - _BACK,
        last_on=today + _AHEAD,
        opened_at=midnight,
        closed_since=midnight - _CLOSED,
    )
