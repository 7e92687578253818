"""Lists in pages, so that no list grows with the years."""

from dataclasses import dataclass
from typing import Final, Generic, TypeVar

Shown = TypeVar("Shown")

PAGE_SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class Paged(Generic[Shown]):
    """One page of a list; ``number`` counts from 1."""

    rows: tuple[Shown, ...]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """Return how many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def offset_of(number: int, size: int = PAGE_SIZE) -> int:
    """Return how many rows come before page ``number``."""
    return (max(number, 1) - 1) * size
