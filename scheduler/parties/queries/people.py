"""People, the posts they hold, and the accounts they sign in with."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.kernel.rules.identifiers import OrganisationId, PartnershipId, PersonId
from scheduler.kernel.rules.permissions import Role
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Account
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import Post, PostHolder
from scheduler.parties.queries.scope import within
from scheduler.parties.queries.seats import held_on


def find_account(work: UnitOfWork, email: str) -> Account | None:
    """Return the account of an address, written in any case, with its person."""
    return work.session.scalar(
        sa.select(Account)
        .where(Account.email == email.strip().casefold())
        .options(joinedload(Account.person).joinedload(Person.organisation))
    )


def find_account_of(work: UnitOfWork, person_id: PersonId) -> Account | None:
    """Return the account of a person, or ``None`` for people who do not sign in."""
    return work.session.scalar(sa.select(Account).where(Account.person_id == person_id))


def list_accounts(work: UnitOfWork) -> Sequence[Account]:
    """Return every account by address, with its person; for the operator."""
    return work.session.scalars(
        sa.select(Account)
        .options(joinedload(Account.person).joinedload(Person.organisation))
        .order_by(Account.email)
    ).all()


def find_post(
    work: UnitOfWork, partnership_id: PartnershipId, organisation_id: OrganisationId, role: Role
) -> Post | None:
    """Return the post of a role that an organisation has in a partnership."""
    return work.session.scalar(
        sa.select(Post)
        .where(
            Post.partnership_id == partnership_id,
            within(Post.partnership_id, work.actor),
            Post.organisation_id == organisation_id,
            Post.role == role,
        )
        .order_by(Post.id)
        .limit(1)
    )


def list_holders(
    work: UnitOfWork, partnership_id: PartnershipId, today: date
) -> Sequence[PostHolder]:
    """Return who holds which post of a partnership today, in protocol order of each side."""
    return work.session.scalars(
        sa.select(PostHolder)
        .join(PostHolder.post)
        .join(PostHolder.person)
        .where(
            PostHolder.partnership_id == partnership_id,
            within(PostHolder.partnership_id, work.actor),
            *held_on(today),
        )
        .options(
            joinedload(PostHolder.post).joinedload(Post.organisation),
            joinedload(PostHolder.person).joinedload(Person.organisation),
        )
        .order_by(Post.side, Person.protocol_order, PostHolder.id)
    ).all()


def list_posts_held(
    work: UnitOfWork, person_ids: Sequence[PersonId], today: date
) -> Sequence[Post]:
    """Return the posts that some people hold today, whatever the partnership; for the operator."""
    return work.session.scalars(
        sa.select(Post)
        .join(PostHolder, PostHolder.post_id == Post.id)
        .where(PostHolder.person_id.in_(person_ids), *held_on(today))
    ).all()
