"""The one clock; everything else is handed the time."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the only place that may ask the machine


def day_in(instant: datetime, zone: ZoneInfo) -> date:
    """Return the day it is at ``instant`` in ``zone``."""
    return instant.astimezone(zone).date()
