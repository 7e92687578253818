"""Rights are looked at anew on every fetch, and one bad row costs no more than itself."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from scheduler.feeds.rules.programs import Program
from scheduler.feeds.rules.subscriptions import (
    FeedComponents,
    FeedScope,
    GoneError,
    is_worth_noting,
)
from scheduler.feeds.usecases.feeds import identify_subscriber, note_use
from scheduler.feeds.usecases.subscriptions import my_feeds_page, revoke_subscription
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import new_token
from scheduler.kernel.rules.language import Language
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.posts import PostHolder
from scheduler.parties.rules.accounts import AccountStatus
from tests.builders.cast import Cast, a_cast, text
from tests.builders.statements import counted
from tests.conftest import HandClock
from tests.feeds.builders import (
    Fetch,
    Programme,
    a_feed,
    a_planned_meeting,
    a_programme,
    an_action_item,
    an_announced_meeting,
    entries,
)

CANARY = "kanarienvogel"


def test_an_unknown_address_is_not_found(fetch: Fetch) -> None:
    with pytest.raises(NotFoundError):
        fetch(new_token())


def test_a_revoked_feed_is_gone(work: UnitOfWork, cast: Cast, fetch: Fetch) -> None:
    issued = a_feed(work, cast.owner)
    revoke_subscription(work, cast.owner.account.id, issued.public_id)
    with pytest.raises(GoneError):
        fetch(issued.token)


def test_the_feeds_of_a_closed_account_are_gone(work: UnitOfWork, cast: Cast, fetch: Fetch) -> None:
    token = a_feed(work, cast.owner).token
    cast.owner.account.status = AccountStatus.DISABLED
    with pytest.raises(GoneError):
        fetch(token)


def test_who_has_left_every_post_finds_nothing_and_a_new_post_fills_the_calendar_again(
    work: UnitOfWork, cast: Cast, programme: Programme, fetch: Fetch, clock: HandClock
) -> None:
    an_announced_meeting(work, programme)
    token = a_feed(work, cast.owner).token
    holding = work.session.query(PostHolder).filter_by(post_id=cast.owner.post.id).one()
    holding.to_on = work.today
    assert entries(fetch(token))

    clock.forward(days=1)
    with pytest.raises(NotFoundError):
        fetch(token)

    holding.to_on = None
    assert entries(fetch(token))


@pytest.mark.parametrize("components", list(FeedComponents))
@pytest.mark.parametrize("language", list(Language))
def test_nothing_of_another_partnership_is_in_a_feed(
    work: UnitOfWork, fetch: Fetch, components: FeedComponents, language: Language
) -> None:
    ours = a_cast(work, "SC-CITYU")
    theirs = a_programme(work, a_cast(work, "SC-HKU", department=ours.department))
    secret = text(CANARY)
    a_planned_meeting(work, theirs, title=secret, venue=secret)
    an_announced_meeting(work, theirs, title=secret, venue=secret, conference_url=CANARY)
    an_action_item(work, theirs, title=secret, text=secret, measure=secret)

    issued = a_feed(work, ours.coordinator, components=components, language=language)
    content = fetch(issued.token).content.decode()
    assert CANARY not in content.replace("\r\n ", "")
    assert "HKU" not in content


def test_a_partnership_that_wants_the_least_text_gets_references_and_links_alone(
    work: UnitOfWork, cast: Cast, programme: Programme, fetch: Fetch
) -> None:
    secret = text(CANARY)
    cast.partnership.least_text = True
    cast.university.name = cast.department.name = secret
    an_announced_meeting(work, programme, title=secret, venue=secret, conference_url=CANARY)
    an_action_item(work, programme, title=secret)

    events = fetch(a_feed(work, cast.owner).token)
    tasks = fetch(a_feed(work, cast.owner, components=FeedComponents.TODO).token)
    assert CANARY not in (events.content + tasks.content).decode().replace("\r\n ", "")
    assert [event["SUMMARY"] for event in entries(events)] == [
        "SC-CITYU/2027/M01 Consultation meeting",
        "SC-CITYU/2027/A01 Action item due",
    ]


def test_one_row_that_cannot_be_told_costs_its_own_entry(
    work: UnitOfWork,
    cast: Cast,
    programme: Programme,
    fetch: Fetch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    poisoned = an_announced_meeting(work, programme, timezone="Mars/Olympus_Mons")
    unwritable = an_announced_meeting(work, programme, uid=" ")
    sound = an_announced_meeting(work, programme)

    with caplog.at_level(logging.ERROR):
        (event,) = entries(fetch(a_feed(work, cast.owner).token))

    assert event["UID"] == sound.uid
    left_out = [record.getMessage() for record in caplog.records]
    assert left_out == [f"{row.ref} is left out of a feed" for row in (poisoned, unwritable)]


@pytest.mark.parametrize("components", list(FeedComponents))
def test_a_feed_costs_the_same_statements_however_long_it_is(
    work: UnitOfWork,
    programme: Programme,
    fetch: Fetch,
    engine: sa.Engine,
    components: FeedComponents,
) -> None:
    token = a_feed(work, programme.cast.owner, components=components).token
    numbers: list[Sequence[str]] = []
    for amount in (1, 3, 50):
        while programme.items < amount:
            meeting = an_announced_meeting(work, programme)
            a_planned_meeting(work, programme)
            an_action_item(work, programme, meeting_id=meeting.id)
        work.flush()
        work.session.expunge_all()
        with counted(engine) as statements:
            feed = fetch(token)
        assert len(entries(feed, f"V{components}")) >= amount
        numbers.append(statements)

    assert len({len(statements) for statements in numbers}) == 1
    assert len(numbers[0]) <= 6, numbers[0]


def test_a_use_is_noted_with_its_program_and_at_most_once_an_hour(
    work: UnitOfWork, cast: Cast
) -> None:
    issued = a_feed(work, cast.owner)
    subscriber = identify_subscriber(work, issued.token)
    assert is_worth_noting(subscriber.used_at, work.now)

    note_use(work, subscriber, "Mozilla/5.0 (X11) Gecko/20100101 Thunderbird/153.7")
    noted = identify_subscriber(work, issued.token)
    assert noted.used_at == work.now
    assert not is_worth_noting(noted.used_at, work.now + timedelta(minutes=59))
    assert is_worth_noting(noted.used_at, work.now + timedelta(hours=1))

    (line,) = my_feeds_page(work, cast.owner.account.id).feeds
    assert (line.used_at, line.program) == (work.now, Program.THUNDERBIRD)
    note_use(work, noted, "x" * 10_000)
    assert my_feeds_page(work, cast.owner.account.id).feeds[0].client == "x" * 200


@pytest.mark.parametrize(
    ("components", "alarms"),
    [(FeedComponents.EVENT, {"-P1D", "-PT15H"}), (FeedComponents.TODO, set())],
)
def test_alarms_ring_once_and_only_for_what_is_to_come(
    work: UnitOfWork,
    programme: Programme,
    fetch: Fetch,
    components: FeedComponents,
    alarms: set[str],
) -> None:
    an_announced_meeting(work, programme)
    a_planned_meeting(work, programme)
    an_action_item(work, programme)
    known: dict[str, Any] = {"scope": FeedScope.ALL, "components": components}

    silent = fetch(a_feed(work, programme.cast.owner, **known).token)
    ringing = fetch(a_feed(work, programme.cast.owner, **known, alarms=True).token)
    assert entries(silent, "VALARM") == []
    triggers = [alarm["TRIGGER"].to_ical().decode() for alarm in entries(ringing, "VALARM")]
    assert set(triggers) == alarms
    assert len(triggers) == len(alarms)
