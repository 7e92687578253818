"""How long a browser stays known, and what its cookie is worth."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.bootstrap.container import Container
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.unit_of_work import Transactions
from scheduler.parties.models.accounts import WebSession
from scheduler.parties.models.posts import PostHolder
from scheduler.parties.usecases.people import hand_over
from scheduler.parties.usecases.signin import disable_account
from scheduler.web.app import create_app
from scheduler.web.templating import current
from tests.builders.cast import Cast
from tests.builders.statements import counted
from tests.conftest import HandClock
from tests.web.browser import Browser, SignIn, a_browser


@pytest.fixture
def known(client: Browser, cast: Cast, sign_in: SignIn) -> Browser:
    """Return a browser the coordinator is signed in with."""
    return sign_in(client, cast.coordinator)


def is_known(browser: Browser) -> bool:
    """Say whether the pages know who is there."""
    return 'action="/signout"' in browser.get("/help").text


def the_row(transactions: Transactions, system: Actor) -> WebSession:
    """Return the only session there is."""
    with transactions.reading(system) as work:
        return work.session.scalars(sa.select(WebSession)).one()


def test_a_session_ends_after_half_an_hour_of_silence(known: Browser, clock: HandClock) -> None:
    clock.forward(minutes=29)
    assert is_known(known)
    clock.forward(minutes=29)
    assert is_known(known)
    clock.forward(minutes=30)
    assert not is_known(known)


def test_a_session_ends_after_twelve_hours_of_work(known: Browser, clock: HandClock) -> None:
    for _ in range(35):
        clock.forward(minutes=20)
        assert is_known(known)
    clock.forward(minutes=20)
    assert not is_known(known)


def test_a_session_is_marked_as_seen_at_most_once_a_minute(
    known: Browser, clock: HandClock, transactions: Transactions, system: Actor
) -> None:
    began = the_row(transactions, system).seen_at
    clock.forward(seconds=59)
    known.get("/help")
    assert the_row(transactions, system).seen_at == began
    clock.forward(seconds=1)
    known.get("/help")
    assert the_row(transactions, system).seen_at == clock()


def test_a_session_ends_with_its_account(
    known: Browser, cast: Cast, transactions: Transactions, system: Actor
) -> None:
    with transactions.begin(system) as work:
        disable_account(work, work.session.merge(cast.coordinator.account))

    assert not is_known(known)


def test_what_a_session_may_do_follows_the_post_and_not_the_sign_in(
    known: Browser, cast: Cast, transactions: Transactions, system: Actor
) -> None:
    assert "SC-CITYU" in partnerships_of(known)
    with transactions.begin(system) as work:
        query = sa.select(PostHolder).where(PostHolder.post_id == cast.coordinator.post.id)
        holding = work.session.scalars(query).one()
        work.session.refresh(holding, ["post"])
        hand_over(work, holding, cast.owner.person, from_on=work.today)

    assert partnerships_of(known) == []


def partnerships_of(browser: Browser) -> list[str]:
    """Return the partnerships the pages would offer."""
    with browser.application.test_request_context(
        "/help", headers={"Cookie": f"sid={browser.key}"}
    ):
        browser.application.preprocess_request()
        return [own.ref for own in current().partnerships]


def test_signing_in_changes_the_key(client: Browser, cast: Cast, sign_in: SignIn) -> None:
    before = client.token() and client.key

    sign_in(client, cast.coordinator)

    assert before
    assert client.key
    assert client.key != before


def test_a_key_from_before_the_sign_in_opens_nothing(
    app: Flask, client: Browser, cast: Cast, sign_in: SignIn
) -> None:
    client.set_cookie("sid", "f" * 43)
    sign_in(client, cast.coordinator)
    planted = a_browser(app)
    planted.set_cookie("sid", "f" * 43)

    assert not is_known(planted)


def test_the_key_is_kept_only_as_a_hash(
    known: Browser, transactions: Transactions, system: Actor
) -> None:
    row = the_row(transactions, system)

    assert known.key
    assert known.key not in str(vars(row))


def test_strangers_leave_nothing_in_the_database(
    client: Browser, transactions: Transactions, system: Actor
) -> None:
    for path in ("/signin", "/signin/code", "/help", "/nowhere"):
        client.get(path)

    with transactions.reading(system) as work:
        assert work.session.scalar(sa.select(sa.func.count()).select_from(WebSession)) == 0


@pytest.mark.parametrize("value", ["", "x", "é" * 43, "a" * 44, "../../etc/passwd", "a" * 43])
def test_a_made_up_cookie_is_a_stranger(client: Browser, value: str) -> None:
    client.set_cookie("sid", value)

    assert not is_known(client)


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(client: Browser) -> None:
    (cookie,) = client.get("/signin").headers.getlist("Set-Cookie")

    name, _, attributes = cookie.partition("=")
    assert name == "sid"
    assert set(attributes.split("; ")[1:]) == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_under_https_the_cookie_is_bound_to_the_host(container: Container) -> None:
    settings = container.settings.model_copy(update={"base_url": "https://meet.example"})
    client = create_app(replace(container, settings=settings)).test_client()

    reply = client.get("/signin", base_url="https://meet.example")

    (cookie,) = reply.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-sid=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_a_secretary_is_shown_with_whom_they_act_for(
    client: Browser, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.secretary)

    assert "on behalf of PRINCIPAL Example" in client.get("/help").text


def test_knowing_who_is_there_costs_two_questions(
    known: Browser, transactions: Transactions
) -> None:
    engine = transactions.sessions.kw["bind"].engine
    with counted(engine) as asked_when_known:
        known.get("/help")
    with counted(engine) as asked_of_strangers:
        known.application.test_client().get("/help")

    # The session with its account and person; the posts they hold today.
    assert len(asked_when_known) == 2
    assert asked_of_strangers == []
