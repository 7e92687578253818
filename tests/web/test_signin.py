"""Signing in and out, as a person meets it."""

from tests.builders.cast import Cast
from tests.web.browser import Browser, SignIn


def test_somebody_with_a_link_signs_in(client: Browser, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.coordinator)

    assert "coordinator" in client.get("/help").text.lower()
