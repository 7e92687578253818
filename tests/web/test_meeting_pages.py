"""Meetings on the web: from an undated one to its decisions, by forms alone."""

import re

import pytest

from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.unit_of_work import Transactions
from scheduler.meetings.queries.meetings import get_meeting
from scheduler.meetings.queries.participants import list_participants
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.meetings.rules.participants import PartStat
from scheduler.meetings.usecases.dating import move_meeting
from tests.builders.cast import Cast
from tests.builders.meetings import (
    a_participant,
    a_planned_meeting,
    an_announced_meeting,
    an_arrangement,
)
from tests.conftest import HandClock
from tests.web.browser import Browser, SignIn

REF = "SC-CITYU/2027/M01"
PAGE = f"/meetings/{REF}"
MORNING = {
    "starts": "2027-03-05T09:30",
    "ends": "2027-03-05T11:30",
    "timezone": "Asia/Shanghai",
    "host_side": "UNIVERSITY",
    "venue_en": "Hall of Science",
}
_VERSION = re.compile(r'name="version" value="(\d+)"')


def version_on(browser: Browser, page: str) -> str:
    found = _VERSION.search(browser.get(page).text)
    assert found is not None, page
    return found[1]


@pytest.fixture
def coordinator(client: Browser, cast: Cast, sign_in: SignIn) -> Browser:
    return sign_in(client, cast.coordinator)


@pytest.fixture
def planned(transactions: Transactions, system: Actor, cast: Cast) -> None:
    with transactions.begin(system) as work:
        a_planned_meeting(work, cast)


@pytest.fixture
def announced(transactions: Transactions, system: Actor, cast: Cast) -> None:
    with transactions.begin(system) as work:
        meeting = an_announced_meeting(work, cast)
        a_participant(work, meeting, cast.principal)


def test_a_yearly_meeting_is_founded_and_its_first_one_opened(
    coordinator: Browser, cast: Cast
) -> None:
    founded = coordinator.submit(
        f"/partnerships/{cast.partnership.ref}/series/new",
        title_en="High-level consultation",
        first_year="2027",
        from_month="1",
        to_month="3",
        duration_minutes="120",
        first_host="DEPARTMENT",
        host_rotates="y",
    )
    assert founded.status_code == 303, founded.text
    opened = coordinator.submit("/meetings/new", series="SC-CITYU/2027/R01", year="2027")

    assert opened.headers["Location"] == PAGE
    shown = coordinator.get(PAGE).text
    assert "early 2027, date to be fixed" in shown
    assert "Fix the date" in shown


def test_a_season_does_not_end_before_it_begins(coordinator: Browser, cast: Cast) -> None:
    reply = coordinator.submit(
        f"/partnerships/{cast.partnership.ref}/series/new",
        title_en="High-level consultation",
        first_year="2027",
        from_month="5",
        to_month="3",
        duration_minutes="120",
        first_host="DEPARTMENT",
    )

    assert reply.status_code == 422
    assert "The end lies before the start." in reply.text


@pytest.mark.usefixtures("planned")
def test_a_meeting_is_dated_and_then_announced_to_those_invited(
    coordinator: Browser, cast: Cast
) -> None:
    dated = coordinator.submit(
        f"{PAGE}/dates", version=version_on(coordinator, f"{PAGE}/dates"), **MORNING
    )
    assert dated.status_code == 303, dated.text
    person = cast.principal.person.public_id
    added = coordinator.submit(f"{PAGE}/people", person=person, function="CHAIR")
    assert added.status_code == 303, added.text

    asked = coordinator.get(f"{PAGE}/announce").text
    assert "principal@sc-cityu.example" in asked
    done = coordinator.submit(
        f"{PAGE}/announce", version=version_on(coordinator, f"{PAGE}/announce")
    )

    assert done.status_code == 303, done.text
    shown = coordinator.get(PAGE).text
    assert "The meeting is announced; letters are on their way." in shown
    assert "Friday 5 March 2027" in shown
    assert "Hall of Science" in shown


@pytest.mark.usefixtures("planned")
def test_a_weekend_is_asked_about_before_it_is_taken(coordinator: Browser) -> None:
    saturday = {**MORNING, "starts": "2027-04-03T09:30", "ends": "2027-04-03T11:30"}
    saturday["version"] = version_on(coordinator, f"{PAGE}/dates")

    asked = coordinator.submit(f"{PAGE}/dates", **saturday)
    assert asked.status_code == 422
    assert "This day is a Saturday or Sunday." in asked.text
    assert "This day lies outside the season of the meeting." in asked.text
    assert 'value="2027-04-03T09:30"' in asked.text

    taken = coordinator.submit(f"{PAGE}/dates", confirmed="1", **saturday)
    assert taken.status_code == 303


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends": "2027-03-05T09:00"}, "The end lies before the start."),
        ({"starts": "2027-02-30T09:00"}, "This is not a valid"),
        ({"starts": ""}, "Please fill this in."),
        ({"conference_url": "javascript:alert(1)"}, "This is not a web address."),
        ({"timezone": "Mars/Base"}, "Please choose one of the values offered."),
        ({"venue_en": "x" * 301}, "This is too long: at most 300 characters."),
        ({"venue_en": "hall\u202e"}, "This holds invisible control characters."),
    ],
)
def test_a_wrong_value_gets_a_sentence_and_changes_nothing(
    coordinator: Browser,
    transactions: Transactions,
    system: Actor,
    wrong: dict[str, str],
    sentence: str,
) -> None:
    sent = {**MORNING, **wrong, "version": version_on(coordinator, f"{PAGE}/dates")}

    reply = coordinator.submit(f"{PAGE}/dates", **sent)

    assert reply.status_code == 422
    assert sentence in reply.text
    with transactions.reading(system) as work:
        assert get_meeting(work, REF).status is MeetingStatus.PLANNED


