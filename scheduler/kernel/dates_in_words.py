"""Days and times as people of each language write them, for pages and letters alike.

Patterns of our own where CLDR and official style differ: a weekday stands in brackets after a
Chinese date, and nothing is abbreviated.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from scheduler.kernel.rules.language import Language

Zone = ZoneInfo | str

_WITH_WEEKDAY: Final = {
    Language.ZH_HANS: "y年M月d日（EEEE）",
    Language.ZH_HANT: "y年M月d日（EEEE）",
    Language.EN: "EEEE d MMMM y",
}


def day(value: date, language: Language) -> str:
    """Return a day: 2026年3月5日, 5 March 2026."""
    return format_date(_day_of(value), format="long", locale=language.format_locale)


def day_with_weekday(value: date, language: Language) -> str:
    """Return a day with its weekday: 2026年3月5日（星期四）, Thursday 5 March 2026."""
    pattern = _WITH_WEEKDAY[language]
    return format_date(_day_of(value), format=pattern, locale=language.format_locale)


def month(value: date, language: Language) -> str:
    """Return the name of a day's month: 3月, March."""
    pattern = "LLLL" if language is Language.EN else "LLL"
    return format_date(_day_of(value), format=pattern, locale=language.format_locale)


def weekday(value: date, language: Language) -> str:
    """Return the name of a day of the week: 星期四, Thursday."""
    return format_date(_day_of(value), format="cccc", locale=language.format_locale)


def short_weekday(value: date, language: Language) -> str:
    """Return the shortest name of a weekday that is still its own: 四, Th."""
    pattern = "cccccc" if language is Language.EN else "ccccc"
    return format_date(_day_of(value), format=pattern, locale=language.format_locale)


def clock(value: datetime, language: Language, zone: Zone) -> str:
    """Return the time of day in ``zone``: 14:05 or, in Hong Kong, 下午2:05.

    Raises:
        ValueError: ``value`` has no zone of its own, so that it is no instant.
    """
    local = _local(value, zone)
    return format_time(local, format="short", tzinfo=local.tzinfo, locale=language.format_locale)


def moment(value: datetime, language: Language, zone: Zone) -> str:
    """Return the day and time of an instant in ``zone``: 5 March 2026, 14:05.

    Raises:
        ValueError: ``value`` has no zone of its own, so that it is no instant.
    """
    separator = ", " if language is Language.EN else " "
    local = _local(value, zone)
    return f"{day(local.date(), language)}{separator}{clock(value, language, zone)}"


def moment_with_weekday(value: datetime, language: Language, zone: Zone) -> str:
    """Return the day, weekday and time of an instant: Thursday 5 March 2026, 14:05.

    Raises:
        ValueError: ``value`` has no zone of its own, so that it is no instant.
    """
    # The closing bracket of the weekday is wide enough to part a Chinese day from its time.
    separator = ", " if language is Language.EN else ""
    shown = day_with_weekday(_local(value, zone).date(), language)
    return f"{shown}{separator}{clock(value, language, zone)}"


def local_day(value: datetime, zone: Zone) -> date:
    """Return the day it is in ``zone`` at an instant.

    Raises:
        ValueError: ``value`` has no zone of its own, so that it is no instant.
    """
    return _local(value, zone).date()


def utc_offset(value: datetime, zone: Zone) -> str:
    """Return how far ``zone`` is from UTC at an instant: UTC+8, UTC+5:45.

    Raises:
        ValueError: ``value`` has no zone of its own, so that it is no instant.
    """
    offset = _local(value, zone).utcoffset()
    minutes = int(offset.total_seconds()) // 60 if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return "UTC"
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02d}" if rest else "")


def date_filters(reader: Callable[[], Language]) -> Mapping[str, Callable[..., object]]:
    """Return the filters for templates; ``reader`` says whose language it is at each call."""
    return {
        "day": lambda value: day(value, reader()),
        "day_with_weekday": lambda value: day_with_weekday(value, reader()),
        "month": lambda value: month(value, reader()),
        "weekday": lambda value: weekday(value, reader()),
        "short_weekday": lambda value: short_weekday(value, reader()),
        "clock": lambda value, zone: clock(value, reader(), zone),
        "moment": lambda value, zone: moment(value, reader(), zone),
        "moment_with_weekday": lambda value, zone: moment_with_weekday(value, reader(), zone),
        "local_day": local_day,
        "utc_offset": utc_offset,
    }


def _day_of(value: date) -> date:
    # A moment is a day only in some zone; taking its own would often be UTC's.
    if isinstance(value, datetime):
        raise TypeError("a moment is shown with a zone, not as a day")
    return value


def _local(value: datetime, zone: Zone) -> datetime:
    if value.tzinfo is None:
        raise ValueError("a moment without a zone cannot be shown")
    return value.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
