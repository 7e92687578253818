"""Text from templates for a reader of one language, outside of any web request."""

import io
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from scheduler.kernel.dates_in_words import date_filters
from scheduler.kernel.rules.language import Language

_DOMAIN: Final = "messages"


class Renderer:
    """Renders templates in every language; only ``.html`` is escaped.

    Templates get ``language`` besides their context, and the filters of ``dates_in_words``.
    """

    def __init__(self, templates_path: Path, translations_path: Path) -> None:
        """Prepare one environment per language, so that rendering shares compiled templates."""
        self._environments = {
            language: _environment(templates_path, translations_path, language)
            for language in Language
        }

    def render(self, template: str, language: Language, /, **context: object) -> str:
        """Return the text of ``template``; a name it uses and nobody gave is an error."""
        return self._environments[language].get_template(template).render(**context)


def load_translations(translations_path: Path, language: Language) -> NullTranslations:
    """Return the catalogue of a language: compiled, else from its source, else none.

    Without a catalogue people read the English message ids, which are complete sentences.
    """
    folder = translations_path / language.value / "LC_MESSAGES"
    compiled = folder / f"{_DOMAIN}.mo"
    source = folder / f"{_DOMAIN}.po"
    if compiled.exists():
        return Translations(io.BytesIO(compiled.read_bytes()), domain=_DOMAIN)
    if source.exists():
        content = io.BytesIO()
        with source.open("rb") as file:
            write_mo(content, read_po(file, locale=language.value, domain=_DOMAIN))
        content.seek(0)
        return Translations(content, domain=_DOMAIN)
    return NullTranslations()


def _environment(templates: Path, translations: Path, language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"], default=False, default_for_string=False),
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    catalogue = load_translations(translations, language)
    environment.install_gettext_translations(  # type: ignore[attr-defined]
        catalogue, newstyle=True
    )
    environment.filters.update(date_filters(lambda: language))
    environment.globals["language"] = language
    return environment
