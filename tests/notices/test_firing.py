"""Reminders whose hour has come: one letter per recipient and day, true when it is written."""

from datetime import UTC, datetime, timedelta

from scheduler.actions.rules.action_items import ActionStatus
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.notices.rules.reminders import OutboxState, Reason, ReminderState
from scheduler.notices.usecases.firing import fire_due
from scheduler.notices.usecases.planning import plan_action, plan_all
from tests.builders.cast import Cast, a_cast
from tests.conftest import HandClock
from tests.notices.rows import TODAY, an_item, letters, reminders, rungs, states

# Nine in Hong Kong, where the owner sits, is one o'clock in UTC.
SOON = TODAY + timedelta(days=10)


def nine(days: int = 0) -> datetime:
    """The minute after nine in Hong Kong, some days from the first."""
    return datetime(2027, 1, 12, 1, 1, tzinfo=UTC) + timedelta(days=days)


def test_what_is_due_becomes_a_letter_once(work: UnitOfWork) -> None:
    cast = a_cast(work)
    item = an_item(work, cast, SOON)
    plan_action(work, item.id)

    assert [fire_due(work).queued for _ in range(2)] == [1, 0]

    (letter,) = letters(work)
    assert letter.dedup_key == f"digest:person:{cast.owner.person.id}:2027-01-12"
    assert (letter.address, letter.template) == (cast.owner.person.email, "digest")
    (queued,) = (row for row in reminders(work) if row.state is ReminderState.QUEUED)
    assert (queued.rung, queued.outbox_message_id) == ("T-14", letter.id)


def test_several_items_make_one_letter_for_one_person(work: UnitOfWork) -> None:
    cast = a_cast(work)
    for _ in range(3):
        an_item(work, cast, SOON)
    an_item(work, cast, SOON, organisation=cast.institute)
    plan_all(work)

    assert fire_due(work).queued == 4
    assert [letter.address for letter in letters(work)] == [
        "institute@sc-cityu.example",
        cast.owner.person.email,
    ]


def test_what_was_closed_unseen_is_not_said(work: UnitOfWork) -> None:
    item = an_item(work, a_cast(work), SOON)
    plan_action(work, item.id)
    item.status = ActionStatus.COMPLETED

    assert fire_due(work).queued == 0
    assert letters(work) == []
    (ended,) = (row for row in reminders(work) if row.state is not ReminderState.PLANNED)
    assert (ended.rung, ended.state, ended.reason) == (
        "T-14",
        ReminderState.CANCELLED,
        Reason.CLOSED,
    )


def test_a_subject_that_changed_unseen_is_reported_to_be_planned(work: UnitOfWork) -> None:
    item = an_item(work, a_cast(work), SOON)
    plan_action(work, item.id)
    item.due_on = SOON + timedelta(days=30)

    fired = fire_due(work)

    assert dict(fired.stale) == {"ACTION-DUE": {item.id}}
    assert fired.queued == 0


def test_after_an_outage_only_the_newest_rung_goes_out(
    transactions: Transactions, system: Actor, clock: HandClock
) -> None:
    clock.shows = nine(-5)
    with transactions.begin(system) as work:
        item = an_item(work, a_cast(work), TODAY + timedelta(days=3))
        plan_action(work, item.id)

    # T-7 came on the fourth day before, T-1 in two days: nobody was there on either.
    clock.shows = nine(4)
    with transactions.begin(system) as work:
        first = fire_due(work)
        told = [row.rung for row in reminders(work) if row.state is ReminderState.QUEUED]
        skipped = {
            row.rung: row.reason for row in reminders(work) if row.state is ReminderState.SUPERSEDED
        }

    assert first.queued == 1
    assert told == ["D0"]
    assert skipped == dict.fromkeys(("T-14", "T-7", "T-1"), Reason.NEWER_RUNG)


def a_sent_digest(work: UnitOfWork, cast: Cast) -> None:
    """The owner's letter of the day has left."""
    plan_action(work, an_item(work, cast, SOON).id)
    fire_due(work)
    (letter,) = letters(work)
    letter.take("250 OK", work.now)


def test_what_comes_due_after_the_letter_of_the_day_waits_for_the_next(
    transactions: Transactions, system: Actor, clock: HandClock
) -> None:
    with transactions.begin(system) as work:
        cast = a_cast(work)
        a_sent_digest(work, cast)
        item = an_item(work, cast, SOON)
        plan_action(work, item.id)
        late = fire_due(work)
        put_off = reminders(work, item)[0]
        kept_so = plan_action(work, item.id)

    assert late.queued == 0
    assert kept_so == 0
    assert put_off.fire_at == datetime(2027, 1, 13, 1, tzinfo=UTC)

    clock.shows = nine(1)
    with transactions.begin(system) as work:
        assert fire_due(work).queued == 1
        assert letters(work)[1].dedup_key.endswith("2027-01-13")


def test_a_letter_still_waiting_takes_in_what_comes_due_later(work: UnitOfWork) -> None:
    cast = a_cast(work)
    plan_action(work, an_item(work, cast, SOON).id)
    fire_due(work)
    plan_action(work, an_item(work, cast, SOON).id)

    assert fire_due(work).queued == 1
    assert len(letters(work)) == 1


def test_a_new_letter_takes_over_what_an_older_one_could_not_say(
    transactions: Transactions, system: Actor, clock: HandClock
) -> None:
    with transactions.begin(system) as work:
        cast = a_cast(work)
        first = an_item(work, cast, SOON)
        second = an_item(work, cast, TODAY + timedelta(days=8))
        plan_all(work)
        fire_due(work)

    # The mail server was away: the letter of the first day still waits.
    clock.shows = nine(1)
    with transactions.begin(system) as work:
        fire_due(work)
        old, new = letters(work)
        carried = {
            (row.subject_id, row.rung) for row in reminders(work) if row.outbox_message_id == new.id
        }

    assert (old.state, new.state) == (OutboxState.OBSOLETE, OutboxState.WAITING)
    assert carried == {(first.id, "T-14"), (second.id, "T-14"), (second.id, "T-7")}


def test_a_zone_that_changed_unseen_moves_the_hour(work: UnitOfWork) -> None:
    cast = a_cast(work)
    item = an_item(work, cast, TODAY + timedelta(days=14))
    plan_action(work, item.id)
    cast.owner.person.timezone = "Europe/Berlin"

    assert fire_due(work).queued == 0
    planned = next(row for row in reminders(work, item) if row.rung == "T-14")
    assert planned.fire_at == datetime(2027, 1, 12, 8, tzinfo=UTC)
    assert rungs(work, item)[0] == "T-14"
    assert states(work)["PLANNED"] == len(reminders(work))
