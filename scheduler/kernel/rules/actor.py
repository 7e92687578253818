"""Who asks, as what, through what, and for whom."""

from dataclasses import dataclass, replace
from enum import StrEnum

from scheduler.kernel.rules.errors import ForbiddenError, NotFoundError
from scheduler.kernel.rules.identifiers import (
    AccountId,
    OrganisationId,
    PartnershipId,
    PersonId,
    PostId,
)
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Permission, Reach, Role, Side, reach_of


class Via(StrEnum):
    """The way a change came in."""

    WEB = "web"
    LINK = "link"
    FEED = "feed"
    CLI = "cli"
    WORKER = "worker"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Seat:
    """A post held today: in which partnership, as what, for which side."""

    partnership_id: PartnershipId
    role: Role
    side: Side
    post_id: PostId
    organisation_id: OrganisationId
    serves_post_id: PostId | None = None


@dataclass(frozen=True)
class Actor:
    """Who asks; holds every right that queries and use-cases look at."""

    name: str
    via: Via
    person_id: PersonId | None = None
    account_id: AccountId | None = None
    organisation_id: OrganisationId | None = None
    seats: tuple[Seat, ...] = ()
    everywhere: bool = False
    language: Language = Language.ZH_HANS
    timezone: str = "Asia/Shanghai"
    on_behalf_of: str | None = None
    client: str = ""

    @property
    def partnership_ids(self) -> frozenset[PartnershipId]:
        """Return the partnerships the actor has a seat in."""
        return frozenset(seat.partnership_id for seat in self.seats)

    @property
    def post_ids(self) -> frozenset[PostId]:
        """Return the posts the actor holds, and those of the principals a secretary serves."""
        held = {seat.post_id for seat in self.seats}
        return frozenset(held | {s.serves_post_id for s in self.seats if s.serves_post_id})

    def sees(self, partnership_id: PartnershipId) -> bool:
        """Say whether the partnership exists for this actor at all."""
        return self.everywhere or partnership_id in self.partnership_ids

    def sides_in(self, partnership_id: PartnershipId) -> frozenset[Side]:
        """Return the sides the actor sits on in one partnership."""
        return frozenset(s.side for s in self.seats if s.partnership_id == partnership_id)

    def may(
        self,
        permission: Permission,
        partnership_id: PartnershipId,
        *,
        side: Side | None = None,
        own: bool = False,
    ) -> bool:
        """Say whether the permission reaches an object of ``side``, or the actor's own."""
        if self.everywhere:
            return True
        for seat in self.seats:
            if seat.partnership_id != partnership_id:
                continue
            reach = reach_of(seat.role, permission)
            if reach is Reach.PARTNERSHIP or (reach >= Reach.OWN and own):
                return True
            if reach is Reach.SIDE and seat.side is side:
                return True
        return False

    def may_anywhere(self, permission: Permission) -> bool:
        """Say whether some seat of the actor carries the permission at all."""
        return self.everywhere or any(
            reach_of(seat.role, permission) > Reach.NOTHING for seat in self.seats
        )

    def require(
        self,
        permission: Permission,
        partnership_id: PartnershipId,
        *,
        side: Side | None = None,
        own: bool = False,
    ) -> None:
        """Refuse what is not allowed.

        Raises:
            NotFoundError: the partnership is not the actor's, so its objects do not exist.
            ForbiddenError: the actor sees the object but lacks the permission.
        """
        if not self.sees(partnership_id):
            raise NotFoundError
        if not self.may(permission, partnership_id, side=side, own=own):
            raise ForbiddenError(permission=permission.value)

    def speaking_for(self, name: str) -> "Actor":
        """Return the same actor, acting on behalf of somebody else."""
        return replace(self, on_behalf_of=name)


ANONYMOUS = Actor(name="anonymous", via=Via.WEB)


def system_actor(name: str, via: Via) -> Actor:
    """Return an actor for commands and sweeps, which see every partnership."""
    return Actor(name=name, via=via, everywhere=True)
