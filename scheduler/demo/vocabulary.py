"""The words that generated partnerships are made of, and the dice that choose them."""

import base64
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, TypeVar

from scheduler.demo.days import Season, working_day
from scheduler.demo.texts import Table
from scheduler.kernel.rules.text import Trilingual

Chosen = TypeVar("Chosen")


@cache
def vocabulary() -> dict[str, Any]:
    """Return the words as they lie beside this file."""
    file = files(__package__).joinpath("case", "vocabulary.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def worded(pattern: Table, topic: Table | None = None, **values: object) -> Trilingual:
    """Return a pattern with its topic, and its number or year, filled in."""
    texts = {}
    for language in ("hans", "hant", "en"):
        text = str(pattern[language])
        if topic is not None:
            text = text.replace("{topic}", topic[language])
        texts[language] = text.format(**values)
    return Trilingual.of(zh_hans=texts["hans"], zh_hant=texts["hant"], en=texts["en"])


@dataclass(frozen=True)
class Dice:
    """Everything that is left to chance about one partnership; the same for the same seed."""

    random: Random
    season: Season

    @classmethod
    def thrown(cls, seed: int, number: int, season: Season) -> "Dice":
        """Return the dice of one partnership."""
        return cls(Random(f"{seed}/{number}"), season)  # noqa: S311 - to be repeated, not secret

    def one_of(self, choices: Sequence[Chosen]) -> Chosen:
        """Return any of the choices."""
        return self.random.choice(choices)

    def below(self, number: int) -> int:
        """Return a number from 0 to one less than ``number``."""
        return self.random.randrange(number)

    def public_id(self) -> str:
        """Return an id of the shape that the pages use."""
        return base64.urlsafe_b64encode(self.random.randbytes(16)).decode().rstrip("=")

    def uid(self, kind: str) -> str:
        """Return a calendar's id of the shape that real rows have."""
        return f"{kind}-{self.random.randbytes(16).hex()}@consultation-scheduler"

    def instant(self, day: date) -> datetime:
        """Return an office hour of a day."""
        return self.season.at(day, 9 + self.below(8), self.below(60))

    def day_between(self, first: date, last: date) -> date:
        """Return a working day between two days, or the first where there is none."""
        span = max((last - first).days, 0)
        return max(first, working_day(first + timedelta(days=self.below(span + 1))))
