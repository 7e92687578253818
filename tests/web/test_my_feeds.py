"""My feeds: opening one shows its address once, and ending one ends it for good."""

import re

import pytest

from scheduler.feeds.models.subscriptions import Subscription
from scheduler.feeds.rules.subscriptions import FeedComponents, FeedScope
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.language import Language
from scheduler.kernel.unit_of_work import Transactions
from tests.builders.cast import Cast
from tests.feeds.builders import (
    a_feed,
    a_planned_meeting,
    a_programme,
    an_action_item,
    an_announced_meeting,
)
from tests.web.browser import Browser, SignIn

ADDRESS = re.compile(r"http://127\.0\.0\.1:8000(/feeds/[\w-]{43}\.ics)")
CHOICE = {"covers": "ALL", "components": "EVENT", "language": "en"}


@pytest.fixture
def mine(client: Browser, sign_in: SignIn, cast: Cast) -> Browser:
    """Return the browser of the action owner."""
    return sign_in(client, cast.owner)


def test_an_address_is_shown_once_and_works(mine: Browser) -> None:
    page = mine.submit("/me/feeds", "/me/feeds", **CHOICE)

    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    found = ADDRESS.search(page.text)
    assert found is not None
    assert f"webcal://127.0.0.1:8000{found[1]}" in page.text
    assert mine.get(found[1]).mimetype == "text/calendar"
    again = mine.get("/me/feeds").text
    assert ADDRESS.search(again) is None
    assert found[1].split("/")[-1].removesuffix(".ics") not in again


def test_a_feed_is_opened_as_it_was_chosen(
    mine: Browser, cast: Cast, transactions: Transactions, system: Actor
) -> None:
    choice = {
        "covers": f"partnership:{cast.partnership.ref}",
        "components": "TODO",
        "language": "zh_Hant",
        "alarms": "y",
    }
    assert mine.submit("/me/feeds", "/me/feeds", **choice).status_code == 200

    with transactions.reading(system) as look:
        row = look.session.query(Subscription).one()
    assert (row.scope, row.partnership_id) == (FeedScope.PARTNERSHIP, cast.partnership.id)
    assert (row.components, row.language, row.alarms) == (
        FeedComponents.TODO,
        Language.ZH_HANT,
        True,
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"covers": "MEETINGS", "components": "TODO"}, "Meetings are calendar entries"),
        ({"covers": "partnership:SC-HKU"}, "Please choose one of the values offered."),
        ({"covers": ""}, "Please fill this in."),
        ({"components": "BOTH"}, "Please choose one of the values offered."),
        ({"language": "fr"}, "Please choose one of the values offered."),
    ],
)
def test_a_wrong_choice_is_explained_and_opens_nothing(
    mine: Browser,
    transactions: Transactions,
    system: Actor,
    change: dict[str, str],
    sentence: str,
) -> None:
    reply = mine.submit("/me/feeds", "/me/feeds", **CHOICE | change)

    assert reply.status_code == 422
    assert sentence in reply.text
    with transactions.reading(system) as look:
        assert look.session.query(Subscription).count() == 0


def test_an_ended_feed_is_gone_for_programs_and_from_the_page(
    mine: Browser, cast: Cast, transactions: Transactions, system: Actor
) -> None:
    with transactions.begin(system) as work:
        issued = a_feed(work, cast.owner)
    path = f"/me/feeds/{issued.public_id}/revoke"
    assert path in mine.get("/me/feeds").text

    reply = mine.submit(path, "/me/feeds")
    assert (reply.status_code, reply.headers["Location"]) == (303, "/me/feeds")
    after = mine.get("/me/feeds").text
    assert "The feed is ended" in after
    assert path not in after
    assert mine.get(f"/feeds/{issued.token}.ics").status_code == 410


def test_nobody_ends_the_feed_of_another(
    mine: Browser, cast: Cast, transactions: Transactions, system: Actor
) -> None:
    with transactions.begin(system) as work:
        issued = a_feed(work, cast.coordinator)

    assert mine.submit(f"/me/feeds/{issued.public_id}/revoke", "/me/feeds").status_code == 404
    assert mine.get(f"/feeds/{issued.token}.ics").status_code == 200


def test_the_page_says_what_comes_next_and_who_fetched_last(
    mine: Browser, cast: Cast, transactions: Transactions, system: Actor
) -> None:
    with transactions.begin(system) as work:
        programme = a_programme(work, cast)
        an_announced_meeting(work, programme)
        a_planned_meeting(work, programme)
        for _ in range(12):
            an_action_item(work, programme)
        issued = a_feed(work, cast.owner)
    mine.get(f"/feeds/{issued.token}.ics", headers={"User-Agent": "Evolution/3.46.4"})

    page = mine.get("/me/feeds").text
    assert "Evolution" in page
    upcoming = page[page.index('<ol class="upcoming">') :]
    assert upcoming[: upcoming.index("</ol>")].count("<li>") == 10
    assert "1 January 2027 to 31 March 2027" in upcoming
    assert "5 March 2027, 09:30" in upcoming
