"""Whatever people type, no text leaves its field."""

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scheduler.calendars.component import component_text
from scheduler.calendars.entries import Relation
from scheduler.calendars.feed import FeedHead
from scheduler.calendars.text import clean_line, clean_text, clean_uri
from scheduler.kernel.rules.language import Language
from tests.calendars.builders import DUE_DAY, MEETING, a_feed, a_todo, an_event, read

# Any code point at all, lone surrogates too, and more often those that have broken a reader.
TROUBLE = "\r\n\t\x00\x07\x0b\x0c\x1c\x1d\x1e\x7f\x85\u2028\u2029\ufeff\ud800\udfff\uffff\\,;:\"^' "
TEXT = st.text(st.one_of(st.characters(), st.sampled_from(TROUBLE)), max_size=120) | st.builds(
    "{}{}UID:evil\r\nBEGIN:VEVENT".format, st.text(max_size=5), st.sampled_from(TROUBLE)
)
NAMED = TEXT.filter(lambda text: bool(clean_line(text)))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", "a\nb\nc\nd\ne\nf"),
        (
            "mark\ufeff bell\x07 null\x00 escape\x1b delete\x7f c1\x9f",
            "mark bell null escape delete c1",
        ),
        ("lone \ud83d surrogate", "lone  surrogate"),
        ("tab\tstays 😀 会商", "tab\tstays 😀 会商"),
        (" \n outer \n ", "outer"),
    ],
)
def test_clean_text(text: str, cleaned: str) -> None:
    assert clean_text(text) == cleaned


def test_clean_line() -> None:
    assert clean_line(" a\u2028b\t\r\n c ") == "a b c"


def test_clean_uri() -> None:
    uri = clean_uri("https://example.org/会 商?q=a%20b&c=[1]\r\nX:y\ud800")

    assert uri == "https://example.org/%E4%BC%9A%20%E5%95%86?q=a%20b&c=[1]%20X:y"


def _unescaped(value: str) -> str:
    # Properties unknown to RFC 5545 come back raw, so undo §3.3.11 here.
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def _names(component: Any) -> list[str]:
    return sorted(name for name, _ in component.property_items())


@settings(deadline=None)
@given(NAMED, TEXT, TEXT, TEXT, TEXT)
def test_any_text_of_an_event_stays_in_its_field(
    uid: str, summary: str, description: str, location: str, mark: str
) -> None:
    event = an_event(
        uid=uid,
        summary=f"s{summary}",
        description=f"d{description}",
        location=f"l{location}",
        mark=mark,
        categories=(f"c{summary}", "x"),
        related_to=(Relation(f"r{uid}"),),
        url=f"https://example.org/{summary}",
        conference_url=f"https://example.org/{location}",
    )
    content = component_text(event)

    component = read(content)
    prefix = f"[{clean_line(mark)}] " if clean_line(mark) else ""
    assert _names(component) == _names(_plain_event())
    assert len(component.walk()) == 2
    assert component["UID"] == clean_line(uid)
    assert component["SUMMARY"] == prefix + clean_line(f"s{summary}")
    assert component["DESCRIPTION"] == clean_text(f"d{description}")
    assert component["LOCATION"] == clean_line(f"l{location}")
    assert component["RELATED-TO"] == clean_line(f"r{uid}")
    assert component["URL"] == clean_uri(event.url)
    assert component["CONFERENCE"] == clean_uri(event.conference_url)
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def _plain_event() -> Any:
    event = an_event(related_to=(Relation("r"),))
    return read(component_text(event))


@settings(deadline=None)
@given(TEXT)
def test_readers_that_split_at_every_line_break_see_the_same_lines(text: str) -> None:
    content = component_text(an_event(summary=text, description=text, location=text)).decode()

    assert content.splitlines() == content.removesuffix("\r\n").split("\r\n")


@settings(deadline=None)
@given(TEXT)
@example(r"C:\New")
def test_any_text_of_a_task_stays_in_its_field(text: str) -> None:
    component = read(component_text(a_todo(summary=f"s{text}")))

    assert component["SUMMARY"] == clean_line(f"s{text}")
    assert _names(component) == _names(read(component_text(a_todo())))


@settings(deadline=None)
@given(TEXT, TEXT)
def test_any_name_of_a_calendar_stays_in_its_field(name: str, description: str) -> None:
    head = FeedHead(name=f"n{name}", description=f"d{description}", language=Language.EN)
    calendar = read(a_feed(MEETING, DUE_DAY, head=head))

    plain = FeedHead(name="n", description="d", language=Language.EN)
    assert _names(calendar) == _names(read(a_feed(MEETING, DUE_DAY, head=plain)))
    assert calendar["NAME"] == calendar["X-WR-CALNAME"]
    assert _unescaped(calendar["NAME"]) == clean_line(f"n{name}")
    assert _unescaped(calendar["X-WR-CALDESC"]) == clean_text(f"d{description}")
