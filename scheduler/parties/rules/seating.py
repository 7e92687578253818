"""Which roles sit on which side, and what a role's post is called."""

from collections.abc import Mapping
from typing import Final

from scheduler.kernel.rules.errors import InvalidError
from scheduler.kernel.rules.permissions import Role, Side

_BOTH: Final = frozenset(Side)
SIDES_OF: Final[Mapping[Role, frozenset[Side]]] = {
    Role.ADMINISTRATOR: frozenset({Side.DEPARTMENT}),
    Role.LIAISON: frozenset({Side.DEPARTMENT}),
    Role.COORDINATOR: frozenset({Side.UNIVERSITY}),
    Role.OWNER: _BOTH,
    Role.PRINCIPAL: _BOTH,
    Role.SECRETARY: _BOTH,
    Role.OBSERVER: _BOTH,
}


def require_seat(role: Role, side: Side) -> None:
    """Refuse a role on a side it does not exist on.

    Raises:
        InvalidError: ``role_not_on_side``.
    """
    if side not in SIDES_OF[role]:
        raise InvalidError("role_not_on_side", field="role", role=role.value, side=side.value)
