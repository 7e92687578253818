"""Where a browser may be sent back to."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scheduler.web.redirects import safe_path


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/my",
        "/actions?year=2027&status=NEEDS-ACTION",
        "/actions/SC-CITYU/2027/A03",
        "/actions?q=%E5%B9%B3%E5%8F%B0+a",
        "/actions?next=//evil.example",
    ],
)
def test_a_path_of_ours_stays_as_it_is(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "my",
        "//evil.example",
        "///evil.example",
        "https://evil.example",
        "https:///evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
        "/\\evil.example",
        "/%5cevil.example",
        "/\t/evil.example",
        "/%09/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\n/evil.example",
        "/%0d%0aSet-Cookie:x=1",
        "/\u200b/evil.example",
        "/\u3000/evil.example",
        "/x\x00",
        "/[",
        "/" + "a" * 3000,
    ],
)
def test_everything_else_leads_home(text: str | None) -> None:
    assert safe_path(text).startswith("/")
    assert safe_path(text) in {"/", "/["}


@given(st.text(max_size=60))
@example("/\\/evil")
def test_no_text_leads_to_another_host(text: str) -> None:
    path = safe_path(text)

    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert not any(character in path for character in "\\\t\r\n\x00")


def test_a_fragment_is_dropped() -> None:
    assert safe_path("/my#top") == "/my"
