"""What the address of the register asks for; what cannot be read asks for nothing."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

from werkzeug.datastructures import MultiDict

from scheduler.actions.rules.action_items import ActionStatus
from scheduler.actions.rules.lights import Light
from scheduler.actions.rules.register import Attention, RegisterFilter, State
from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.text import clean_line

# The names that stand in the address, in the order of the filter bar.
NAMES: Final = (
    "q",
    "partnership",
    "state",
    "light",
    "need",
    "status",
    "year",
    "meeting",
    "unit",
    "owner",
    "commitment",
    "sort",
)
_NO_FILTERS: Final = {"sort"}
_LONGEST: Final = 100
Word = TypeVar("Word", bound=StrEnum)


def read_filter(args: "MultiDict[str, str]") -> RegisterFilter:
    """Return the filter that an address asks for."""
    return RegisterFilter(
        text=_line(args.get("q")),
        partnership_ref=_line(args.get("partnership")) or None,
        state=_word(State, args.get("state")) or State.OPEN,
        light=_word(Light, args.get("light")),
        attention=_word(Attention, args.get("need")),
        status=_word(ActionStatus, args.get("status")),
        year=_year(args.get("year")),
        meeting_ref=_line(args.get("meeting")) or None,
        organisation=_line(args.get("unit")) or None,
        owner=_line(args.get("owner")) or None,
        commitment_ref=_line(args.get("commitment")) or None,
    )


def kept(args: "MultiDict[str, str]") -> dict[str, str]:
    """Return what of an address says something about the register, without the page number."""
    return {name: args[name] for name in NAMES if args.get(name)}


def narrows(values: Mapping[str, str]) -> bool:
    """Say whether an address asks for less than the usual register."""
    return any(name not in _NO_FILTERS for name in values)


def read_page(args: "MultiDict[str, str]") -> int:
    """Return the number of the page asked for, the first unless it can be read."""
    word = args.get("page", "")
    return int(word) if word.isascii() and word.isdigit() and len(word) < len("100000") else 1


def _word(vocabulary: type[Word], value: str | None) -> Word | None:
    return vocabulary(value) if value in set(vocabulary) else None


def _year(value: str | None) -> int | None:
    right = value is not None and value.isascii() and value.isdigit() and len(value) == len("2027")
    return int(value) if right and value else None


def _line(value: str | None) -> str:
    try:
        return clean_line(value or "", longest=_LONGEST)
    except InvalidError:
        return ""
