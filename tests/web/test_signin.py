"""Signing in and out, as a person meets it."""

import pytest
import sqlalchemy as sa
from flask import Flask

from scheduler.bootstrap.container import Container
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.unit_of_work import Transactions
from scheduler.notices.models.outbox import OutboxMessage
from scheduler.parties.models.accounts import SignInCode
from scheduler.parties.usecases.signin import disable_account, make_signin_link
from tests.builders.cast import Cast
from tests.conftest import HandClock
from tests.web.browser import Browser, SignIn, a_browser
from tests.web.letters import code_in, delivered

COORDINATOR = "coordinator@sc-cityu.example"
NOBODY = "nobody@elsewhere.example"
WRONG = "CCCCCCCC"


@pytest.fixture
def code(client: Browser, cast: Cast, container: Container) -> str:
    """Return the code the coordinator's browser has asked for."""
    assert cast.coordinator.account.email == COORDINATOR
    assert client.submit("/signin", "/signin", email=COORDINATOR).status_code == 303
    (letter,) = delivered(container)
    return code_in(letter)


def is_signed_in(browser: Browser) -> bool:
    """Say whether the pages know who is there."""
    return 'action="/signout"' in browser.get("/help").text


def test_a_code_from_a_letter_signs_in(client: Browser, code: str) -> None:
    page = client.get("/signin/code")
    reply = client.submit("/signin/code", code=code)

    assert page.status_code == 200
    assert (reply.status_code, reply.location) == (303, "/")
    assert is_signed_in(client)


def test_a_code_may_be_typed_with_blanks_hyphens_and_small_letters(
    client: Browser, code: str
) -> None:
    typed = f" {code[:4].lower()} - {code[4:]} "

    assert client.submit("/signin/code", code=typed).status_code == 303


def test_a_code_works_once(app: Flask, client: Browser, code: str) -> None:
    key, old = client.key, a_browser(app)
    client.submit("/signin/code", code=code)
    old.set_cookie("sid", key or "")

    reply = old.submit("/signin/code", code=code)

    assert reply.status_code == 422
    assert not is_signed_in(old)


def test_a_code_works_only_in_the_browser_that_asked(app: Flask, code: str) -> None:
    thief = a_browser(app)

    reply = thief.submit("/signin/code", code=code)

    assert reply.status_code == 422
    assert not is_signed_in(thief)


def test_a_code_ends_after_ten_minutes(client: Browser, code: str, clock: HandClock) -> None:
    clock.forward(minutes=10)

    assert client.submit("/signin/code", code=code).status_code == 422


def test_a_newer_code_ends_the_older(client: Browser, code: str) -> None:
    client.submit("/signin", "/signin", email=COORDINATOR)

    assert client.submit("/signin/code", code=code).status_code == 422


def test_the_sixth_try_is_refused_even_with_the_right_code(client: Browser, code: str) -> None:
    for _ in range(5):
        assert client.submit("/signin/code", code=WRONG).status_code == 422

    reply = client.submit("/signin/code", code=code)

    assert reply.status_code == 422
    assert "Too many tries" in reply.text
    assert not is_signed_in(client)


def test_tries_are_counted_per_address_and_not_only_per_code(
    app: Flask, client: Browser, code: str, container: Container
) -> None:
    for _ in range(5):
        client.submit("/signin/code", code=WRONG)
    other = a_browser(app)
    other.submit("/signin", "/signin", email=COORDINATOR)
    newer = code_in(delivered(container)[-1])

    assert newer != code
    assert "Too many tries" in other.submit("/signin/code", code=newer).text


def test_a_client_is_counted_whatever_it_says_where_it_comes_from(client: Browser) -> None:
    statuses = []
    for number in range(31):
        headers = {"X-Forwarded-For": f"198.51.100.{number}"}
        data = {"csrf_token": client.token(), "email": f"{number}@elsewhere.example"}
        statuses.append(client.post("/signin", data=data, headers=headers).status_code)

    assert statuses == [303] * 30 + [429]


def test_at_most_three_letters_go_to_one_address_in_a_quarter_of_an_hour(
    app: Flask, cast: Cast, container: Container, clock: HandClock
) -> None:
    def ask(address: str) -> int:
        return a_browser(app).submit("/signin", "/signin", email=address).status_code

    email = cast.owner.account.email
    assert [ask(email) for _ in range(4)] == [303, 303, 303, 429]
    # The answer is the same where nobody is.
    assert [ask(NOBODY) for _ in range(4)] == [303, 303, 303, 429]
    assert len(delivered(container)) == 3
    clock.forward(minutes=15)
    assert ask(email.upper()) == 303


