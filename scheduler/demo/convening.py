"""What is known of a partnership's meetings before any of them is written."""

from dataclasses import dataclass

from scheduler.demo.days import Season
from scheduler.demo.texts import Table
from scheduler.demo.world import World
from scheduler.kernel.rules.permissions import Side
from scheduler.meetings.rules.meetings import host_side_for


@dataclass(frozen=True)
class Meetings:
    """The meetings of one partnership."""

    world: World
    case: Table
    season: Season

    @property
    def ref(self) -> str:
        """Return the partnership's reference."""
        ref: str = self.case["partnership"]["ref"]
        return ref

    @property
    def liaison(self) -> str:
        """Return who prepares the meetings."""
        handle: str = self.case["roles"]["liaison"]
        return handle

    @property
    def coordinator(self) -> str:
        """Return who looks after them across the table."""
        handle: str = self.case["roles"]["coordinator"]
        return handle

    @property
    def first_year(self) -> int:
        """Return the year of the first meeting."""
        year: int = self.case["series"]["first_year"]
        return year

    def key(self, year: int) -> tuple[str, str, str]:
        """Return the name a meeting's reference is kept under."""
        return self.ref, "meeting", str(year)

    def host_side(self, year: int) -> Side:
        """Return whose turn it is to host."""
        first_host = Side(self.case["series"]["first_host"])
        return host_side_for(year, self.first_year, first_host, rotates=True)

    def meeting_ref(self, year: int) -> str:
        """Return the reference of a year's meeting, once it is planned."""
        return self.world.refs[self.key(year)]
