"""Which days the case happens on: everything counts from the day it is loaded.

Meetings are put where neither city has a public holiday, whatever the year: in the middle of
January, at the end of February, or in March before Easter; the Lunar New Year falls between.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_TUESDAY: Final = 1
_THURSDAY: Final = 3
_FRIDAY: Final = 4
LABELS: Final = ("coming", "last", "before", "earlier")
NOTICE: Final = timedelta(days=21)
_EASTER_MONTH: Final = 3
_LAST_IN_MARCH: Final = 25


def held_on(year: int) -> date:
    """Return the day of a past meeting: a Tuesday, Wednesday or Thursday of mid-January."""
    weekday = _TUESDAY + year % 3
    first = date(year, 1, 9 + weekday)
    return first + timedelta(days=(weekday - first.weekday()) % 7)


def coming_on(today: date) -> date:
    """Return the day of the coming meeting, at least three weeks ahead and in its season."""
    soonest = today + NOTICE
    for year in (today.year, today.year + 1):
        day = _end_of_february(year)
        if soonest <= day:
            return day
        day = _meeting_day_from(soonest)
        if day <= date(year, _EASTER_MONTH, _LAST_IN_MARCH):
            return day
    return _end_of_february(today.year + 1)


def _end_of_february(year: int) -> date:
    day = date(year, 3, 1) - timedelta(days=1)
    while not _TUESDAY <= day.weekday() <= _THURSDAY:
        day -= timedelta(days=1)
    return day


def _meeting_day_from(day: date) -> date:
    while not _TUESDAY <= day.weekday() <= _THURSDAY:
        day += timedelta(days=1)
    return day


def working_day(day: date) -> date:
    """Return the day, or the last one before a weekend or New Year's Day."""
    while day.weekday() > _FRIDAY or (day.month, day.day) == (1, 1):
        day -= timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class Season:
    """The loading day and the meeting days that follow from it; ``shift`` keeps partners apart."""

    today: date
    zone: ZoneInfo
    shift: timedelta = timedelta(0)

    @property
    def coming(self) -> date:
        """Return the day of the coming meeting."""
        return coming_on(self.today) + self.shift

    def year_of(self, label: str) -> int:
        """Return the year that a label of the case means."""
        return self.coming.year - LABELS.index(label)

    def meeting_on(self, year: int) -> date:
        """Return the day of the meeting of a year."""
        return self.coming if year == self.coming.year else held_on(year) + self.shift

    def ago(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return an office hour some days before the loading day."""
        return self.at(working_day(self.today - timedelta(days=days)), hour, minute)

    def at(self, day: date, hour: int = 10, minute: int = 0) -> datetime:
        """Return an hour of a day where the department is."""
        return datetime.combine(day, time(hour, minute), self.zone)
