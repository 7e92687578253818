"""What happens when, and who does it: the case is written in the order in which it happened.

Each entry is a unit of work of its own, with a clock that shows its instant, so that the audit
trail and every history read as if the years had passed.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from scheduler.demo.world import OPERATOR, World
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork

Act = Callable[[UnitOfWork], object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing somebody does at one instant; without a handle it is the operator."""

    at: datetime
    by: str | None
    act: Act


@dataclass
class Timeline:
    """Everything that is going to happen, in any order until it is played."""

    entries: list[Entry] = field(default_factory=list)

    def add(self, at: datetime, by: str | None, act: Act) -> None:
        """Let somebody do something at an instant."""
        self.entries.append(Entry(at, by, act))

    def play(self, transactions: Transactions, world: World) -> None:
        """Let everything happen, the earliest first; what is written first wins a tie."""
        for entry in sorted(self.entries, key=lambda entry: entry.at):
            _play(replace(transactions, clock=_stopped(entry.at)), world, entry)


def _stopped(at: datetime) -> Callable[[], datetime]:
    return lambda: at


def _play(transactions: Transactions, world: World, entry: Entry) -> None:
    actor = OPERATOR
    if entry.by is not None:
        with transactions.reading(OPERATOR) as work:
            actor = world.actor(work, entry.by)
    with transactions.begin(actor) as work:
        entry.act(work)
