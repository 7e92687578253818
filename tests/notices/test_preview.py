"""The preview says what the worker would do, and does nothing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.actions.rules.action_items import ActionStatus
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.notices.usecases.firing import fire_due
from scheduler.notices.usecases.planning import plan_all
from scheduler.notices.usecases.preview import PreviewedReminder, preview_reminders
from tests.builders.cast import a_cast
from tests.builders.meetings import a_participant, an_announced_meeting
from tests.conftest import HandClock
from tests.notices.rows import TODAY, an_item, letters, reminders

SOON = TODAY + timedelta(days=10)
YEAR = (date(2027, 1, 1), date(2027, 12, 31))
HONG_KONG = ZoneInfo("Asia/Hong_Kong")


def test_a_preview_says_what_to_whom_when_and_why(work: UnitOfWork) -> None:
    cast = a_cast(work)
    item = an_item(work, cast, SOON)

    found = preview_reminders(work, SOON - timedelta(days=1), SOON - timedelta(days=1))

    assert found == [
        PreviewedReminder(
            fire_at=datetime(2027, 1, 21, 9, tzinfo=HONG_KONG),
            letter=f"digest:person:{cast.owner.person.id}:2027-01-21",
            recipient="OWNER Example",
            address="owner@sc-cityu.example",
            language="en",
            subject_kind="ACTION-DUE",
            subject_ref=item.ref,
            title="Open the laboratory",
            partnership_ref="SC-CITYU",
            rung="T-1",
            anchor_on=SOON,
            audiences=("OWNER",),
        )
    ]


def test_a_preview_needs_no_plan_and_leaves_none(work: UnitOfWork) -> None:
    cast = a_cast(work)
    an_item(work, cast, SOON)
    meeting = an_announced_meeting(work, cast)
    a_participant(work, meeting, cast.principal)

    before = preview_reminders(work, *YEAR)

    assert {row.subject_ref for row in before} == {"SC-CITYU/2027/A01", meeting.ref}
    assert reminders(work) == []
    plan_all(work)
    assert preview_reminders(work, *YEAR) == before
    assert len(before) == len(reminders(work))


def test_what_is_late_would_go_out_today(work: UnitOfWork) -> None:
    an_item(work, a_cast(work), SOON)

    today = preview_reminders(work, TODAY, TODAY)

    assert [(row.rung, row.fire_at) for row in today] == [("T-14", work.now)]


def test_what_was_told_and_what_is_closed_is_not_ahead(work: UnitOfWork) -> None:
    cast = a_cast(work)
    an_item(work, cast, SOON)
    closed = an_item(work, cast, SOON)
    closed.status = ActionStatus.COMPLETED
    plan_all(work)
    fire_due(work)

    assert [row.rung for row in preview_reminders(work, TODAY, SOON)] == ["T-7", "T-1", "D0"]


def test_what_was_put_off_is_ahead_on_the_day_it_was_put_off_to(work: UnitOfWork) -> None:
    cast = a_cast(work)
    an_item(work, cast, SOON)
    plan_all(work)
    fire_due(work)
    letters(work)[0].take("250 OK", work.now)
    late = an_item(work, cast, SOON)
    plan_all(work)
    fire_due(work)

    assert [
        (row.subject_ref, row.fire_at.date(), row.rung)
        for row in preview_reminders(work, TODAY, TODAY + timedelta(days=1))
    ] == [(late.ref, TODAY + timedelta(days=1), "T-14")]


def test_the_worker_does_what_the_preview_said(
    transactions: Transactions, system: Actor, clock: HandClock
) -> None:
    with transactions.begin(system) as work:
        cast = a_cast(work)
        for days in (3, 10, 17):
            an_item(work, cast, TODAY + timedelta(days=days))
        an_item(work, cast, SOON, organisation=cast.institute)
        plan_all(work)
    last = TODAY + timedelta(days=40)
    with transactions.reading(system) as work:
        said = {row.letter for row in preview_reminders(work, TODAY, last)}

    for _ in range(41):
        with transactions.begin(system) as work:
            fire_due(work)
            for letter in letters(work):
                letter.take("250 OK", work.now)
        clock.forward(days=1)

    with transactions.reading(system) as work:
        assert {letter.dedup_key for letter in letters(work)} == said
