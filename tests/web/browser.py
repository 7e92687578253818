"""A browser for tests: it keeps cookies and sends forms with the token of a page it has seen."""

import re
from collections.abc import Callable
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from scheduler.parties.models.accounts import Account
from scheduler.parties.models.people import Person
from tests.builders.cast import Seated

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser(FlaskClient):
    """A test client that behaves like a person with a browser."""

    def token(self, page: str = "/help") -> str:
        """Return the token of the forms on a page."""
        found = _TOKEN.search(self.get(page).text)
        assert found is not None, f"no form on {page}"
        return found[1]

    def submit(self, path: str, page: str = "/help", /, **fields: Any) -> TestResponse:
        """Send a form as a page of ours would; follows no redirect."""
        return self.post(path, data={"csrf_token": self.token(page), **fields})

    @property
    def key(self) -> str | None:
        """Return the secret in the session's cookie."""
        cookie = self.get_cookie("sid")
        return cookie.value if cookie else None


SignIn = Callable[[Browser, Seated | Account | Person], Browser]


def a_browser(app: Flask) -> Browser:
    """Return a fresh browser."""
    browser = app.test_client()
    assert isinstance(browser, Browser)
    # What the tests look for is English; a person's own language still comes first.
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser
