"""Texts that try to become markup or scripts stay what they are: words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scheduler.web.app import create_app
from tests.conftest import HandClock
from tests.e2e.pages import STARTS, sights
from tests.e2e.walking import walk
from tests.isolation.canary import write_everywhere
from tests.isolation.neighbours import two_partnerships
from tests.outside.browser import Page
from tests.outside.crawl import crawl
from tests.outside.document import Element, parse
from tests.outside.installation import Installation, installed, signed_in

pytestmark = pytest.mark.browser
CALM = "xylophone"
HOSTILE = (
    """x"><script>alert(1)</script>'><img src=x onerror=alert(2)><svg onload=alert(3)>"""
    """</textarea></title></style></option><script>alert(6)</script>"""
    """<a href=javascript:alert(4)>y</a> onmouseover=alert(5) &lt;b&gt; """
    """{{ 71*73 }} {% raw %} %(name)s ${7*7} """
    """<!-- --> ]]> \\u003cscript\\u003e"""
)
_SCRIPTED = ("javascript:", "vbscript:", "data:text")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, int, str]]:
    """Yield an installation, the partnership to write in, and the address of its liaison."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    with installed(folder / "instance", HandClock()) as installation:
        parts = installation.parts()
        a = two_partnerships(parts.transactions, report=HOSTILE).a
        parts.engine.dispose()
        yield installation, a.cast.partnership.id, a.cast.liaison.account.email


def test_hostile_texts_change_nothing_about_a_page_but_its_words(
    crowd: tuple[Installation, int, str],
) -> None:
    installation, partnership_id, email = crowd
    browser = signed_in(installation, email)
    _write(installation, partnership_id, CALM)
    calm = {page.address: page for page in crawl(browser, STARTS)}

    _write(installation, partnership_id, HOSTILE)
    hostile = {address: browser.open(address) for address in calm}

    assert [a for a, page in hostile.items() if page.status != 200] == []
    assert [a for a in calm if _skeleton(calm[a]) != _skeleton(hostile[a])] == []
    assert [a for a, page in hostile.items() if _dangers(page.document)] == []
    assert [a for a, page in hostile.items() if "5183" in page.document.text] == []
    as_words = [a for a, page in hostile.items() if "<script>alert(1)" in page.document.text]
    assert len(as_words) > len(hostile) / 3


def test_hostile_texts_stay_words_in_letters(crowd: tuple[Installation, int, str]) -> None:
    installation, partnership_id, _email = crowd
    _write(installation, partnership_id, HOSTILE)

    installation.sweep("plan", "fire", "deliver")
    letters = installation.new_letters()

    bodies = [letter.get_body(("html",)) for letter in letters]
    pages = [parse(body.get_content()) for body in bodies if body is not None]
    assert any("<script>alert(1)" in page.text for page in pages)
    assert [danger for page in pages for danger in _dangers(page)] == []
    assert [name for letter in letters for name in letter if "script" in name.lower()] == []


def test_hostile_texts_move_nothing_in_a_browser(
    chromium: Browser, crowd: tuple[Installation, int, str]
) -> None:
    installation, partnership_id, email = crowd
    _write(installation, partnership_id, HOSTILE)
    window = walk(chromium, installation, email=email)

    app = create_app(installation.parts())
    pages = crawl(signed_in(installation, email), STARTS)
    for sight in sights(app, pages):
        window.to(sight.address).mouse.move(200, 200)

    assert window.watch.taken() == []
    window.context.close()


def _write(installation: Installation, partnership_id: int, words: str) -> None:
    """Put words behind what stands in every text of the partnership."""
    engine = installation.parts().engine
    write_everywhere(engine, partnership_id, lambda text: f"{text.split(' ¶ ')[0]} ¶ {words}")
    engine.dispose()


def _skeleton(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    """Return the tags of a page with the names of their attributes."""
    return [(e.tag, tuple(sorted(e.attributes))) for e in page.document.walk()]


def _dangers(page: Element) -> list[str]:
    found = []
    for element in page.walk():
        source = element.attributes.get("src", "")
        if element.tag in {"script", "img", "iframe"} and not source.startswith("/static/"):
            found.append(f"<{element.tag} src={source!r}>")
        found += [name for name in element.attributes if name.startswith("on")]
        values = (element.attributes.get(name, "") for name in ("href", "src", "action"))
        found += [value for value in values if value.strip().lower().startswith(_SCRIPTED)]
    return found
