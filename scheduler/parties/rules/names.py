"""A person's name in three forms; none is ever converted into another."""

from dataclasses import dataclass

from scheduler.kernel.rules.language import FALLBACKS, Language


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as its bearer writes it in each script.

    Automatic conversion turns the surname 余 into 餘, so a missing form stays missing.
    """

    hans: str = ""
    hant: str = ""
    family: str = ""
    given: str = ""

    def in_language(self, language: Language) -> str:
        """Return the best form for a reader: family name first, in capitals in English."""
        forms = {
            Language.ZH_HANS: self.hans,
            Language.ZH_HANT: self.hant,
            Language.EN: f"{self.family.upper()} {self.given}".strip(),
        }
        return next((forms[lang] for lang in FALLBACKS[language] if forms[lang]), "")
