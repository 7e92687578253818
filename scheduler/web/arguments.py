"""What stands behind the question mark of an address; nonsense there narrows nothing."""

from enum import StrEnum
from typing import Final, TypeVar

from flask import request

Word = TypeVar("Word", bound=StrEnum)

_LAST_PAGE: Final = 100_000
_YEARS: Final = range(1900, 2200)


def page_number() -> int:
    """Return the page asked for, from 1 on."""
    number = _whole("page")
    return min(max(number or 1, 1), _LAST_PAGE)


def year_asked() -> int | None:
    """Return the year asked for, or ``None``."""
    year = _whole("year")
    return year if year in _YEARS else None


def text_asked(name: str, *, longest: int = 100) -> str:
    """Return a text asked for, cut to what is worth searching."""
    return request.args.get(name, "").strip()[:longest]


def word_asked(name: str, vocabulary: type[Word]) -> Word | None:
    """Return a word of a vocabulary asked for, or ``None``."""
    word = request.args.get(name, "")
    return vocabulary(word) if word in set(vocabulary) else None


def _whole(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - no number here is longer
