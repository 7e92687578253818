"""The term of an agreement: both days belong to it, and an end may be missing."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from scheduler.kernel.rules.errors import InvalidError


@dataclass(frozen=True, slots=True)
class Term:
    """The first and the last day of an agreement; ``None`` where it is open."""

    starts_on: date | None = None
    ends_on: date | None = None

    def require_order(self) -> None:
        """Refuse a term that ends before it starts.

        Raises:
            InvalidError: ``end_before_start`` on field ``ends_on``.
        """
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise InvalidError("end_before_start", field="ends_on")

    def covers_year(self, year: int) -> bool:
        """Say whether at least one day of ``year`` lies in the term."""
        begun = self.starts_on is None or self.starts_on.year <= year
        ended = self.ends_on is not None and self.ends_on.year < year
        return begun and not ended


OPEN_TERM: Final = Term()


def require_past(day: date, today: date, *, field: str) -> None:
    """Refuse the day of a signature that lies ahead.

    Raises:
        InvalidError: ``in_future``.
    """
    if day > today:
        raise InvalidError("in_future", field=field)
