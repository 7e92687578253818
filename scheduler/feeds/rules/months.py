"""The weeks of a month as they are drawn: Monday first, days of other months left out."""

from calendar import MONDAY, Calendar
from datetime import date
from typing import Final

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100

Week = tuple[date | None, ...]

_CALENDAR: Final = Calendar(firstweekday=MONDAY)


def weeks_of(year: int, month: int) -> tuple[Week, ...]:
    """Return the weeks of a month, seven places each, ``None`` where another month begins."""
    return tuple(
        tuple(day if day.month == month else None for day in week)
        for week in _CALENDAR.monthdatescalendar(year, month)
    )
