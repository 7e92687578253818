"""The year calendar as a page."""

import re
from datetime import date

from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.unit_of_work import Transactions
from tests.builders.cast import Cast
from tests.feeds.builders import (
    a_planned_meeting,
    a_programme,
    an_action_item,
    an_announced_meeting,
)
from tests.web.browser import Browser, SignIn


def test_every_marked_day_leads_to_a_line_of_the_list(
    client: Browser, sign_in: SignIn, cast: Cast, transactions: Transactions, system: Actor
) -> None:
    with transactions.begin(system) as work:
        programme = a_programme(work, cast)
        an_announced_meeting(work, programme)
        a_planned_meeting(work, programme)
        an_action_item(work, programme)
        an_action_item(work, programme)
        an_action_item(work, programme, due_on=date(2028, 1, 1))

    page = sign_in(client, cast.owner).get("/calendar/2027")
    assert page.status_code == 200
    targets = re.findall(r'<a href="#(on-[\d-]+)">', page.text)
    assert set(targets) == set(re.findall(r'<li id="(on-[\d-]+)"', page.text))
    assert page.text.count('<table class="month">') == 12
    assert "1 meeting" in page.text
    assert "2 items due" in page.text
    assert "No date yet; expected 1 January 2027 to 31 March 2027" in page.text
    for ref in ("meetings/SC-CITYU/2027/M01", "actions/SC-CITYU/2027/A01"):
        assert f'href="/{ref}"' in page.text
    assert 'aria-current="date"' in page.text
    assert 'href="/calendar/2026"' in page.text


def test_years_and_partnerships_that_are_not_there_are_not_found(
    client: Browser, sign_in: SignIn, cast: Cast
) -> None:
    mine = sign_in(client, cast.owner)
    for path in ("/calendar/1999", "/calendar/2027?partnership=SC-HKU", "/calendar/soon"):
        assert mine.get(path).status_code == 404
    assert mine.get(f"/calendar/2027?partnership={cast.partnership.ref}").status_code == 200
    assert "Nothing falls on a day" in mine.get("/calendar/2027").text
