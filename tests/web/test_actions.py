"""The pages of one action item: reading it, reporting, taking steps, writing and rewriting it."""

from datetime import timedelta

import pytest

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.action_items import get_action_item
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.unit_of_work import Transactions
from tests.builders.actions import an_action_item, an_item_reported_done
from tests.builders.cast import Cast, a_cast
from tests.web.browser import Browser, SignIn

S = ActionStatus


class Desk:
    """What the tests look at behind the pages."""

    def __init__(self, transactions: Transactions, system: Actor, cast: Cast) -> None:
        self.transactions, self.system, self.cast = transactions, system, cast

    def item(self, words: str = "Build the laboratory", **changes: object) -> str:
        with self.transactions.begin(self.system) as work:
            return an_action_item(work, self.cast, words, **changes).ref  # type: ignore[arg-type]

    def reported_done(self) -> str:
        with self.transactions.begin(self.system) as work:
            return an_item_reported_done(work, self.cast).ref

    def now(self, ref: str) -> ActionItem:
        with self.transactions.reading(self.system) as work:
            return get_action_item(work, ref)


@pytest.fixture
def desk(transactions: Transactions, system: Actor, cast: Cast) -> Desk:
    return Desk(transactions, system, cast)


@pytest.fixture
def coordinator(client: Browser, sign_in: SignIn, cast: Cast) -> Browser:
    return sign_in(client, cast.coordinator)


def writing(desk: Desk, **changes: str) -> dict[str, str]:
    """Return what a person types into the form of an item."""
    cast = desk.cast
    typed = {
        "title_en": "Furnish the laboratory",
        "lead": f"post-{cast.owner.post.public_id}",
        "counterpart": f"organisation-{cast.department.public_id}",
        "due_on": "2027-06-30",
        "priority": "1",
    }
    return typed | changes


def test_the_page_of_an_item_says_what_who_and_when(desk: Desk, coordinator: Browser) -> None:
    page = coordinator.get(f"/actions/{desk.item()}").text

    for words in ("Build the laboratory", "13 March 2027", "OWNER Example", "LIAISON Example"):
        assert words in page


def test_a_report_is_recorded_and_the_page_says_thank_you(desk: Desk, coordinator: Browser) -> None:
    ref = desk.item()

    reply = coordinator.submit(f"/actions/{ref}/progress", percent="40", note="Walls are up")

    assert (reply.status_code, reply.headers["Location"]) == (303, f"/actions/{ref}")
    assert (desk.now(ref).percent, desk.now(ref).status) == (40, S.IN_PROCESS)
    page = coordinator.get(f"/actions/{ref}").text
    assert "Thank you, your report is recorded." in page
    assert "Walls are up" in page
    assert "on behalf of OWNER Example" in page


def test_a_report_from_my_actions_leads_back_there(desk: Desk, coordinator: Browser) -> None:
    ref = desk.item()

    reply = coordinator.submit(f"/actions/{ref}/progress", percent="40", back="my")

    assert reply.headers["Location"] == "/my"


def test_in_place_only_the_item_comes_back(desk: Desk, coordinator: Browser) -> None:
    ref = desk.item()
    sent = {"csrf_token": coordinator.token(), "percent": "100", "done": "y"}

    reply = coordinator.post(f"/actions/{ref}/progress", data=sent, headers={"HX-Request": "true"})

    assert reply.status_code == 200
    assert reply.text.lstrip().startswith('<div id="action">')
    assert "waits for somebody else to confirm" in reply.text
    assert desk.now(ref).status is S.REPORTED_DONE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"percent": "101"}, "100"),
        ({"percent": ""}, "Please fill this in."),
        ({"percent": "much"}, "This is not a whole number."),
        ({"percent": "10", "note": "a\x00b"}, "invisible control characters"),
        ({"percent": "10", "note": "x" * 4_001}, "at most 4000 characters"),
    ],
)
def test_a_report_that_cannot_be_read_changes_nothing_and_keeps_what_was_typed(
    desk: Desk, coordinator: Browser, typed: dict[str, str], sentence: str
) -> None:
    ref = desk.item()

    reply = coordinator.submit(f"/actions/{ref}/progress", **{"note": "Kept words"} | typed)

    assert reply.status_code == 422
    assert sentence in reply.text
    assert typed.get("note", "Kept words") in reply.text
    assert desk.now(ref).version == 1


