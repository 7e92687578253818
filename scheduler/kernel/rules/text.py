"""Text that people write: cleaned, measured, and kept in three languages side by side."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.language import FALLBACKS, Language

LINE_LENGTH: Final = 300
TEXT_LENGTH: Final = 10_000

_INVISIBLE: Final = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def clean_line(value: str, *, name: str | None = None, longest: int = LINE_LENGTH) -> str:
    """Return one line of text in NFC without outer blanks.

    Raises:
        InvalidError: ``control_characters`` or ``too_long``, with ``name`` as its field.
    """
    text = unicodedata.normalize("NFC", value).strip()
    _refuse_controls(text, allowed="", name=name)
    _refuse_longer(text, longest, name)
    return text


def clean_text(value: str, *, name: str | None = None, longest: int = TEXT_LENGTH) -> str:
    """Return text of several lines in NFC, lines separated by one line feed.

    Raises:
        InvalidError: ``control_characters`` or ``too_long``, with ``name`` as its field.
    """
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").strip()
    _refuse_controls(text, allowed="\n\t", name=name)
    _refuse_longer(text, longest, name)
    return text


def _refuse_controls(text: str, *, allowed: str, name: str | None) -> None:
    # Bidirectional and zero-width marks let one name look like another, so they go the same way.
    for character in text:
        category = unicodedata.category(character)
        control = category in {"Cc", "Cs", "Zl", "Zp"} and character not in allowed
        if control or character in _INVISIBLE:
            raise InvalidError("control_characters", field=name)


def _refuse_longer(text: str, longest: int, name: str | None) -> None:
    if len(text) > longest:
        raise InvalidError("too_long", field=name, longest=longest, length=len(text))


class TranslationState(StrEnum):
    """How far a text in one language can be trusted against its source."""

    MISSING = "missing"
    DRAFT = "draft"
    CHECKED = "checked"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Rendering:
    """A text in the language that was found for a reader."""

    text: str
    language: Language
    state: TranslationState

    def __str__(self) -> str:
        """Return the text."""
        return self.text


@dataclass(frozen=True, slots=True)
class Trilingual:
    """One text in three languages, the one it was written in, and the state of the others."""

    source: Language
    texts: Mapping[Language, str] = field(default_factory=dict)
    states: Mapping[Language, TranslationState] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        *,
        zh_hans: str = "",
        zh_hant: str = "",
        en: str = "",
        source: Language | None = None,
        state: TranslationState = TranslationState.CHECKED,
    ) -> Self:
        """Return a text from what was written; the first language given is the source."""
        written = {Language.ZH_HANS: zh_hans, Language.ZH_HANT: zh_hant, Language.EN: en}
        texts = {language: text for language, text in written.items() if text}
        if source is None or source not in texts:
            source = next(iter(texts), source or Language.ZH_HANS)
        return cls(source=source, texts=texts, states=dict.fromkeys(texts, state))

    def __bool__(self) -> bool:
        """Say whether anything is written at all."""
        return any(self.texts.values())

    @property
    def zh_hans(self) -> str:
        """Return the Simplified Chinese text, or an empty one."""
        return self.texts.get(Language.ZH_HANS, "")

    @property
    def zh_hant(self) -> str:
        """Return the Traditional Chinese text, or an empty one."""
        return self.texts.get(Language.ZH_HANT, "")

    @property
    def en(self) -> str:
        """Return the English text, or an empty one."""
        return self.texts.get(Language.EN, "")

    def state(self, language: Language) -> TranslationState:
        """Return how far the text in ``language`` can be trusted."""
        if not self.texts.get(language):
            return TranslationState.MISSING
        return self.states.get(language, TranslationState.CHECKED)

    def best(self, language: Language) -> Rendering:
        """Return the best text there is for a reader of ``language``."""
        for candidate in FALLBACKS[language]:
            if text := self.texts.get(candidate):
                return Rendering(text, candidate, self.state(candidate))
        return Rendering("", language, TranslationState.MISSING)

    def revised(self, written: "Trilingual") -> "Trilingual":
        """Return the text after an edit: when the source moves, untouched others become stale."""
        moved = written.texts.get(self.source) != self.texts.get(self.source)
        states = dict(written.states)
        for language, text in written.texts.items():
            untouched = text == self.texts.get(language)
            if untouched:
                stale = moved and language is not self.source
                states[language] = TranslationState.STALE if stale else self.state(language)
        source = self.source if written.texts.get(self.source) else written.source
        return Trilingual(source=source, texts=written.texts, states=states)

    def searchable(self) -> str:
        """Return all texts in one, folded for a search without regard to case."""
        return "\n".join(text.casefold() for text in self.texts.values())