@pytest.mark.usefixtures("announced")
def test_the_second_editor_sees_the_first_ones_date_and_keeps_the_own_text(
    coordinator: Browser, transactions: Transactions, system: Actor
) -> None:
    seen = version_on(coordinator, f"{PAGE}/dates")
    with transactions.begin(system) as work:
        move_meeting(work, REF, an_arrangement(2027, 3, 19))

    mine = {**MORNING, "starts": "2027-03-12T09:30", "ends": "2027-03-12T11:30"}
    reply = coordinator.submit(f"{PAGE}/dates", **mine, version=seen)

    assert reply.status_code == 409
    assert "Friday 19 March 2027" in reply.text
    assert 'value="2027-03-12T09:30"' in reply.text
    renewed = _VERSION.search(reply.text)
    assert renewed is not None
    again = coordinator.submit(f"{PAGE}/dates", **mine, version=renewed[1])
    assert again.status_code == 303


@pytest.mark.usefixtures("announced")
def test_a_reply_is_given_on_behalf_and_shows_by_whom(
    client: Browser,
    cast: Cast,
    sign_in: SignIn,
    transactions: Transactions,
    system: Actor,
) -> None:
    secretary = sign_in(client, cast.secretary)
    with transactions.reading(system) as work:
        public_id = list_participants(work, get_meeting(work, REF).id)[0].public_id
    path = f"{PAGE}/people/{public_id}/reply"

    assert secretary.get(path).status_code == 200
    assert secretary.submit(path, partstat="DELEGATED").status_code == 422
    given = secretary.submit(path, partstat="DELEGATED", deputy_name_en="Deputy Example")

    assert given.status_code == 303
    shown = secretary.get(f"{PAGE}/people").text
    assert "Deputy: Deputy Example" in shown
    assert "replied on behalf by SECRETARY Example" in shown
    with transactions.reading(system) as work:
        assert list_participants(work, get_meeting(work, REF).id)[0].partstat is PartStat.DELEGATED


@pytest.mark.usefixtures("announced")
def test_a_guest_is_added_and_taken_off_again(coordinator: Browser, cast: Cast) -> None:
    path = f"{PAGE}/people/guests"
    guest = {"guest_name_zh_hant": "示例", "organisation": cast.institute.public_id}

    assert coordinator.submit(path, **guest).status_code == 422  # as what?
    added = coordinator.submit(path, guest_function="OBSERVER", **guest)
    assert added.status_code == 303, added.text
    shown = coordinator.get(f"{PAGE}/people").text
    assert "示例" in shown

    remove = re.findall(r'action="(/meetings/[^"]+/remove)"', shown)
    assert len(remove) == 2
    for address in remove:
        assert coordinator.submit(address).status_code == 303
    assert "示例" not in coordinator.get(f"{PAGE}/people").text


@pytest.mark.usefixtures("announced")
def test_a_meeting_is_held_decided_at_and_closed(
    coordinator: Browser, cast: Cast, sign_in: SignIn, clock: HandClock
) -> None:
    early = coordinator.submit(f"{PAGE}/held", version=version_on(coordinator, f"{PAGE}/held"))
    assert early.status_code == 422
    assert "This day is still to come." in early.text
    clock.forward(days=52)
    sign_in(coordinator, cast.coordinator)
    for part in ("held", "close"):
        if part == "close":
            decided = coordinator.submit(
                f"{PAGE}/decisions/new", verb="RESOLVED", text_en="Set up the platform"
            )
            assert decided.status_code == 303, decided.text
        step = coordinator.submit(
            f"{PAGE}/{part}", version=version_on(coordinator, f"{PAGE}/{part}")
        )
        assert step.status_code == 303, step.text

    assert "Set up the platform" in coordinator.get("/decisions?text=platform&year=2027").text
    assert "No decision matches" in coordinator.get("/decisions?text=unheard").text
    assert coordinator.get("/decisions/SC-CITYU/2027/D01").status_code == 200
    late = coordinator.submit(f"{PAGE}/decisions/new", verb="NOTED", text_en="Too late")
    assert late.status_code == 409


@pytest.mark.usefixtures("announced")
@pytest.mark.parametrize("part", ["postpone", "cancel"])
def test_a_change_of_plans_needs_a_reason_and_shows_it(coordinator: Browser, part: str) -> None:
    version = version_on(coordinator, f"{PAGE}/{part}")

    assert coordinator.submit(f"{PAGE}/{part}", version=version).status_code == 422
    done = coordinator.submit(f"{PAGE}/{part}", version=version, reason="The typhoon")

    assert done.status_code == 303
    assert "The typhoon" in coordinator.get(PAGE).text
    if part == "cancel":
        again = coordinator.submit(
            f"{PAGE}/reinstate", version=version_on(coordinator, f"{PAGE}/reinstate")
        )
        assert again.status_code == 303


@pytest.mark.usefixtures("announced")
@pytest.mark.parametrize("part", ["dates", "announce", "cancel", "postpone", "held", "close"])
def test_who_may_only_look_is_refused_the_forms(
    client: Browser, cast: Cast, sign_in: SignIn, part: str
) -> None:
    owner = sign_in(client, cast.owner)

    assert owner.get(PAGE).status_code == 200
    assert f'href="{PAGE}/{part}"' not in owner.get(PAGE).text
    assert owner.get(f"{PAGE}/{part}").status_code == 403
    assert owner.submit(f"{PAGE}/{part}").status_code == 403