def test_a_report_on_a_closed_item_is_answered_with_why(desk: Desk, coordinator: Browser) -> None:
    ref = desk.reported_done()

    reply = coordinator.submit(f"/actions/{ref}/progress", percent="10")

    assert reply.status_code == 409
    assert "This step is not possible in the present state." in reply.text


def test_the_other_side_confirms_on_the_page(
    desk: Desk, client: Browser, sign_in: SignIn, cast: Cast
) -> None:
    ref = desk.reported_done()
    liaison = sign_in(client, cast.liaison)

    page = liaison.get(f"/actions/{ref}").text
    reply = liaison.submit(f"/actions/{ref}/close")

    assert f'action="/actions/{ref}/close"' in page
    assert reply.status_code == 303
    assert desk.now(ref).status is S.COMPLETED
    assert "confirmed and closed" in liaison.get(f"/actions/{ref}").text


def test_who_reported_done_is_told_that_somebody_else_confirms(
    desk: Desk, coordinator: Browser
) -> None:
    ref = desk.item()
    coordinator.submit(f"/actions/{ref}/progress", percent="100", done="y")

    page = coordinator.get(f"/actions/{ref}").text
    reply = coordinator.submit(f"/actions/{ref}/close")

    assert "somebody else has to confirm it" in page
    assert f'action="/actions/{ref}/close"' not in page
    assert reply.status_code == 403
    assert desk.now(ref).status is S.REPORTED_DONE


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        (["pause"], S.PAUSED),
        (["pause", "resume"], S.IN_PROCESS),
        (["cancel"], S.CANCELLED),
        (["cancel", "reopen"], S.IN_PROCESS),
    ],
)
def test_an_item_is_set_aside_and_taken_up_with_a_reason(
    desk: Desk, coordinator: Browser, steps: list[str], status: ActionStatus
) -> None:
    ref = desk.item()

    for step in steps:
        refused = coordinator.submit(f"/actions/{ref}/{step}", note=" ")
        taken = coordinator.submit(f"/actions/{ref}/{step}", note="Because of the permit")

        assert (refused.status_code, taken.status_code) == (422, 303)
        assert "Please say why" in refused.text

    assert desk.now(ref).status is status
    assert "Because of the permit" in coordinator.get(f"/actions/{ref}").text


def test_a_returned_item_says_what_is_missing(
    desk: Desk, client: Browser, sign_in: SignIn, cast: Cast
) -> None:
    ref = desk.reported_done()

    sign_in(client, cast.liaison).submit(f"/actions/{ref}/return", note="No signature yet")

    assert desk.now(ref).status is S.IN_PROCESS


def test_an_observer_reads_and_is_offered_nothing(
    desk: Desk, client: Browser, sign_in: SignIn, cast: Cast
) -> None:
    ref = desk.item()
    observer = sign_in(client, cast.observer)

    page = observer.get(f"/actions/{ref}").text

    assert f'action="/actions/{ref}/' not in page
    assert f'href="/actions/{ref}/edit"' not in page
    for step in ("progress", "close", "return", "pause", "resume", "cancel", "reopen", "edit"):
        assert observer.submit(f"/actions/{ref}/{step}", percent="10").status_code == 403
    assert desk.now(ref).version == 1


def test_another_partnerships_item_is_not_there(
    desk: Desk, client: Browser, sign_in: SignIn, transactions: Transactions, system: Actor
) -> None:
    ref = desk.item()
    with transactions.begin(system) as work:
        other = a_cast(work, "SC-HKU")
    stranger = sign_in(client, other.coordinator)

    assert stranger.get(f"/actions/{ref}").status_code == 404
    assert stranger.get(f"/actions/{ref}/edit").status_code == 404
    for step in ("progress", "close", "return", "pause", "resume", "cancel", "reopen", "edit"):
        reply = stranger.submit(f"/actions/{ref}/{step}", percent="10", note="Why")
        assert reply.status_code == 404
    assert stranger.get("/actions/new?partnership=SC-CITYU").status_code == 404
    assert stranger.submit("/actions/new?partnership=SC-CITYU").status_code == 404


def test_days_off_are_said_in_words(
    desk: Desk, coordinator: Browser, transactions: Transactions
) -> None:
    today = transactions.clock().date()
    late = desk.item(due_on=today - timedelta(days=3))
    near = desk.item(due_on=today + timedelta(days=1))

    assert "3 days overdue" in coordinator.get(f"/actions/{late}").text
    assert "in 1 day" in coordinator.get(f"/actions/{near}").text
