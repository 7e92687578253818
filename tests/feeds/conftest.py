"""A partnership with a series of meetings, and feeds fetched as the web fetches them."""

from pathlib import Path
from typing import Final

import pytest

from scheduler.feeds.usecases.feeds import Feed, identify_subscriber, read_feed
from scheduler.kernel.renderer import Renderer
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.links import Links
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from tests.builders.cast import Cast, a_cast
from tests.feeds.builders import Fetch, Programme, a_programme
from tests.house.sources import ROOT

LINKS: Final = Links("https://scheduler.example")


@pytest.fixture(scope="session")
def renderer() -> Renderer:
    """Return the words of calendars in English: without catalogues, messages are themselves."""
    return Renderer(ROOT / "templates", Path("no-catalogues"))


@pytest.fixture
def cast(work: UnitOfWork) -> Cast:
    """Return people on both sides of a partnership."""
    return a_cast(work)


@pytest.fixture
def programme(work: UnitOfWork, cast: Cast) -> Programme:
    """Return the partnership with its series of meetings."""
    return a_programme(work, cast)


@pytest.fixture
def fetch(transactions: Transactions, system: Actor, work: UnitOfWork, renderer: Renderer) -> Fetch:
    """Return what fetches a feed by its token."""

    def fetch(token: str) -> Feed:
        work.flush()
        with transactions.reading(system) as look:
            subscriber = identify_subscriber(look, token)
        with transactions.reading(subscriber.actor) as look:
            return read_feed(look, subscriber, renderer=renderer, links=LINKS)

    return fetch
