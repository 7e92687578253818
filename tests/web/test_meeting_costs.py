"""Every page about meetings, in every language, at a cost that does not grow with its rows."""

import pytest
import sqlalchemy as sa

from scheduler.actions.rules.owners import Owner
from scheduler.actions.usecases.action_items import ActionDraft, add_action_item
from scheduler.actions.usecases.origins import Origin
from scheduler.kernel.rules.actor import Actor, Via, system_actor
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import Transactions
from tests.builders.cast import Cast, text
from tests.builders.meetings import (
    a_decision,
    a_held_meeting,
    a_participant,
    a_planned_meeting,
    a_series,
    an_announced_meeting,
)
from tests.builders.statements import counted
from tests.web.browser import Browser, SignIn


@pytest.fixture
def coordinator(client: Browser, cast: Cast, sign_in: SignIn) -> Browser:
    return sign_in(client, cast.coordinator)


@pytest.mark.parametrize("language", ["en", "zh_Hans", "zh_Hant"])
def test_every_page_shows_in_every_language(
    coordinator: Browser, cast: Cast, transactions: Transactions, system: Actor, language: str
) -> None:
    with transactions.begin(system) as work:
        held = a_held_meeting(work, cast)
        a_participant(work, held, cast.liaison)
        decision = a_decision(work, held)
        ahead = an_announced_meeting(work, cast, year=2028)
    coordinator.submit("/language", language=language)

    for path in (
        "/meetings",
        "/meetings?year=2027&status=HELD",
        "/meetings?year=nonsense&status=nonsense&page=-3",
        "/meetings/new",
        f"/meetings/{held.ref}",
        f"/meetings/{held.ref}/people",
        f"/meetings/{held.ref}/decisions/new",
        f"/meetings/{held.ref}/close",
        f"/meetings/{ahead.ref}",
        f"/meetings/{ahead.ref}/dates",
        f"/meetings/{ahead.ref}/announce",
        f"/meetings/{ahead.ref}/postpone",
        "/decisions",
        f"/decisions/{decision.ref}",
        "/partnerships",
        f"/partnerships/{cast.partnership.ref}",
        f"/partnerships/{cast.partnership.ref}/series/new",
    ):
        reply = coordinator.get(path)
        assert reply.status_code == 200, path


@pytest.mark.parametrize("amount", [1, 3])
def test_the_pages_cost_the_same_however_much_they_show(
    coordinator: Browser, cast: Cast, transactions: Transactions, engine: sa.Engine, amount: int
) -> None:
    with transactions.begin(system_actor("test", Via.CLI)) as work:
        held = a_held_meeting(work, cast)
        for seated in (cast.liaison, cast.coordinator, cast.principal)[:amount]:
            a_participant(work, held, seated)
            a_decision(work, held)
        for year in range(2028, 2028 + amount):
            a_planned_meeting(work, cast, year)
            a_series(work, cast)
            ours = Owner(Side.UNIVERSITY, cast.university.id, cast.coordinator.post.id)
            origin = Origin(meeting_ref=held.ref)
            draft = ActionDraft(text(f"Item {year}"), ours, due_on=work.today)
            add_action_item(work, cast.partnership.ref, draft, origin=origin)
        ahead = an_announced_meeting(work, cast, year=2027)

    assert {
        name: _cost(coordinator, engine, path)
        for name, path in {
            "list": "/meetings",
            "decisions": "/decisions",
            "overview": f"/meetings/{held.ref}",
            "ahead": f"/meetings/{ahead.ref}",
            "people": f"/meetings/{held.ref}/people",
            "partnership": f"/partnerships/{cast.partnership.ref}",
            "opening": "/meetings/new",
        }.items()
    } == {
        "list": 7,
        "decisions": 6,
        "overview": 11,
        "ahead": 16,
        "people": 7,
        "partnership": 10,
        "opening": 3,
    }


def _cost(browser: Browser, engine: sa.Engine, path: str) -> int:
    browser.get(path)
    with counted(engine) as statements:
        assert browser.get(path).status_code == 200
    return len(statements)
