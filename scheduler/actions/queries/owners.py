"""Who may own an item: the organisations, posts and people of its partnership."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.actions.rules.owners import Owner
from scheduler.kernel.rules.identifiers import PartnershipId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.people import Person
from scheduler.parties.models.posts import Post, PostHolder
from scheduler.parties.queries.partnerships import sides_of_organisations
from scheduler.parties.queries.scope import within
from scheduler.parties.queries.seats import held_on


def list_posts(work: UnitOfWork, partnership_id: PartnershipId) -> Sequence[Post]:
    """Return the posts of both sides with their organisations, held or vacant."""
    return work.session.scalars(
        sa.select(Post)
        .where(Post.partnership_id == partnership_id, within(Post.partnership_id, work.actor))
        .options(joinedload(Post.organisation))
        .order_by(Post.side, Post.id)
    ).all()


def belongs(work: UnitOfWork, partnership_id: PartnershipId, owner: Owner) -> bool:
    """Say whether an owner is part of the partnership, on the side it is said to be on."""
    sides = sides_of_organisations(work, partnership_id)
    if sides.get(owner.organisation_id) is not owner.side:
        return False
    if owner.post_id is not None and not _is_post(work, partnership_id, owner):
        return False
    return owner.person_id is None or _is_member(work, partnership_id, owner)


def _is_post(work: UnitOfWork, partnership_id: PartnershipId, owner: Owner) -> bool:
    return bool(
        work.session.scalar(
            sa.select(
                sa.exists().where(
                    Post.id == owner.post_id,
                    Post.partnership_id == partnership_id,
                    Post.organisation_id == owner.organisation_id,
                    Post.side == owner.side,
                )
            )
        )
    )


def _is_member(work: UnitOfWork, partnership_id: PartnershipId, owner: Owner) -> bool:
    """Say whether the person works in the owning organisation, or has a post beside it."""
    seated = sa.exists().where(
        PostHolder.person_id == Person.id,
        PostHolder.partnership_id == partnership_id,
        PostHolder.post_id == Post.id,
        Post.side == owner.side,
        *held_on(work.today),
    )
    return bool(
        work.session.scalar(
            sa.select(
                sa.exists().where(
                    Person.id == owner.person_id,
                    sa.or_(Person.organisation_id == owner.organisation_id, seated),
                )
            )
        )
    )
