"""What people see when something is refused or fails."""

import logging

import pytest
from flask import Flask

from scheduler.feeds.rules.subscriptions import GoneError
from scheduler.kernel.rules.errors import (
    ConfirmationNeededError,
    DomainError,
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
    StaleError,
    ThrottledError,
)
from scheduler.web.endpoints import public
from scheduler.web.errors import STATUSES
from tests.web.browser import Browser


def raising(app: Flask, error: Exception) -> None:
    """Add an address at which an error happens."""

    @public
    def view() -> str:
        raise error

    app.add_url_rule("/happens", "happens", view)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFoundError(), 404),
        (GoneError(), 410),
        (ForbiddenError(permission="edit_meetings"), 403),
        (StaleError(), 409),
        (StaleError("taken"), 409),
        (IllegalTransitionError(status="HELD"), 409),
        (InvalidError("too_long", field="title", longest=300), 422),
        (ConfirmationNeededError("due_in_past"), 422),
        (ThrottledError(), 429),
        (DomainError("something_new"), 422),
    ],
    ids=repr,
)
def test_what_the_rules_refuse_is_a_page_with_a_reason(
    app: Flask, client: Browser, error: DomainError, status: int
) -> None:
    raising(app, error)

    reply = client.get("/happens")

    assert reply.status_code == status
    assert "<h1>" in reply.text
    assert error.reason not in reply.text


def test_every_kind_of_refusal_has_its_status() -> None:
    assert set(DomainError.__subclasses__()) <= set(STATUSES)


@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
def test_a_failure_shows_a_reference_and_the_log_has_it_too(
    app: Flask, client: Browser, caplog: pytest.LogCaptureFixture, language: str
) -> None:
    raising(app, RuntimeError("buried in /somewhere/inside.py"))
    client.set_cookie("language", language)

    with caplog.at_level(logging.ERROR):
        reply = client.get("/happens")

    reference = reply.text.split("<code>")[1].split("</code>")[0]
    assert reply.status_code == 500
    assert len(reference) == 10
    assert f"failure {reference}" in caplog.text
    for word in ("buried", "inside", "Traceback", "RuntimeError", "Flask", "Werkzeug"):
        assert word not in reply.text


def test_a_failure_of_the_error_page_still_answers(
    app: Flask, client: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    raising(app, RuntimeError())
    del app.jinja_env.globals["asset"]

    reply = client.get("/happens")

    assert reply.status_code == 500
    assert len(reply.text) == 10
    assert reply.text in caplog.text


def test_a_failure_before_any_view_is_a_page_too(app: Flask, client: Browser) -> None:
    def fail() -> None:
        raise RuntimeError

    app.before_request_funcs[None].insert(0, fail)

    assert client.get("/help").status_code == 500


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("DELETE", "/help", 405), ("POST", "/help", 405)],
)
def test_what_the_web_refuses_is_a_page(
    client: Browser, method: str, path: str, status: int
) -> None:
    reply = client.open(path, method=method)

    assert reply.status_code == status
    assert "<h1>" in reply.text
    assert ("Allow" in reply.headers) == (status == 405)


def test_a_form_that_is_not_ours_is_told_apart_from_a_damaged_one(client: Browser) -> None:
    client.set_cookie("language", "en")

    assert "open for too long" in client.post("/signin", data={"email": "x"}).text
