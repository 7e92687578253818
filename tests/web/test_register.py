"""The register, my actions and the first page, as they are read in a browser."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.unit_of_work import Transactions
from tests.builders.actions import an_action_item, an_item_reported_done
from tests.builders.cast import Cast, a_cast
from tests.builders.meetings import a_decision, a_held_meeting, a_planned_meeting
from tests.builders.statements import counted
from tests.web.browser import Browser, SignIn

REF = re.compile(r">(SC-[A-Z]+/2027/A\d+)<")


def fill(transactions: Transactions, system: Actor, cast: Cast, *titles: str) -> None:
    with transactions.begin(system) as work:
        for title in titles:
            an_action_item(work, cast, title)


def refs(browser: Browser, address: str) -> list[str]:
    reply = browser.get(address)
    assert reply.status_code == 200
    return REF.findall(reply.text)


def test_the_first_page_sends_strangers_to_sign_in(client: Browser) -> None:
    reply = client.get("/")

    assert reply.status_code == 303
    assert reply.headers["Location"].startswith("/signin")


def test_the_numbers_of_the_first_page_lead_to_as_many_items(
    client: Browser, sign_in: SignIn, transactions: Transactions, system: Actor, cast: Cast
) -> None:
    with transactions.begin(system) as work:
        for days in (-3, -2, 5):
            an_action_item(work, cast, due_on=work.today + timedelta(days=days))
        an_action_item(work, cast, due_on=None, start_on=work.today - timedelta(days=31))
        an_item_reported_done(work, cast)
    liaison = sign_in(client, cast.liaison)

    figures = re.findall(r'href="(/actions[^"]*)"><strong>(\d+)</strong>', liaison.get("/").text)

    assert [int(number) for _, number in figures] == [2, 1, 1, 1]
    for address, number in figures:
        assert len(refs(liaison, address.replace("&amp;", "&"))) == int(number)


def test_the_first_page_shows_next_meetings_and_latest_decisions(
    client: Browser, sign_in: SignIn, transactions: Transactions, system: Actor, cast: Cast
) -> None:
    with transactions.begin(system) as work:
        a_decision(work, a_held_meeting(work, cast), "Set up the platform")
        a_planned_meeting(work, cast, 2028)

    page = sign_in(client, cast.coordinator).get("/").text

    assert "/meetings/SC-CITYU/2028/M01" in page
    assert "Set up the platform" in page


def test_the_address_of_the_register_says_what_it_shows(
    client: Browser, sign_in: SignIn, transactions: Transactions, system: Actor, cast: Cast
) -> None:
    fill(transactions, system, cast, "Build", "Furnish", "Open")
    coordinator = sign_in(client, cast.coordinator)

    assert refs(coordinator, "/actions?q=furnish") == ["SC-CITYU/2027/A02"]
    assert refs(coordinator, "/actions?sort=-ref") == [
        f"SC-CITYU/2027/A0{number}" for number in (3, 2, 1)
    ]
    assert refs(coordinator, "/actions?state=closed") == []
    assert 'value="furnish"' in coordinator.get("/actions?q=furnish").text


@pytest.mark.parametrize(
    "query",
    [
        "year=abc&page=-1&light=PINK&status=x&need=y&state=z&sort=;",
        "page=99999999999999999999",
        "q=%E2%80%AE&partnership=%E2%80%AE",
        "year=99999",
        "year=²²²²",
        "q=" + "x" * 500,
    ],
)
def test_an_address_that_makes_no_sense_still_shows_a_register(
    client: Browser, sign_in: SignIn, cast: Cast, query: str
) -> None:
    assert sign_in(client, cast.coordinator).get(f"/actions?{query}").status_code == 200


def test_filters_stay_while_the_light_and_the_page_change(
    client: Browser, sign_in: SignIn, transactions: Transactions, system: Actor, cast: Cast
) -> None:
    fill(transactions, system, cast, *["Build"] * 51)
    coordinator = sign_in(client, cast.coordinator)

    page = coordinator.get("/actions?q=build&sort=ref").text.replace("&amp;", "&")

    assert 'href="/actions?q=build&sort=ref&light=RED"' in page
    assert 'href="/actions?q=build&sort=ref&page=2"' in page
    assert refs(coordinator, "/actions?q=build&sort=ref&page=2") == ["SC-CITYU/2027/A51"]


def test_what_does_not_fit_the_filter_is_said_with_a_way_out(
    client: Browser, sign_in: SignIn, cast: Cast
) -> None:
    coordinator = sign_in(client, cast.coordinator)

    assert "No item fits this filter." in coordinator.get("/actions?q=nothing").text
    assert "There are no open items." in coordinator.get("/actions").text
    assert "Nothing is waiting for you." in coordinator.get("/my").text


def test_my_actions_hold_a_form_for_each_report(
    client: Browser, sign_in: SignIn, transactions: Transactions, system: Actor, cast: Cast
) -> None:
    fill(transactions, system, cast, "Build", "Furnish")

    page = sign_in(client, cast.owner).get("/my").text

    assert page.count('name="back" value="my"') == 2
    assert len(set(re.findall(r'id="(percent-[^"]+)"', page))) == 2


def test_nothing_of_another_partnership_shows_on_any_list(
    client: Browser, sign_in: SignIn, transactions: Transactions, system: Actor, cast: Cast
) -> None:
    with transactions.begin(system) as work:
        other = a_cast(work, "SC-HKU")
        an_action_item(work, other, "CANARY")
        a_decision(work, a_held_meeting(work, other), "CANARY")
    coordinator = sign_in(client, cast.coordinator)

    for address in ("/", "/my", "/actions", "/actions?state=all&q=canary&partnership=SC-HKU"):
        page = coordinator.get(address).text
        assert "CANARY" not in page
        assert "SC-HKU/" not in page


@pytest.mark.parametrize("language", ["zh_Hans", "zh_Hant", "en"])
@pytest.mark.parametrize("address", ["/", "/my", "/actions", "/actions/new"])
def test_every_list_is_written_in_every_language(
    *,
    client: Browser,
    sign_in: SignIn,
    transactions: Transactions,
    system: Actor,
    cast: Cast,
    language: str,
    address: str,
) -> None:
    fill(transactions, system, cast, "Build")
    coordinator = sign_in(client, cast.coordinator)
    coordinator.submit("/language", language=language)

    assert coordinator.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/", "/my", "/actions"])
def test_pages_cost_the_same_for_1_3_and_50_items(
    *,
    client: Browser,
    sign_in: SignIn,
    transactions: Transactions,
    system: Actor,
    cast: Cast,
    engine: sa.Engine,
    address: str,
) -> None:
    coordinator = sign_in(client, cast.coordinator)
    costs = []
    for more in (1, 2, 47):
        fill(transactions, system, cast, *["Build"] * more)
        with counted(engine) as statements:
            assert coordinator.get(address).status_code == 200
        costs.append(len(statements))

    assert len(set(costs)) == 1, costs
