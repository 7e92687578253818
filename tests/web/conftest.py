"""The application over the test's database and clock, and people who are signed in."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.bootstrap.container import Container, make_container
from scheduler.bootstrap.settings import Settings
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.unit_of_work import Transactions
from scheduler.parties.models.accounts import Account
from scheduler.parties.models.people import Person
from scheduler.parties.usecases.signin import make_signin_link
from scheduler.web.app import create_app
from tests.builders.cast import Cast, Seated, a_cast
from tests.web.browser import Browser, SignIn, a_browser

SECRET = "a-secret-of-the-tests-that-is-long-enough"  # noqa: S105 - opens nothing


@pytest.fixture
def container(engine: sa.Engine, transactions: Transactions, instance: Path) -> Container:
    """Return the parts of the product on the test's database, with letters as files."""
    settings = Settings(secret_key=SECRET, instance_path=instance)  # type: ignore[arg-type]
    made = make_container(settings, clock=transactions.clock, engine=engine)
    return replace(made, transactions=transactions)


@pytest.fixture
def app(container: Container) -> Flask:
    """Return the application; a failure of a view fails the test."""
    app = create_app(container)
    app.test_client_class = Browser
    return app


@pytest.fixture
def client(app: Flask) -> Browser:
    """Return a browser that nobody is signed in with."""
    return a_browser(app)


@pytest.fixture
def cast(transactions: Transactions, system: Actor) -> Cast:
    """Return a partnership with people in every part."""
    with transactions.begin(system) as work:
        return a_cast(work)


@pytest.fixture
def sign_in(transactions: Transactions, system: Actor) -> SignIn:
    """Return how somebody signs in: by a link from the operator, through the pages."""

    def through_a_link(browser: Browser, who: Seated | Account | Person) -> Browser:
        person = who if isinstance(who, Person) else None
        email = person.email if person else _account(who).email
        with transactions.begin(system) as work:
            token = make_signin_link(work, email or "")
        reply = browser.submit(f"/l/{token}", f"/l/{token}")
        assert reply.status_code == 303, reply.text
        return browser

    return through_a_link


def _account(who: Seated | Account | Person) -> Account:
    if isinstance(who, Seated):
        return who.account
    assert isinstance(who, Account)
    return who
