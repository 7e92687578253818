"""Every page, found by links: in three languages, on a desk and on a phone, for everybody."""

import pytest
from flask import Flask
from playwright.sync_api import Browser
from playwright.sync_api import Page as Window

from scheduler.cli.demo import COORDINATOR, LIAISON
from scheduler.kernel.rules.language import Language
from scheduler.web.app import create_app
from scheduler.web.endpoints import access_of
from tests.e2e.pages import ODD, SIGNED_OUT, STARTS, endpoint_of, sights
from tests.e2e.walking import Walk, press, walk
from tests.outside.axe import barriers, bring_axe, overflow
from tests.outside.browser import Page
from tests.outside.chromium import NARROW, WIDE
from tests.outside.crawl import crawl
from tests.outside.document import faults
from tests.outside.installation import Installation, signed_in

# Pages whose empty form, once sent, shows what is wrong with it.
BLANKS = ("/actions/new?partnership=SC-CITYU", "/agreements/new?partnership=SC-CITYU")
# Reached by letters, programs, or the browser itself.
NOT_LINKED = {
    *("assets.file", "feeds.feed", "health.alive", "health.metrics", "health.ready"),
    *("signin.ask", "signin.code", "signin.link"),
}


@pytest.fixture(scope="module")
def app(demo: Installation) -> Flask:
    """Return the application, to ask it for its addresses."""
    return create_app(demo.parts())


@pytest.fixture(scope="module")
def pages(demo: Installation) -> dict[str, list[Page]]:
    """Return every page that two people come to by links."""
    return {email: crawl(signed_in(demo, email), STARTS) for email in (LIAISON, COORDINATOR)}


@pytest.mark.browser
@pytest.mark.parametrize("language", Language)
def test_no_page_keeps_anybody_out(
    chromium: Browser,
    demo: Installation,
    app: Flask,
    pages: dict[str, list[Page]],
    language: Language,
) -> None:
    inside = walk(chromium, demo, language, email=LIAISON)
    outside = walk(chromium, demo, language)
    problems = []
    for window in (inside, outside):
        bring_axe(window.context)

    for address in [sight.address for sight in sights(app, pages[LIAISON])] + [*ODD]:
        problems += _problems(inside, inside.to(address), language)
    for address in SIGNED_OUT:
        problems += _problems(outside, outside.to(address), language)
    for address in BLANKS:
        press(inside.to(address))
        assert inside.page.locator(".error-summary").is_visible()
        problems += _problems(inside, inside.page, language)

    inside.context.close()
    outside.context.close()
    assert problems == []


def test_no_link_is_dead_and_no_tag_is_left_open(pages: dict[str, list[Page]]) -> None:
    found = [page for pages_of_one in pages.values() for page in pages_of_one]

    assert [(page.address, page.status) for page in found if page.status != 200] == []
    assert [(page.address, wrong) for page in found if (wrong := faults(page.text))] == []


def test_no_form_is_sent_into_the_void(app: Flask, pages: dict[str, list[Page]]) -> None:
    adapter = app.url_map.bind("localhost")
    forms = {
        (form.action.partition("?")[0], form.method): page.address
        for found in pages.values()
        for page in found
        for form in page.forms
    }

    assert [(f, page) for f, page in forms.items() if not adapter.test(f[0], method=f[1])] == []


def test_every_page_is_linked_from_somewhere(app: Flask, pages: dict[str, list[Page]]) -> None:
    linked = {endpoint_of(app, page.address) for found in pages.values() for page in found}
    views = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}

    assert views - linked - NOT_LINKED == set()
    assert {name for name in NOT_LINKED if access_of(app, name) is None} == set()


def _problems(way: Walk, page: Window, language: Language) -> list[str]:
    found = []
    if page.locator("html").get_attribute("lang") != language.tag:
        found.append("is in another language")
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        found += [f"{width} px: {line}" for line in barriers(page)]
        if (wider := overflow(page)) > 0:
            found.append(f"{width} px: {wider} px too wide")
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    return [f"{page.url}: {line}" for line in [*found, *way.watch.taken()]]
