"""Nothing on a page leads nowhere, and every page can be found."""

import pytest
from flask import Flask

from scheduler.cli.demo import COORDINATOR, LIAISON
from scheduler.web.app import create_app
from scheduler.web.endpoints import access_of
from tests.e2e.pages import STARTS, endpoint_of
from tests.outside.browser import Page
from tests.outside.crawl import crawl
from tests.outside.installation import Installation, signed_in

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


def test_no_link_is_dead(pages: dict[str, list[Page]]) -> None:
    dead = [(p.address, p.status) for found in pages.values() for p in found if p.status != 200]

    assert dead == []


def test_no_form_is_sent_into_the_void(app: Flask, pages: dict[str, list[Page]]) -> None:
    adapter = app.url_map.bind("localhost")
    forms = {
        (form.action.partition("?")[0], form.method): page.address
        for found in pages.values()
        for page in found
        if page.headers.get_content_type() == "text/html"
        for form in page.forms
    }

    assert [(f, page) for f, page in forms.items() if not adapter.test(f[0], method=f[1])] == []


def test_every_page_is_linked_from_somewhere(app: Flask, pages: dict[str, list[Page]]) -> None:
    linked = {endpoint_of(app, page.address) for found in pages.values() for page in found}
    views = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}

    assert views - linked - NOT_LINKED == set()
    assert {name for name in NOT_LINKED if access_of(app, name) is None} == set()