def test_an_unknown_address_is_answered_like_a_known_one(
    app: Flask, cast: Cast, transactions: Transactions, system: Actor
) -> None:
    replies = []
    for address in (cast.coordinator.account.email, NOBODY):
        browser = a_browser(app)
        asked = browser.submit("/signin", "/signin", email=address)
        tries = [browser.submit("/signin/code", code=WRONG) for _ in range(6)]
        seen = [asked, browser.get("/signin/code"), *tries]
        replies.append([(r.status_code, r.location, _without_token(r.text)) for r in seen])

    assert replies[0] == replies[1]
    with transactions.reading(system) as work:
        assert work.session.scalar(sa.select(sa.func.count()).select_from(OutboxMessage)) == 1
        rows = work.session.scalars(sa.select(SignInCode).order_by(SignInCode.id)).all()
    assert [row.tries for row in rows] == [6, 6]
    assert not any(NOBODY in str(vars(row)) for row in rows)


def _without_token(page: str) -> str:
    return "".join(part.split('"', 1)[-1] for part in page.split('name="csrf_token" value="'))


def test_what_is_no_address_is_said_to_be_none(client: Browser) -> None:
    reply = client.submit("/signin", "/signin", email="not an address")

    assert reply.status_code == 422
    assert "not a valid e-mail address" in reply.text
    assert "not an address" in reply.text


def test_a_disabled_account_gets_no_letter_and_the_usual_answer(
    client: Browser, cast: Cast, container: Container, transactions: Transactions, system: Actor
) -> None:
    with transactions.begin(system) as work:
        disable_account(work, work.session.merge(cast.owner.account))

    reply = client.submit("/signin", "/signin", email=cast.owner.account.email)

    assert (reply.status_code, reply.location) == (303, "/signin/code")
    assert delivered(container) == []


def test_a_link_is_not_used_up_by_a_scanner(
    client: Browser, cast: Cast, transactions: Transactions, system: Actor
) -> None:
    with transactions.begin(system) as work:
        path = "/l/" + make_signin_link(work, cast.liaison.account.email)
    looks = [client.get(path) for _ in range(5)] + [client.head(path)]

    first = client.submit(path, path)
    second = client.submit(path)

    assert {look.status_code for look in looks} == {200}
    assert {look.headers["Referrer-Policy"] for look in looks} == {"no-referrer"}
    assert first.status_code == 303
    assert second.status_code == 404
    assert second.headers["Referrer-Policy"] == "no-referrer"


def test_a_link_ends_after_an_hour(
    client: Browser, cast: Cast, transactions: Transactions, system: Actor, clock: HandClock
) -> None:
    with transactions.begin(system) as work:
        path = "/l/" + make_signin_link(work, cast.liaison.account.email)
    clock.forward(hours=1)

    assert client.get(path).status_code == 404
    assert client.submit(path).status_code == 404
    assert not is_signed_in(client)


def test_signing_in_leads_to_where_one_wanted_to_go(client: Browser, code: str) -> None:
    sent_away = client.get("/signin/code?next=/meetings?year%3D2027")
    reply = client.submit("/signin/code?next=/meetings?year%3D2027", code=code)

    assert "next=/meetings?year%3D2027" in sent_away.text
    assert reply.location == "/meetings?year=2027"


def test_signing_in_leads_to_no_other_host(client: Browser, code: str) -> None:
    reply = client.submit("/signin/code?next=//evil.example/", code=code)

    assert reply.location == "/"


def test_who_is_signed_in_is_not_asked_again(client: Browser, cast: Cast, sign_in: SignIn) -> None:
    sign_in(client, cast.coordinator)

    assert [client.get(p).status_code for p in ("/signin", "/signin/code")] == [303, 303]


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(
    app: Flask, client: Browser, cast: Cast, sign_in: SignIn
) -> None:
    sign_in(client, cast.coordinator)
    copy = a_browser(app)
    copy.set_cookie("sid", client.key or "")
    assert is_signed_in(copy)

    reply = client.submit("/signout")

    assert (reply.status_code, reply.location) == (303, "/signin?left=1")
    assert reply.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.key is None
    assert not is_signed_in(copy)
    assert "You are signed out" in client.get("/signin?left=1").text
