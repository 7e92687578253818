"""Templates outside the web: strict, escaped where needed, in the reader's language."""

import io
from datetime import date
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2 import UndefinedError

from scheduler.kernel.renderer import Renderer, load_translations
from scheduler.kernel.rules.language import Language

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Dear %(name)s,"
msgstr "%(name)s，您好："

msgid "%(num)s day"
msgid_plural "%(num)s days"
msgstr[0] "%(num)s天"
"""

TEMPLATE = (
    """{{ _("Dear %(name)s,", name=name) }} {{ ngettext("%(num)s day", "%(num)s days", n) }}"""
)


@pytest.fixture
def translations(tmp_path: Path) -> Path:
    folder = tmp_path / "translations" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").write_text(CATALOGUE, encoding="utf-8")
    return tmp_path / "translations"


def _renderer(translations: Path, **templates: str) -> Renderer:
    folder = translations.parent / "templates"
    folder.mkdir(exist_ok=True)
    for name, text in templates.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return Renderer(folder, translations)


def test_a_source_catalogue_is_enough(translations: Path) -> None:
    renderer = _renderer(translations, letter_txt=TEMPLATE)

    assert renderer.render("letter.txt", Language.ZH_HANS, name="陈", n=3) == "陈，您好： 3天"


def test_a_compiled_catalogue_comes_first(translations: Path) -> None:
    folder = translations / "zh_Hans" / "LC_MESSAGES"
    changed = CATALOGUE.replace("您好", "你好").encode()
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, read_po(io.BytesIO(changed), locale="zh_Hans"))

    assert (
        load_translations(translations, Language.ZH_HANS)
        .ugettext("Dear %(name)s,")
        .endswith("你好：")
    )


def test_without_a_catalogue_people_read_english(translations: Path) -> None:
    renderer = _renderer(translations, letter_txt=TEMPLATE)

    assert renderer.render("letter.txt", Language.EN, name="Li", n=1) == "Dear Li, 1 day"
    assert renderer.render("letter.txt", Language.ZH_HANT, name="Li", n=2) == "Dear Li, 2 days"


def test_only_html_is_escaped(translations: Path) -> None:
    renderer = _renderer(translations, a_txt="{{ x }}", a_html="{{ x }}", b_subject_txt="{{ x }}")

    assert renderer.render("a.txt", Language.EN, x="<&>") == "<&>"
    assert renderer.render("b.subject.txt", Language.EN, x="<&>") == "<&>"
    assert renderer.render("a.html", Language.EN, x="<&>") == "&lt;&amp;&gt;"


def test_translated_html_escapes_its_values(translations: Path) -> None:
    renderer = _renderer(translations, a_html=TEMPLATE)

    assert renderer.render("a.html", Language.ZH_HANS, name="<b>", n=1) == "&lt;b&gt;，您好： 1天"


def test_a_missing_name_is_an_error(translations: Path) -> None:
    with pytest.raises(UndefinedError):
        _renderer(translations, a_txt="{{ x }}").render("a.txt", Language.EN)


def test_templates_know_their_language(translations: Path) -> None:
    renderer = _renderer(translations, a_txt="{{ language.tag }} {{ d|day }}")

    assert (
        renderer.render("a.txt", Language.ZH_HANT, d=date(2026, 3, 5)) == "zh-Hant-HK 2026年3月5日"
    )
