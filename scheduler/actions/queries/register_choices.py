"""What the filters of the register offer."""

from collections.abc import Sequence

import sqlalchemy as sa

from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import PostHolder
from scheduler.parties.queries.scope import within
from scheduler.parties.queries.seats import held_on


def find_first_year(work: UnitOfWork) -> int | None:
    """Return the year the actor's oldest partnership began."""
    since_on = work.session.scalar(
        sa.select(sa.func.min(Partnership.since_on)).where(within(Partnership.id, work.actor))
    )
    return since_on.year if since_on else None


def list_people(work: UnitOfWork, partnership_id: PartnershipId) -> Sequence[Person]:
    """Return who holds a post of a partnership today, each once."""
    holders = sa.select(PostHolder.person_id).where(
        PostHolder.partnership_id == partnership_id,
        within(PostHolder.partnership_id, work.actor),
        *held_on(work.today),
    )
    return work.session.scalars(
        sa.select(Person).where(Person.id.in_(holders)).order_by(Person.protocol_order, Person.id)
    ).all()
