"""The three languages of the product, equal from the first page on."""

from enum import StrEnum
from typing import Final

_TAGS: Final = {"zh_Hans": "zh-Hans-CN", "zh_Hant": "zh-Hant-HK", "en": "en"}
_FORMATS: Final = {"zh_Hans": "zh_Hans_CN", "zh_Hant": "zh_Hant_HK", "en": "en_GB"}


class Language(StrEnum):
    """A language a person may read or write; the value names its catalogue."""

    ZH_HANS = "zh_Hans"
    ZH_HANT = "zh_Hant"
    EN = "en"

    @property
    def tag(self) -> str:
        """Return the BCP 47 tag for ``lang`` attributes."""
        return _TAGS[self.value]

    @property
    def format_locale(self) -> str:
        """Return the CLDR locale that says how days and clocks are written."""
        return _FORMATS[self.value]


FALLBACKS: Final[dict[Language, tuple[Language, ...]]] = {
    Language.ZH_HANS: (Language.ZH_HANS, Language.ZH_HANT, Language.EN),
    Language.ZH_HANT: (Language.ZH_HANT, Language.ZH_HANS, Language.EN),
    Language.EN: (Language.EN, Language.ZH_HANS, Language.ZH_HANT),
}


def language_for_tag(tag: str) -> Language | None:
    """Return our language for a browser's or person's tag, or ``None`` for other languages.

    BCP 47 negotiation finds nothing for ``zh-CN`` or ``zh-HK`` among script-named catalogues,
    so the regions are mapped by hand.
    """
    parts = tag.strip().replace("_", "-").lower().split("-")
    if parts[0] == "en":
        return Language.EN
    if parts[0] != "zh":
        return None
    traditional = {"hant", "hk", "mo", "tw"} & set(parts[1:])
    if traditional and "hans" not in parts:
        return Language.ZH_HANT
    return Language.ZH_HANS
