"""Who may come in where: the same answer from the pages as from the matrix."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.bootstrap import METADATA
from scheduler.bootstrap.container import Container
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.permissions import Reach, Role, reach_of
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.parties.models.accounts import WebSession
from scheduler.web.app import create_app
from scheduler.web.endpoints import UndeclaredEndpointError, access_of, check_declared
from scheduler.web.sessions import KEEPER
from tests.builders.cast import Cast
from tests.web.addresses import ways
from tests.web.browser import Browser, SignIn, a_browser

# Every role with an account in the cast.
ROLES = (
    Role.LIAISON,
    Role.COORDINATOR,
    Role.OWNER,
    Role.PRINCIPAL,
    Role.SECRETARY,
    Role.OBSERVER,
)
OPEN_TO_ALL = {
    "about.accessibility",
    "about.guide",
    "about.privacy",
    "assets.file",
    "feeds.feed",
    "health.alive",
    "health.metrics",
    "health.ready",
    "language.choose",
    "signin.ask",
    "signin.code",
    "signin.enter",
    "signin.follow",
    "signin.link",
    "signin.send",
}


@pytest.fixture
def liaison(client: Browser, cast: Cast, sign_in: SignIn) -> Browser:
    """Return a browser the department's liaison officer is signed in with."""
    return sign_in(client, cast.liaison)


def test_an_endpoint_that_does_not_say_who_may_come_in_keeps_the_app_from_starting(
    app: Flask,
) -> None:
    app.view_functions["forgotten"] = lambda: ""

    with pytest.raises(UndeclaredEndpointError, match="forgotten"):
        check_declared(app)


def test_only_these_endpoints_are_open_to_strangers(app: Flask) -> None:
    # A new name here is a decision; think of what a stranger learns from it.
    opened = {way.endpoint for way in ways(app) if not way.access.signed_in}

    assert opened - OPEN_TO_ALL == set()


def test_strangers_are_sent_to_the_sign_in_page_by_every_method(app: Flask) -> None:
    guarded = [way for way in ways(app) if way.access.signed_in]
    replies = {str(way): a_browser(app).open(way.path, method=way.method) for way in guarded}

    assert guarded
    assert {
        way: (reply.status_code, reply.location)
        for way, reply in replies.items()
        if reply.status_code != 303 or not reply.location.startswith("/signin")
    } == {}


def test_a_stranger_comes_back_to_the_page_after_signing_in(client: Browser) -> None:
    reply = client.get("/me/feeds?x=1&y=2")

    assert reply.location == "/signin?next=/me/feeds?x%3D1%26y%3D2"


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(client: Browser) -> None:
    for referrer, wanted in (
        ("http://localhost/me/feeds?x=1", "?next=/me/feeds?x%3D1"),
        ("http://evil.example/me/feeds", ""),
        ("nonsense", ""),
        ("", ""),
    ):
        reply = client.post("/signout", headers={"Referer": referrer})
        assert (reply.status_code, reply.location) == (303, f"/signin{wanted}")


def test_a_fragment_is_not_replaced_by_the_sign_in_page(client: Browser) -> None:
    current = {"HX-Request": "true", "HX-Current-URL": "http://localhost/my"}
    reply = client.get("/me/feeds", headers=current)

    assert (reply.status_code, reply.headers["HX-Redirect"]) == (401, "/signin?next=/my")
    assert reply.text == ""


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_each_role_is_let_in_exactly_where_the_matrix_says(
    app: Flask, client: Browser, cast: Cast, sign_in: SignIn, role: Role
) -> None:
    sign_in(client, getattr(cast, role.value.lower()))
    token = client.token()
    found, expected = {}, {}
    for way in ways(app):
        if way.endpoint == "signin.leave" or way.access.permission is None:
            continue
        data = {"csrf_token": token} if way.method != "GET" else None
        reply = client.open(way.path, method=way.method, data=data)
        found[str(way)] = reply.status_code == 403
        expected[str(way)] = reach_of(role, way.access.permission) is Reach.NOTHING

    assert found == expected


def test_a_view_may_be_wrapped_and_still_says_who_may_come_in(app: Flask) -> None:
    access = access_of(app, "signin.leave")

    assert access is not None
    assert access.signed_in
    assert access.permission is None


@pytest.mark.parametrize("token", [None, "", "made-up"])
def test_no_form_is_taken_without_the_token_of_our_pages(
    liaison: Browser, transactions: Transactions, system: Actor, token: str | None
) -> None:
    before = everything(transactions, system)
    data = {} if token is None else {"csrf_token": token}
    changing = [way for way in ways(liaison.application) if way.method != "GET"]

    statuses = {
        str(way): liaison.open(way.path, method=way.method, data=data).status_code
        for way in changing
    }

    assert changing
    assert {way: status for way, status in statuses.items() if status != 400} == {}
    assert everything(transactions, system) == before


def test_no_form_is_taken_with_the_token_of_another_browser(app: Flask, liaison: Browser) -> None:
    reply = liaison.post("/signout", data={"csrf_token": a_browser(app).token()})

    assert reply.status_code == 400


def test_no_form_is_taken_from_another_site(liaison: Browser) -> None:
    data = {"csrf_token": liaison.token()}

    for site in ("cross-site", "same-site", "anything"):
        headers = {"Sec-Fetch-Site": site}
        assert liaison.post("/signout", data=data, headers=headers).status_code == 400
    headers = {"Sec-Fetch-Site": "same-origin"}
    assert liaison.post("/signout", data=data, headers=headers).status_code == 303


class OnlySessions(Transactions):
    """Units of work in which nothing but a session's keeper may write."""

    def begin(self, actor: Actor) -> Any:
        """Refuse everybody else."""
        assert actor == KEEPER, f"{actor.name} writes"
        return super().begin(actor)


def test_looking_changes_nothing(
    container: Container, cast: Cast, sign_in: SignIn, transactions: Transactions, system: Actor
) -> None:
    looking = OnlySessions(transactions.sessions, transactions.clock, transactions.zone)
    reader = create_app(replace(container, transactions=looking))
    entrance = create_app(container)
    entrance.test_client_class = Browser
    key = sign_in(a_browser(entrance), cast.liaison).key
    browser = reader.test_client()
    browser.set_cookie("sid", key or "")
    before = everything(transactions, system)

    looked = [way for way in ways(reader) if way.method == "GET"]
    statuses = {str(way): browser.get(way.path).status_code for way in looked}

    assert statuses["GET /me/feeds"] == 200
    # Ready it is not, since no worker runs.
    failed = {way for way, status in statuses.items() if status >= 500}
    assert failed == {"GET /readyz"}
    assert everything(transactions, system) == before


def everything(transactions: Transactions, system: Actor) -> dict[str, list[object]]:
    """Return every row of every table but the sessions."""
    skipped = {WebSession.__tablename__}
    with transactions.reading(system) as work:
        return {
            table.name: rows(work, table)
            for table in METADATA.sorted_tables
            if table.name not in skipped
        }


def rows(work: UnitOfWork, table: sa.Table) -> list[object]:
    """Return the rows of a table as they are."""
    return sorted((tuple(row) for row in work.session.execute(sa.select(table))), key=str)
