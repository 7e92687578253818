"""Reading pages as people do: the forms in them, and what is broken about them."""

import pytest

from tests.outside.document import faults, parse
from tests.outside.forms import Form

PAGE = """<!doctype html><main><form method="post" action="/send">
<input type="hidden" name="csrf_token" value="c"><input name="title" value="old">
<textarea name="note">
kept</textarea><select name="side"><option value="">–</option><option value="D">Department</option>
</select><input type="checkbox" name="confirmed" value="1">
<button name="go" value="on">Go</button></form></main>"""


def the_form() -> Form:
    return Form(parse(PAGE).one("form"), "/here")


def test_a_form_sends_what_it_was_opened_with_and_what_was_entered() -> None:
    sent = the_form().filled({"title": "new", "side": "D", "confirmed": True}, "go")

    assert sent == [
        ("csrf_token", "c"),
        ("title", "new"),
        ("note", "kept"),
        ("side", "D"),
        ("confirmed", "1"),
        ("go", "on"),
    ]


@pytest.mark.parametrize("values", [{"absent": "x"}, {"side": "X"}, {"csrf_token": "forged"}])
def test_what_is_not_on_the_page_cannot_be_entered(values: dict[str, str]) -> None:
    with pytest.raises(AssertionError):
        the_form().filled(values)


def test_a_choice_is_found_by_its_words() -> None:
    assert the_form().option("side", "Department") == "D"


@pytest.mark.parametrize(
    "broken",
    ["<p><b>x</p></b>", "<div>", "<i id=a></i><i id=a></i>", '<p lang="en" lang="fr"></p>'],
)
def test_broken_tags_are_told(broken: str) -> None:
    assert faults("<p>fine</p>") == []
    assert faults(broken)
