"""Who somebody is today: the posts they hold, as the seats of an actor."""

from datetime import date

import sqlalchemy as sa

from scheduler.kernel.rules.actor import Seat
from scheduler.kernel.rules.identifiers import PersonId, PostId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import Post, PostHolder
from scheduler.parties.rules.names import PersonName


def seats_of(work: UnitOfWork, person_id: PersonId, today: date) -> tuple[Seat, ...]:
    """Return a seat for each post the person holds on ``today``."""
    rows = work.session.execute(
        sa.select(
            Post.partnership_id,
            Post.role,
            Post.side,
            Post.id,
            Post.organisation_id,
            Post.serves_post_id,
        )
        .join(PostHolder, PostHolder.post_id == Post.id)
        .where(PostHolder.person_id == person_id, *held_on(today))
        .order_by(Post.id)
    )
    return tuple(Seat(*row) for row in rows)


def held_on(today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the condition that a holding covers ``today``."""
    return (
        PostHolder.from_on <= today,
        sa.or_(PostHolder.to_on.is_(None), PostHolder.to_on >= today),
    )


def find_holder_name(work: UnitOfWork, post_id: PostId, today: date) -> PersonName | None:
    """Return the name of who holds a post on ``today``, or ``None`` while it is vacant."""
    holder = work.session.scalar(
        sa.select(Person)
        .join(PostHolder, PostHolder.person_id == Person.id)
        .where(PostHolder.post_id == post_id, *held_on(today))
        .order_by(PostHolder.id.desc())
        .limit(1)
    )
    return holder.name if holder else None
