"""Another partnership's address answers as if nothing were there, whatever the method."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.kernel.unit_of_work import Transactions
from scheduler.web.app import create_app
from tests.isolation.addresses import METHODS, Place, places_of
from tests.isolation.canary import crossing_references, snapshot
from tests.isolation.neighbours import Neighbours, two_partnerships
from tests.outside.browser import BrowserOfApp, Page, PlainBrowser
from tests.outside.installation import Installation, a_signin_link, signed_in, use_signin_link

# Where hundreds of addresses are asked for, one database answers for both.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
# What is written when somebody merely looks.
_WRITTEN_BY_LOOKING = frozenset({"web_session", "throttle", "subscription_use"})


@pytest.fixture(scope="module")
def places(installation: Installation, tables: sa.Engine, neighbours: Neighbours) -> list[Place]:
    """Return every address of A's that is found by who one is, not by a secret in it."""
    with tables.connect() as connection:
        return _open(create_app(installation.parts()), connection, neighbours)


@pytest.fixture
def visitor(installation: Installation, neighbours: Neighbours) -> PlainBrowser:
    """Return the browser of B's coordinator."""
    return signed_in(installation, neighbours.b.email)


def test_b_gets_404_on_every_address_of_a(
    visitor: PlainBrowser, places: list[Place], tables: sa.Engine
) -> None:
    token = _form_token(visitor)
    before = snapshot(tables, without=_WRITTEN_BY_LOOKING)

    told = [
        f"{method} {place.path}: {page.status}"
        for place in places
        for method in sorted(place.methods)
        if (page := _ask(visitor, method, place.path, token)).status != 404
    ]

    assert places
    assert told == []
    assert snapshot(tables, without=_WRITTEN_BY_LOOKING) == before


@on_sqlite
def test_methods_that_a_view_does_not_take_tell_nothing_either(
    visitor: PlainBrowser, places: list[Place]
) -> None:
    token = _form_token(visitor)

    for place in {place.rule: place for place in places}.values():
        for method in METHODS - place.methods:
            answer = _ask(visitor, method, place.path, token)
            assert answer.status in {404, 405}, f"{method} {place.path}"


@on_sqlite
def test_a_finds_something_on_every_address_of_a(
    transactions: Transactions, installation: Installation
) -> None:
    both = two_partnerships(transactions)
    app = create_app(replace(installation.parts(), transactions=transactions))
    places = _open(app, transactions.sessions.kw["bind"], both)
    browser = BrowserOfApp(installation.origin, app=app)
    use_signin_link(browser, a_signin_link(transactions, both.a.email))
    token = _form_token(browser)

    reached: set[str] = set()
    # Looking first: what is sent may remove what is looked at.
    for method in ("GET", "POST"):
        for place in places:
            if method in place.methods and place.rule not in reached:
                answer = _ask(browser, method, place.path, token)
                reached |= {place.rule} if answer.status not in {404, 405, 500} else set()

    assert {place.rule for place in places} - reached == set()


def test_no_row_refers_to_another_partnership(tables: sa.Engine, neighbours: Neighbours) -> None:
    assert neighbours.a.cast.partnership.id != neighbours.b.cast.partnership.id
    assert crossing_references(tables) == []


def _open(app: Flask, connection: sa.Connection, both: Neighbours) -> list[Place]:
    return [p for p in places_of(app, connection, both.a) if not p.opens_by_itself]


def _form_token(browser: PlainBrowser) -> str:
    controls = browser.open("/help").document.all("input", name="csrf_token")
    return controls[0].attributes["value"]


def _ask(browser: PlainBrowser, method: str, path: str, token: str) -> Page:
    fields = None if method in {"GET", "HEAD"} else [("csrf_token", token), ("confirmed", "1")]
    return browser.send(method, path, fields)
