"""Text of people: cleaned, measured, three languages side by side."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.kernel.models.base import TrilingualText
from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.language import Language, language_for_tag
from scheduler.kernel.rules.text import (
    LINE_LENGTH,
    TranslationState,
    Trilingual,
    clean_line,
    clean_text,
)


@pytest.mark.parametrize(
    "bad",
    ["a\x00b", "a\x07b", "a\nb", "a\u2028b", "a\u202eb", "a\u200bb", "\ud800", "a\x85b", "\ufeffa"],
)
def test_a_line_refuses_what_nobody_can_see(bad: str) -> None:
    with pytest.raises(InvalidError) as caught:
        clean_line(bad, name="title")

    assert (caught.value.reason, caught.value.field) == ("control_characters", "title")


def test_a_text_keeps_its_lines_and_nothing_else() -> None:
    assert clean_text("  一\r\n二\r三\n") == "一\n二\n三"


def test_a_line_that_is_too_long_says_how_long() -> None:
    with pytest.raises(InvalidError) as caught:
        clean_line("字" * (LINE_LENGTH + 1))

    assert caught.value.params == {"longest": LINE_LENGTH, "length": LINE_LENGTH + 1}


@given(st.text(max_size=400))
def test_whatever_is_sent_is_taken_clean_or_refused(sent: str) -> None:
    try:
        taken = clean_text(sent)
    except InvalidError:
        return

    assert clean_text(taken) == taken
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in taken if c not in "\n\t")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh-CN", Language.ZH_HANS),
        ("zh", Language.ZH_HANS),
        ("zh-SG", Language.ZH_HANS),
        ("zh-Hans-HK", Language.ZH_HANS),
        ("zh-HK", Language.ZH_HANT),
        ("zh_TW", Language.ZH_HANT),
        ("zh-MO", Language.ZH_HANT),
        ("ZH-Hant", Language.ZH_HANT),
        ("en-GB", Language.EN),
        ("fr", None),
        ("../../x", None),
    ],
)
def test_a_browser_language_finds_ours(tag: str, expected: Language | None) -> None:
    assert language_for_tag(tag) is expected


def test_a_reader_gets_the_nearest_script_first() -> None:
    text = Trilingual.of(zh_hans="会商", en="consultation")

    assert text.best(Language.ZH_HANT).text == "会商"
    assert text.best(Language.ZH_HANT).language is Language.ZH_HANS
    assert text.state(Language.ZH_HANT) is TranslationState.MISSING


def test_when_the_source_moves_the_others_become_stale() -> None:
    before = Trilingual.of(zh_hans="甲", en="A", source=Language.ZH_HANS)

    after = before.revised(Trilingual.of(zh_hans="乙", en="A", source=Language.ZH_HANS))

    assert after.state(Language.ZH_HANS) is TranslationState.CHECKED
    assert after.state(Language.EN) is TranslationState.STALE


def test_when_a_translation_is_renewed_it_is_no_longer_stale() -> None:
    stale = Trilingual.of(zh_hans="甲", en="A").revised(Trilingual.of(zh_hans="乙", en="A"))

    after = stale.revised(Trilingual.of(zh_hans="乙", en="B"))

    assert after.state(Language.EN) is TranslationState.CHECKED


@given(
    st.builds(
        Trilingual.of,
        zh_hans=st.text(),
        zh_hant=st.text(),
        en=st.text(),
        state=st.sampled_from(TranslationState),
    )
)
def test_a_text_is_read_from_the_database_as_it_was_written(text: Trilingual) -> None:
    column = TrilingualText()
    dialect = None

    kept = column.process_bind_param(text, dialect)  # type: ignore[arg-type]

    assert column.process_result_value(kept, dialect) == text  # type: ignore[arg-type]
