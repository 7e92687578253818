"""Action items as calendars ask for them."""

from datetime import date, timedelta

import sqlalchemy as sa

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.feed_entries import list_for_feed
from scheduler.actions.usecases.steps import cancel_item, close_item
from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.unit_of_work import UnitOfWork
from tests.builders.actions import acting_as, an_action_item, an_item_reported_done
from tests.builders.cast import a_cast
from tests.builders.statements import counted


def entries(work: UnitOfWork, partnership_id: PartnershipId | None = None) -> list[ActionItem]:
    """Return the entries of one year back and two ahead."""
    first, last = date(2026, 1, 12), date(2029, 1, 12)
    return list(list_for_feed(work, first=first, last=last, partnership_id=partnership_id))


def test_open_items_with_a_due_day_are_there_however_late(work: UnitOfWork) -> None:
    cast = a_cast(work)
    late = an_action_item(work, cast, due_on=date(2020, 1, 1))
    near = an_action_item(work, cast)
    an_action_item(work, cast, due_on=None)
    an_action_item(work, cast, due_on=date(2031, 1, 1))

    assert entries(work) == [late, near]


def test_closed_items_stay_for_ninety_days(work: UnitOfWork) -> None:
    cast = a_cast(work)
    close_item(work, an_item_reported_done(work, cast).ref)
    cancel_item(work, an_action_item(work, cast).ref, "Because")

    assert len(entries(work)) == 2
    work.now += timedelta(days=90)
    assert len(entries(work)) == 2
    work.now += timedelta(seconds=1)
    assert entries(work) == []


def test_a_feed_holds_its_own_partnerships_in_one_statement(
    work: UnitOfWork, engine: sa.Engine
) -> None:
    ours, theirs = a_cast(work), a_cast(work, "SC-HKU")
    mine = an_action_item(work, ours)
    an_action_item(work, theirs)
    work.session.expunge_all()

    with counted(engine) as statements:
        (found,) = entries(acting_as(work, ours.owner))
        names = (found.partnership.ref, found.meeting)
    (chosen,) = entries(work, ours.partnership.id)

    assert (found.ref, names) == (mine.ref, ("SC-CITYU", None))
    assert chosen.ref == mine.ref
    assert len([text for text in statements if "FROM action_item" in text]) == 1
