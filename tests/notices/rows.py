"""Action items with a due day, and what became of their reminders and letters."""

from collections import Counter
from datetime import date, timedelta

import sqlalchemy as sa

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.owners import Owner
from scheduler.actions.usecases.action_items import ActionDraft, add_action_item
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.notices.models.outbox import OutboxMessage
from scheduler.notices.models.reminders import Reminder
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import Post
from tests.builders.cast import Cast, text

TODAY = date(2027, 1, 12)


def an_item(
    work: UnitOfWork,
    cast: Cast,
    due_on: date | None = None,
    *,
    words: str = "Open the laboratory",
    post: Post | None = None,
    person: Person | None = None,
    organisation: Organisation | None = None,
) -> ActionItem:
    """Return an item led by the university: by its owner's post unless told otherwise."""
    if post is None and person is None and organisation is None:
        post = cast.owner.post
    lead = Owner(
        side=Side.UNIVERSITY,
        organisation_id=(organisation or cast.university).id,
        post_id=None if post is None else post.id,
        person_id=None if person is None else person.id,
    )
    draft = ActionDraft(title=text(words), lead=lead, due_on=due_on)
    earliest = min(work.today, due_on or work.today) - timedelta(days=90)
    return add_action_item(work, cast.partnership.ref, draft, start_on=earliest, confirmed=True)


def reminders(work: UnitOfWork, item: ActionItem | None = None) -> list[Reminder]:
    """Return the rows, of one item or all, by the moment they go out."""
    work.flush()
    query = sa.select(Reminder).order_by(Reminder.fire_at, Reminder.id)
    if item is not None:
        query = query.where(Reminder.subject_id == item.id)
    return list(work.session.scalars(query.execution_options(populate_existing=True)))


def states(work: UnitOfWork) -> Counter[str]:
    """Return how many reminders there are in each state."""
    return Counter(row.state.value for row in reminders(work))


def rungs(work: UnitOfWork, item: ActionItem, person: Person | None = None) -> list[str]:
    """Return which rungs are planned for an item, for everybody or one person."""
    return [
        row.rung
        for row in reminders(work, item)
        if row.state.value == "PLANNED" and (person is None or row.person_id == person.id)
    ]


def letters(work: UnitOfWork) -> list[OutboxMessage]:
    """Return the letters in the order they were written."""
    work.flush()
    query = sa.select(OutboxMessage).order_by(OutboxMessage.id)
    return list(work.session.scalars(query.execution_options(populate_existing=True)))
