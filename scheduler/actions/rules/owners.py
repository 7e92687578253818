"""Who answers for a side of an action item: a post, a person, or an organisation itself."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.identifiers import OrganisationId, PersonId, PostId
from scheduler.kernel.rules.permissions import Role, Side

# Who speaks for a side's organisations when no single person is named.
COORDINATING: Final = frozenset({Role.LIAISON, Role.COORDINATOR})


class Standing(StrEnum):
    """What somebody is to an owner: the owner, somebody serving the owner, or neither."""

    OWNER = "OWNER"
    SERVES = "SERVES"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of one side; with neither post nor person it is the organisation itself.

    A post moves to its next holder, a person stays, and an organisation needs no account.
    """

    side: Side
    organisation_id: OrganisationId
    post_id: PostId | None = None
    person_id: PersonId | None = None

    @property
    def is_organisation(self) -> bool:
        """Say whether no single person answers, so that the side's coordinator reports."""
        return self.post_id is None and self.person_id is None

    def standing_of(self, actor: Actor) -> Standing:
        """Return what the actor is to this owner today."""
        if self.person_id is not None and self.person_id == actor.person_id:
            return Standing.OWNER
        if self.post_id is None:
            return Standing.OTHER
        if any(seat.post_id == self.post_id for seat in actor.seats):
            return Standing.OWNER
        if any(seat.serves_post_id == self.post_id for seat in actor.seats):
            return Standing.SERVES
        return Standing.OTHER


@dataclass(frozen=True, slots=True)
class Owners:
    """The lead of an item and, where there is one, its counterpart across the table."""

    lead: Owner
    counterpart: Owner | None = None

    def all(self) -> tuple[Owner, ...]:
        """Return the lead, then the counterpart if there is one."""
        return (self.lead,) if self.counterpart is None else (self.lead, self.counterpart)

    def spoken_for(self, actor: Actor, sides: AbstractSet[Side]) -> Owner | None:
        """Return whom the actor speaks for in a report, or ``None`` for themselves.

        Somebody who is an owner speaks for themselves. Anybody else speaks for the owner of
        their own side, and for the lead when no owner stands there.
        """
        standings = {owner: owner.standing_of(actor) for owner in self.all()}
        if Standing.OWNER in standings.values():
            return None
        served = [owner for owner, standing in standings.items() if standing is Standing.SERVES]
        beside = [owner for owner in self.all() if owner.side in sides]
        return (served or beside or [self.lead])[0]


def require_across(lead: Owner, counterpart: Owner | None) -> None:
    """Refuse a counterpart on the lead's own side.

    Raises:
        InvalidError: ``counterpart_same_side``.
    """
    if counterpart is not None and counterpart.side is lead.side:
        raise InvalidError("counterpart_same_side", field="counterpart")
