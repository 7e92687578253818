"""The feed address over HTTP: what calendar programs send, and what they rely on."""

import logging
from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from scheduler.actions.models.action_items import ActionItem
from scheduler.feeds.models.subscriptions import SubscriptionUse
from scheduler.feeds.usecases.subscriptions import IssuedFeed, revoke_subscription
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.identifiers import new_token
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.parties.rules.accounts import AccountStatus
from tests.builders.cast import Cast
from tests.calendars.builders import read
from tests.conftest import HandClock
from tests.feeds.builders import a_feed, a_programme, an_action_item, an_announced_meeting
from tests.web.browser import Browser, SignIn

THUNDERBIRD = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Thunderbird/153.7"


@pytest.fixture
def issued(transactions: Transactions, system: Actor, cast: Cast) -> IssuedFeed:
    """Return the owner's feed of a meeting and a due day."""
    with transactions.begin(system) as work:
        programme = a_programme(work, cast)
        an_announced_meeting(work, programme)
        an_action_item(work, programme)
        return a_feed(work, cast.owner)


@pytest.fixture
def address(issued: IssuedFeed) -> str:
    """Return where the feed is."""
    return f"/feeds/{issued.token}.ics"


@pytest.fixture
def later(transactions: Transactions, system: Actor) -> Iterator[UnitOfWork]:
    """Yield a unit of work for changing things between two fetches."""
    with transactions.begin(system) as work:
        yield work


def test_a_program_gets_a_calendar_and_nothing_else(client: Browser, address: str) -> None:
    reply = client.get(address, headers={"Accept": "text/html"})

    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert reply.headers["Content-Length"] == str(len(reply.data))
    assert reply.headers["Cache-Control"] == "private, max-age=0, must-revalidate"
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert reply.headers["X-Robots-Tag"] == "noindex"
    assert reply.headers["ETag"].startswith('"')
    assert "Last-Modified" in reply.headers
    for unwanted in ("Set-Cookie", "Content-Encoding", "Content-Disposition"):
        assert unwanted not in reply.headers
    assert len(read(reply.data).walk("VEVENT")) == 2


def test_a_head_request_says_the_same_without_the_calendar(client: Browser, address: str) -> None:
    whole, head = client.get(address), client.head(address)

    assert head.data == b""
    for name in ("Content-Length", "Content-Type", "ETag", "Last-Modified"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize(
    "conditions",
    [
        lambda whole: {"If-None-Match": whole.headers["ETag"]},
        lambda whole: {"If-None-Match": f'"other", W/{whole.headers["ETag"]}'},
        lambda whole: {"If-Modified-Since": whole.headers["Last-Modified"]},
    ],
    ids=["tag", "several tags", "instant alone"],
)
def test_an_unchanged_feed_is_not_sent_again(
    client: Browser, address: str, conditions: Callable[[TestResponse], dict[str, str]]
) -> None:
    whole = client.get(address)
    again = client.get(address, headers=conditions(whole))

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == whole.headers["ETag"]
    assert again.headers["Cache-Control"] == whole.headers["Cache-Control"]


def test_a_changed_due_day_is_sent_whichever_condition_a_program_asks_with(
    client: Browser,
    address: str,
    transactions: Transactions,
    system: Actor,
    clock: HandClock,
) -> None:
    before = client.get(address)
    clock.forward(hours=2)
    with transactions.begin(system) as work:
        item = work.session.query(ActionItem).one()
        item.due_on = date(2027, 6, 30)
        item.revise(work.now)

    for condition in (
        {"If-None-Match": before.headers["ETag"]},
        {"If-Modified-Since": before.headers["Last-Modified"]},
    ):
        after = client.get(address, headers=condition)
        assert after.status_code == 200
        assert b"20270630" in after.data


def test_an_unknown_address_is_not_found_in_plain_text(client: Browser) -> None:
    for token in (new_token(), "short", "%E4%BC%9A", "x" * 5000):
        reply = client.get(f"/feeds/{token}.ics")
        assert (reply.status_code, reply.text) == (404, "Not Found\n")
        assert reply.headers["Content-Type"].startswith("text/plain")


def test_a_revoked_address_is_gone(
    client: Browser, address: str, issued: IssuedFeed, later: UnitOfWork, cast: Cast
) -> None:
    revoke_subscription(later, cast.owner.account.id, issued.public_id)
    later.flush()

    assert client.get(address).status_code == 410
    assert client.head(address).status_code == 410


def test_a_disabled_account_is_gone_within_the_same_request(
    client: Browser, address: str, transactions: Transactions, system: Actor, cast: Cast
) -> None:
    assert client.get(address).status_code == 200
    with transactions.begin(system) as work:
        work.session.merge(cast.owner.account).status = AccountStatus.DISABLED

    reply = client.get(address)
    assert (reply.status_code, reply.text) == (410, "Gone\n")


def test_the_secret_opens_nothing_else(client: Browser, issued: IssuedFeed) -> None:
    client.set_cookie("sid", issued.token)
    reply = client.get("/me/feeds")
    assert (reply.status_code, reply.headers["Location"]) == (303, "/signin?next=/me/feeds")


def test_a_use_is_noted_once_an_hour_without_a_write_in_between(
    client: Browser, address: str, transactions: Transactions, system: Actor, clock: HandClock
) -> None:
    noted = []
    fetched = []
    for _ in range(3):
        client.get(address, headers={"User-Agent": f"{THUNDERBIRD}\x7f"})
        with transactions.reading(system) as look:
            use = look.session.query(SubscriptionUse).one()
        noted.append((use.used_at, use.client))
        fetched.append((clock.shows, THUNDERBIRD))
        clock.forward(minutes=40)

    assert noted == [fetched[0], fetched[0], fetched[2]]


def test_a_note_that_cannot_be_written_costs_nobody_the_calendar(
    client: Browser,
    address: str,
    later: UnitOfWork,
    caplog: pytest.LogCaptureFixture,
) -> None:
    refuse_uses(later)
    with caplog.at_level(logging.ERROR):
        reply = client.get(address)

    assert reply.status_code == 200
    assert [record.getMessage().split()[-1] for record in caplog.records] == ["noted"]


def refuse_uses(work: UnitOfWork) -> None:
    """Let the database refuse every note of a use, as when its disk is full."""
    if work.session.get_bind().dialect.name == "postgresql":
        statements = [
            (
                "CREATE FUNCTION refuse_use() RETURNS trigger LANGUAGE plpgsql"
                " AS $$ BEGIN RAISE 'full'; END $$"
            ),
            (
                "CREATE TRIGGER refuse_use BEFORE INSERT ON subscription_use"
                " FOR EACH ROW EXECUTE FUNCTION refuse_use()"
            ),
        ]
    else:
        statements = [
            (
                "CREATE TRIGGER refuse_use BEFORE INSERT ON subscription_use"
                " BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        ]
    for statement in statements:
        work.session.execute(sa.text(statement))


def test_every_entry_leads_to_a_page_of_its_own(
    client: Browser, sign_in: SignIn, cast: Cast, address: str
) -> None:
    calendar = read(client.get(address).data)
    reader = sign_in(client, cast.owner)

    addresses = [str(event["URL"]) for event in calendar.walk("VEVENT")]
    assert len(addresses) == 2
    for found in addresses:
        assert reader.get(urlsplit(found).path).status_code == 200
