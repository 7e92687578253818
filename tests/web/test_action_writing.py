"""Writing action items in the browser: new ones, other wordings, two people at once."""

import pytest

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.action_items import get_action_item
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.actions.usecases.action_items import edit_action_item
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.unit_of_work import Transactions
from scheduler.parties.usecases.people import give_post
from tests.builders.actions import a_draft, an_action_item, an_item_reported_done, post_of
from tests.builders.cast import Cast, a_cast
from tests.builders.meetings import a_decision, a_held_meeting
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


def test_an_item_is_added_from_a_decision(
    desk: Desk, coordinator: Browser, transactions: Transactions, system: Actor, cast: Cast
) -> None:
    with transactions.begin(system) as work:
        decision = a_decision(work, a_held_meeting(work, cast), "Set up the platform").ref
    address = f"/actions/new?decision={decision}"

    page = coordinator.get(address).text
    reply = coordinator.submit(address, **writing(desk))

    assert "Set up the platform" in page
    assert reply.headers["Location"] == "/actions/SC-CITYU/2027/A01"
    item = desk.now("SC-CITYU/2027/A01")
    assert (item.title.en, item.priority) == ("Furnish the laboratory", 1)
    assert item.decision is not None
    assert item.decision.ref == decision


def test_a_due_day_in_the_past_is_asked_about_and_then_taken(
    desk: Desk, coordinator: Browser
) -> None:
    typed = writing(desk, due_on="2027-01-11")

    asked = coordinator.submit("/actions/new", **typed)
    taken = coordinator.submit("/actions/new", confirmed="1", **typed)

    assert asked.status_code == 422
    assert "The due day lies in the past." in asked.text
    assert "Furnish the laboratory" in asked.text
    assert taken.status_code == 303


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title_en": ""}, "Please fill this in."),
        ({"title_en": "x" * 301}, "at most 300 characters"),
        ({"due_on": "2027-02-30"}, "This is not a valid day."),
        ({"lead": ""}, "Please fill this in."),
        ({"lead": "post-of-somebody-else"}, "Please choose one of the values offered."),
        ({"priority": "3"}, "Please choose one of the values offered."),
    ],
)
def test_what_cannot_be_an_item_is_said_at_its_control(
    desk: Desk, coordinator: Browser, typed: dict[str, str], sentence: str
) -> None:
    reply = coordinator.submit("/actions/new", **writing(desk, **typed))

    assert reply.status_code == 422
    assert sentence in reply.text
    assert coordinator.get("/actions/SC-CITYU/2027/A01").status_code == 404


def test_a_counterpart_from_the_leads_own_side_is_refused(desk: Desk, coordinator: Browser) -> None:
    same = f"organisation-{desk.cast.university.public_id}"

    reply = coordinator.submit("/actions/new", **writing(desk, counterpart=same))

    assert reply.status_code == 422
    assert "has to be from the other side" in reply.text


def test_with_several_partnerships_one_is_chosen_first(
    client: Browser, sign_in: SignIn, transactions: Transactions, system: Actor, cast: Cast
) -> None:
    with transactions.begin(system) as work:
        second = a_cast(work, "SC-HKU", department=cast.department)
        holding = second.liaison.post
        give_post(work, holding, cast.liaison.person, from_on=work.today)
    liaison = sign_in(client, cast.liaison)

    page = liaison.get("/actions/new").text

    assert '<option value="SC-CITYU">' in page
    assert '<option value="SC-HKU">' in page
    assert liaison.get("/actions/new?partnership=SC-HKU").status_code == 200


def test_an_item_is_reworded_with_a_reason_for_the_new_due_day(
    desk: Desk, coordinator: Browser
) -> None:
    ref = desk.item()
    address = f"/actions/{ref}/edit"

    unexplained = coordinator.submit(address, version="1", **writing(desk))
    explained = coordinator.submit(
        address, version="1", reason="The permit is late", **writing(desk)
    )

    assert unexplained.status_code == 422
    assert "Please say why" in unexplained.text
    assert explained.status_code == 303
    page = coordinator.get(f"/actions/{ref}").text
    assert "Due day: 13 March 2027 → 30 June 2027" in page
    assert "The permit is late" in page
    assert "first due 13 March 2027" in page


def test_a_stale_form_shows_both_wordings_and_can_be_sent_again(
    desk: Desk, coordinator: Browser, transactions: Transactions, system: Actor, cast: Cast
) -> None:
    ref = desk.item(due_on=None)
    with transactions.begin(system) as work:
        theirs = a_draft(work, cast, "The wording of the others")
        edit_action_item(work, ref, theirs, reason="Agreed by telephone")
    mine = writing(desk, due_on="2027-03-13", title_en="My own wording")

    stale = coordinator.submit(f"/actions/{ref}/edit", version="1", **mine)

    assert stale.status_code == 409
    assert "The wording of the others" in stale.text
    assert "My own wording" in stale.text
    assert "Agreed by telephone" in stale.text
    assert 'name="version" value="2"' in stale.text
    again = coordinator.submit(f"/actions/{ref}/edit", version="2", **mine)
    assert again.status_code == 303
    assert desk.now(ref).title.en == "My own wording"


def test_a_closed_item_cannot_be_reworded(desk: Desk, client: Browser, sign_in: SignIn) -> None:
    ref = desk.reported_done()
    liaison = sign_in(client, desk.cast.liaison)
    liaison.submit(f"/actions/{ref}/close")

    reply = liaison.submit(f"/actions/{ref}/edit", version="3", **writing(desk))

    assert reply.status_code == 409


def test_an_owner_handed_over_is_told_by_name_in_the_history(
    desk: Desk, coordinator: Browser
) -> None:
    ref = desk.item()
    lead = f"post-{desk.cast.coordinator.post.public_id}"

    coordinator.submit(
        f"/actions/{ref}/edit", version="1", **writing(desk, lead=lead, due_on="2027-03-13")
    )

    page = coordinator.get(f"/actions/{ref}").text
    assert "Lead: Owner post → Coordinator post" in page
    assert desk.now(ref).lead_post_id == post_of(desk.cast.coordinator).post_id
