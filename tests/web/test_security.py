"""What every answer carries, and which requests are refused unseen."""

from dataclasses import replace

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from scheduler.bootstrap.container import Container
from scheduler.web.app import create_app
from scheduler.web.endpoints import public
from scheduler.web.security import trusted_hosts
from tests.builders.cast import Cast
from tests.web.addresses import ways
from tests.web.browser import Browser, SignIn

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)
# Addresses with a secret in them tell no page where one came from.
SECRETIVE = {"feeds.feed", "signin.link", "signin.follow"}

FOR_MACHINES = {"assets.file", "health.alive", "health.ready", "health.metrics"}


def served(container: Container, **settings: object) -> Flask:
    """Return the application under other settings, with a view that tells what it sees."""
    changed = replace(container, settings=container.settings.model_copy(update=settings))
    app = create_app(changed)
    view = public(lambda: f"{request.remote_addr} {request.scheme} {request.host}")
    app.add_url_rule("/what-is-seen", "seen", view)
    return app


def asked(app: Flask, **headers: str) -> str:
    """Return what the application sees of a request from a proxy on the same machine."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().get("/what-is-seen", headers=named).text


def test_every_answer_carries_the_headers(
    app: Flask, client: Browser, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.observer)
    answers = [
        (f"{method} {way.path}", way.endpoint, client.open(way.path, method=method))
        for way in ways(app)
        if way.endpoint != "signin.leave"
        for method in {way.method, "PUT", "OPTIONS"}
    ]
    answers += [(path, "", client.get(path)) for path in ("/nowhere", "/..", "/nowhere/%00")]

    for name, endpoint, answer in answers:
        headers = answer.headers
        assert headers["Content-Security-Policy"] == POLICY, name
        assert headers["X-Content-Type-Options"] == "nosniff", name
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", name
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", name
        assert "camera=()" in headers["Permissions-Policy"], name
        # What is the same for everybody may be kept for everybody.
        assert endpoint in FOR_MACHINES or "Cookie" in headers["Vary"], name
        expected = "no-referrer" if endpoint in SECRETIVE else "same-origin"
        assert headers["Referrer-Policy"] == expected, name
        if endpoint not in {"assets.file", "feeds.feed"}:
            assert headers["Cache-Control"] == "no-store", name
        assert "Strict-Transport-Security" not in headers, name


def test_under_https_browsers_are_told_to_stay_there(container: Container) -> None:
    app = served(container, base_url="https://meet.example")
    reply = app.test_client().get("/signin", base_url="https://meet.example")

    assert reply.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "meet.example", "", "a b"]
)
def test_a_foreign_host_is_refused_with_a_page(client: Browser, host: str) -> None:
    reply = client.get("/signin", headers={"Host": host})

    assert reply.status_code == 400
    assert reply.headers["Content-Security-Policy"] == POLICY
    assert "evil" not in reply.text


@pytest.mark.parametrize(
    ("configured", "trusted"),
    [
        ("127.0.0.1", ["127.0.0.1", "localhost", "[::1]"]),
        ("localhost", ["127.0.0.1", "localhost", "[::1]"]),
        ("::1", ["127.0.0.1", "localhost", "[::1]"]),
        ("meet.example", ["meet.example"]),
        ("2001:db8::1", ["[2001:db8::1]"]),
    ],
)
def test_only_the_configured_host_is_trusted(configured: str, trusted: list[str]) -> None:
    assert trusted_hosts(configured) == trusted


def test_without_trusted_proxies_nobody_says_where_they_come_from(container: Container) -> None:
    app = served(container)
    seen = asked(app, X_Forwarded_For="198.51.100.7", X_Forwarded_Proto="https")

    assert seen == "127.0.0.1 http localhost"
    assert asked(app, X_Forwarded_Host="evil.example") == "127.0.0.1 http localhost"


def test_a_trusted_proxy_says_where_a_request_comes_from_but_not_for_which_host(
    container: Container,
) -> None:
    app = served(container, trusted_proxies=1)
    seen = asked(
        app,
        X_Forwarded_For="203.0.113.9, 198.51.100.7",
        X_Forwarded_Proto="https",
        X_Forwarded_Host="evil.example",
    )

    # Only what the nearest proxy wrote counts: the rest is what the sender claimed.
    assert seen == "198.51.100.7 https localhost"


@pytest.mark.parametrize("path", ["/help?x=%00", "/meetings/%00", "/?%00", "/static/%00"])
def test_an_address_with_nul_is_refused(client: Browser, path: str) -> None:
    reply = client.get(path)

    assert reply.status_code == 400
    assert "<h1>" in reply.text


def test_a_form_that_is_too_large_is_refused(client: Browser) -> None:
    reply = client.submit("/signin", "/signin", email="x" * 3_000_000)

    assert reply.status_code == 413
    assert reply.headers["Content-Security-Policy"] == POLICY


def test_a_form_with_too_many_parts_is_refused(client: Browser) -> None:
    parts = {f"field-{number}": "x" for number in range(600)}
    data = {"csrf_token": client.token(), **parts}

    reply = client.post("/signin", data=data, content_type="multipart/form-data")

    assert reply.status_code == 413


def test_files_of_ours_are_kept_for_a_year_and_asked_for_anew_when_they_change(
    client: FlaskClient,
) -> None:
    page = client.get("/help").text
    address = next(part for part in page.split('"') if part.startswith("/static/app.css"))

    kept = {}
    for path in (address, "/static/app.css", "/static/app.css?v=old"):
        with client.get(path) as reply:
            kept[path] = reply.headers["Cache-Control"]
            assert reply.mimetype == "text/css"
            assert "Set-Cookie" not in reply.headers

    assert kept == {
        address: "public, max-age=31536000, immutable",
        "/static/app.css": "no-cache",
        "/static/app.css?v=old": "no-cache",
    }


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd"]
)
def test_no_other_file_is_sent(client: Browser, path: str) -> None:
    assert client.get(path).status_code in {404, 308}
