"""What can be asked of the register, and in which order it answers."""

from dataclasses import dataclass
from enum import StrEnum

from scheduler.actions.rules.action_items import ActionStatus
from scheduler.actions.rules.lights import Light


class State(StrEnum):
    """Whether something is still to be done; what the register shows unless asked for more."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


class Attention(StrEnum):
    """What an item waits for from the reader, or has lacked for too long."""

    CONFIRM = "confirm"
    SILENT = "silent"


class SortKey(StrEnum):
    """What the register can be ordered by; a minus before the word turns it round."""

    DUE = "due"
    REF = "ref"
    PERCENT = "percent"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the register."""

    key: SortKey = SortKey.DUE
    downwards: bool = False


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which items are asked for; what is ``None`` or empty does not narrow.

    A status says by itself whether open or closed items are meant, and so do light and attention.
    """

    partnership_ref: str | None = None
    year: int | None = None
    meeting_ref: str | None = None
    commitment_ref: str | None = None
    organisation: str | None = None
    owner: str | None = None
    status: ActionStatus | None = None
    light: Light | None = None
    attention: Attention | None = None
    text: str = ""
    state: State = State.OPEN

    @property
    def reaches(self) -> State:
        """Return whether open items, closed items or all are meant."""
        if self.status is not None:
            return State.OPEN if self.status.is_open else State.CLOSED
        if self.light is not None:
            return State.CLOSED if self.light is Light.DONE else State.OPEN
        return State.OPEN if self.attention is not None else self.state


def read_sort(word: str) -> Sort:
    """Return the order a word of an address asks for; anything unknown means the usual one."""
    downwards = word.startswith("-")
    name = word.removeprefix("-")
    if name not in set(SortKey):
        return Sort()
    return Sort(SortKey(name), downwards)
