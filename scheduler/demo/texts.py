"""The texts of the case, as they lie beside this file, one directory for each partnership."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.text import Trilingual

Table = Mapping[str, Any]

PARTNERSHIPS: Final = ("sc_cityu", "sc_example")


def read_case(name: str) -> dict[str, Any]:
    """Return everything written about one partnership; lists of several files are joined."""
    case: dict[str, Any] = {}
    directory = files(__package__).joinpath("case", name)
    for file in sorted(directory.iterdir(), key=lambda file: file.name):
        for key, value in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if isinstance(value, list):
                case.setdefault(key, []).extend(value)
            else:
                case[key] = value
    return case


def trilingual(table: Table, *, year: int | None = None, source: str = "zh_Hans") -> Trilingual:
    """Return a text in the languages that are written; ``{year}`` stands for the year."""
    written = {
        language: table.get(language, "").replace("{year}", str(year))
        for language in ("hans", "hant", "en")
    }
    return Trilingual.of(
        zh_hans=written["hans"],
        zh_hant=written["hant"],
        en=written["en"],
        source=Language(source),
    )


def optional(table: Table | None) -> Trilingual | None:
    """Return a text, or ``None`` where nothing is written."""
    return None if table is None else trilingual(table)
