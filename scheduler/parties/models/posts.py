"""Posts and who held them from when to when: a hand-over moves work and leaves history true."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scheduler.kernel.models.base import Base, EnumText
from scheduler.kernel.rules.identifiers import (
    OrganisationId,
    PartnershipId,
    PersonId,
    PostId,
    new_public_id,
)
from scheduler.kernel.rules.permissions import Role, Side
from scheduler.kernel.rules.text import Trilingual
from scheduler.parties.models.organisations import Organisation
from scheduler.parties.models.people import Person


class Post(Base):
    """A seat in one partnership; its role says what the holder may do."""

    __tablename__ = "post"

    id: Mapped[PostId] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True, default=new_public_id)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"), index=True)
    organisation_id: Mapped[OrganisationId] = mapped_column(
        ForeignKey("organisation.id"), index=True
    )
    side: Mapped[Side] = mapped_column(EnumText(Side))
    role: Mapped[Role] = mapped_column(EnumText(Role))
    name: Mapped[Trilingual]
    serves_post_id: Mapped[PostId | None] = mapped_column(ForeignKey("post.id"), index=True)
    created_at: Mapped[datetime]

    organisation: Mapped[Organisation] = relationship(lazy="raise_on_sql")


class PostHolder(Base):
    """Who holds a post from a day until, and including, another."""

    __tablename__ = "post_holder"
    __table_args__ = (
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name="order"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[PartnershipId] = mapped_column(ForeignKey("partnership.id"), index=True)
    post_id: Mapped[PostId] = mapped_column(ForeignKey("post.id"), index=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    post: Mapped[Post] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
