"""Compares the catalogues with the messages in the sources; run it as a program to see the gaps."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import checkers
from babel.messages.pofile import read_po

from tests.house.sources import ROOT

LANGUAGES = ("en", "zh_Hans", "zh_Hant")
# The sources are written in English: where its catalogue is empty, gettext gives the source.
SOURCE_LANGUAGE = "en"
# The national standards of the two scripts hold few characters of each other's.
_CHARSETS = {"zh_Hans": "gb2312", "zh_Hant": "big5"}
_IDEOGRAPHS = re.compile(r"[\u4e00-\u9fff]")
EXTRACTION = ("--mapping=pyproject.toml", "--no-location")


def main() -> int:
    """Print every gap, one per line."""
    gaps = list(catalogue_gaps())
    for gap in gaps:
        print(gap)
    return 1 if gaps else 0


def catalogue_gaps() -> Iterator[str]:
    """Yield each message that a reader would see in the wrong language, or not right."""
    template = _extracted()
    for language in LANGUAGES:
        path = ROOT / "scheduler" / "translations" / language / "LC_MESSAGES" / "messages.po"
        if not path.is_file():
            yield f"{language}: there is no catalogue"
            continue
        with path.open("rb") as catalogue_file:
            catalogue = read_po(catalogue_file, locale=language, abort_invalid=True)
        for message in template:
            if message.id:
                yield from _gaps(language, catalogue, message)
        for message in catalogue:
            if message.id and message.id not in template:
                yield f"{language}: no longer in the sources: {_shown(message)}"


def _gaps(language: str, catalogue: Catalog, wanted: Message) -> Iterator[str]:
    found = catalogue.get(wanted.id, wanted.context)
    if found is None:
        yield f"{language}: not in the catalogue: {_shown(wanted)}"
        return
    if found.fuzzy:
        yield f"{language}: fuzzy: {_shown(found)}"
    texts = [found.string] if isinstance(found.string, str) else list(found.string or [])
    if not texts or not all(texts):
        if language != SOURCE_LANGUAGE:
            yield f"{language}: not translated: {_shown(found)}"
        return
    yield from _unshowable(language, found, texts)
    for check in checkers:
        try:
            check(catalogue, found)
        except ValueError as error:  # Babel's TranslationError
            yield f"{language}: {error}: {_shown(found)}"


def _unshowable(language: str, message: Message, texts: list[str]) -> Iterator[str]:
    """Yield what no reader of the language should meet, though the catalogue is complete."""
    for text in texts:
        try:
            _ = text % _Anything()
        except (TypeError, ValueError) as error:
            # Templates fill every message in, so that a lone percent sign is a broken page.
            yield f"{language}: cannot be filled in ({error}): {_shown(message)}"
        foreign = "".join(
            sorted(set(filter(_IDEOGRAPHS.match, text)) - _written_in(language, text))
        )
        if foreign:
            yield f"{language}: in another script: {foreign} in {_shown(message)}"


class _Anything(dict[str, int]):
    """Has a value for every placeholder."""

    def __missing__(self, _name: str) -> int:
        return 0


def _written_in(language: str, text: str) -> set[str]:
    """Return the characters of a text that its script has."""
    charset = _CHARSETS.get(language, "ascii")
    return {character for character in text if character.encode(charset, "ignore")}


def _shown(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return repr(text)


def _extracted() -> Catalog:
    """Return the messages of the sources as they are now."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "messages.pot"
        command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"]
        subprocess.run(
            [*command, *EXTRACTION, f"--output-file={target}", "."], cwd=ROOT, check=True
        )
        with target.open("rb") as template_file:
            return read_po(template_file)


if __name__ == "__main__":
    sys.exit(main())
