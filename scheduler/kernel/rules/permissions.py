"""Who may do what, how far: the one matrix that drives the pages and their tests."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Final


class Side(StrEnum):
    """The two sides of a partnership."""

    DEPARTMENT = "DEPARTMENT"
    UNIVERSITY = "UNIVERSITY"

    @property
    def other(self) -> "Side":
        """Return the side across the table."""
        return Side.UNIVERSITY if self is Side.DEPARTMENT else Side.DEPARTMENT


class Role(StrEnum):
    """What a post lets its holder do in a partnership."""

    ADMINISTRATOR = "ADMINISTRATOR"
    LIAISON = "LIAISON"
    COORDINATOR = "COORDINATOR"
    OWNER = "OWNER"
    PRINCIPAL = "PRINCIPAL"
    SECRETARY = "SECRETARY"
    OBSERVER = "OBSERVER"


class Reach(IntEnum):
    """How far a permission goes inside one partnership."""

    NOTHING = 0
    OWN = 1
    SIDE = 2
    PARTNERSHIP = 3


class Permission(StrEnum):
    """A thing that can be allowed or refused."""

    SEE_PARTNERSHIP = "see_partnership"
    SEE_AGREEMENTS = "see_agreements"
    EDIT_AGREEMENTS = "edit_agreements"
    SEE_MEETINGS = "see_meetings"
    EDIT_MEETINGS = "edit_meetings"
    EDIT_PARTICIPANTS = "edit_participants"
    REPLY = "reply"
    SEE_DECISIONS = "see_decisions"
    RECORD_DECISIONS = "record_decisions"
    SEE_ACTIONS = "see_actions"
    CREATE_ACTIONS = "create_actions"
    EDIT_ACTIONS = "edit_actions"
    REPORT_PROGRESS = "report_progress"
    CLOSE_ACTIONS = "close_actions"
    INVITE_PEOPLE = "invite_people"
    SUBSCRIBE = "subscribe"


_EVERYTHING: Final = dict.fromkeys(Permission, Reach.PARTNERSHIP)

_READING: Final[dict[Permission, Reach]] = {
    Permission.SEE_PARTNERSHIP: Reach.PARTNERSHIP,
    Permission.SEE_AGREEMENTS: Reach.PARTNERSHIP,
    Permission.SEE_MEETINGS: Reach.PARTNERSHIP,
    Permission.SEE_DECISIONS: Reach.PARTNERSHIP,
    Permission.SEE_ACTIONS: Reach.PARTNERSHIP,
    Permission.SUBSCRIBE: Reach.PARTNERSHIP,
}

MATRIX: Final[Mapping[Role, Mapping[Permission, Reach]]] = {
    Role.ADMINISTRATOR: _EVERYTHING,
    Role.LIAISON: _EVERYTHING,
    Role.COORDINATOR: {
        **_READING,
        Permission.EDIT_AGREEMENTS: Reach.PARTNERSHIP,
        Permission.EDIT_MEETINGS: Reach.PARTNERSHIP,
        Permission.EDIT_PARTICIPANTS: Reach.SIDE,
        Permission.REPLY: Reach.SIDE,
        Permission.RECORD_DECISIONS: Reach.PARTNERSHIP,
        Permission.CREATE_ACTIONS: Reach.PARTNERSHIP,
        Permission.EDIT_ACTIONS: Reach.SIDE,
        Permission.REPORT_PROGRESS: Reach.SIDE,
        Permission.CLOSE_ACTIONS: Reach.PARTNERSHIP,
        Permission.INVITE_PEOPLE: Reach.SIDE,
    },
    Role.OWNER: {
        **_READING,
        Permission.REPLY: Reach.OWN,
        Permission.REPORT_PROGRESS: Reach.OWN,
    },
    Role.PRINCIPAL: {
        **_READING,
        Permission.REPLY: Reach.OWN,
        Permission.REPORT_PROGRESS: Reach.OWN,
    },
    Role.SECRETARY: {
        **_READING,
        Permission.REPLY: Reach.OWN,
        Permission.REPORT_PROGRESS: Reach.OWN,
    },
    Role.OBSERVER: _READING,
}


def reach_of(role: Role, permission: Permission) -> Reach:
    """Return how far ``role`` carries ``permission``."""
    return MATRIX[role].get(permission, Reach.NOTHING)
