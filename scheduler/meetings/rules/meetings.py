"""States of a meeting, its season, and what a change of plan means for calendars."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from zoneinfo import available_timezones

from scheduler.kernel.rules.errors import IllegalTransitionError, InvalidError
from scheduler.kernel.rules.permissions import Side


class MeetingStatus(StrEnum):
    """Where one occurrence stands; PLANNED has a window but no day yet."""

    PLANNED = "PLANNED"
    DATED = "DATED"
    ANNOUNCED = "ANNOUNCED"
    HELD = "HELD"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"

    @property
    def is_ahead(self) -> bool:
        """Say whether the meeting is still to come."""
        return self in {self.PLANNED, self.DATED, self.ANNOUNCED}


_S = MeetingStatus
EDGES: Final[Mapping[MeetingStatus, frozenset[MeetingStatus]]] = {
    _S.PLANNED: frozenset({_S.DATED, _S.CANCELLED}),
    _S.DATED: frozenset({_S.DATED, _S.PLANNED, _S.ANNOUNCED, _S.CANCELLED}),
    _S.ANNOUNCED: frozenset({_S.ANNOUNCED, _S.PLANNED, _S.HELD, _S.CANCELLED}),
    _S.HELD: frozenset({_S.CLOSED}),
    _S.CLOSED: frozenset(),
    _S.CANCELLED: frozenset({_S.PLANNED}),
}


def meeting_status_after(status: MeetingStatus, wanted: MeetingStatus) -> MeetingStatus:
    """Return the wanted status if the table has an edge to it.

    Raises:
        IllegalTransitionError: the step is not in the table.
    """
    if wanted not in EDGES[status]:
        raise IllegalTransitionError(status=status.value, wanted=wanted.value)
    return wanted


@dataclass(frozen=True, slots=True)
class Season:
    """The days of a year in which a series meets, both included."""

    first_month: int
    first_day: int
    last_month: int
    last_day: int

    def of_year(self, year: int) -> tuple[date, date]:
        """Return the first and last day of the season in ``year``."""
        return date(year, self.first_month, self.first_day), date(
            year, self.last_month, self.last_day
        )


BEGINNING_OF_YEAR: Final = Season(1, 1, 3, 31)


@dataclass(frozen=True, slots=True)
class Slot:
    """When a meeting takes place: wall-clock times, both in ``timezone``."""

    starts: datetime
    ends: datetime
    timezone: str

    def require_order(self) -> None:
        """Refuse a meeting that ends before it starts, or in a zone that does not exist.

        Raises:
            InvalidError: ``end_before_start`` on field ``ends``, ``unknown_choice`` on
                ``timezone``.
        """
        if self.ends <= self.starts:
            raise InvalidError("end_before_start", field="ends")
        if self.timezone not in available_timezones():
            raise InvalidError("unknown_choice", field="timezone")


def host_side_for(year: int, first_year: int, first_host: Side, *, rotates: bool) -> Side:
    """Return the side that hosts in ``year`` when the hosts take turns from the first year on."""
    if not rotates or (year - first_year) % 2 == 0:
        return first_host
    return first_host.other
