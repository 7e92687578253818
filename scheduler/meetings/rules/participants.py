"""What a participant is at a meeting, and what was replied."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from scheduler.kernel.rules.errors import InvalidError


class ParticipantFunction(StrEnum):
    """What somebody does at the meeting."""

    CHAIR = "CHAIR"
    PRINCIPAL = "PRINCIPAL"
    MEMBER = "MEMBER"
    SECRETARY = "SECRETARY"
    INTERPRETER = "INTERPRETER"
    OBSERVER = "OBSERVER"


class ParticipantRole(StrEnum):
    """How much somebody's presence is needed (RFC 5545 §3.2.16)."""

    CHAIR = "CHAIR"
    REQUIRED = "REQ-PARTICIPANT"
    OPTIONAL = "OPT-PARTICIPANT"
    INFORMED = "NON-PARTICIPANT"


class PartStat(StrEnum):
    """The reply to an invitation (RFC 5545 §3.2.12)."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"
    DELEGATED = "DELEGATED"


_FUNCTIONS: Final = tuple(ParticipantFunction)
_ROLE_OF: Final[Mapping[ParticipantFunction, ParticipantRole]] = {
    ParticipantFunction.CHAIR: ParticipantRole.CHAIR,
    ParticipantFunction.PRINCIPAL: ParticipantRole.REQUIRED,
    ParticipantFunction.MEMBER: ParticipantRole.REQUIRED,
    ParticipantFunction.SECRETARY: ParticipantRole.REQUIRED,
    ParticipantFunction.INTERPRETER: ParticipantRole.REQUIRED,
    ParticipantFunction.OBSERVER: ParticipantRole.OPTIONAL,
}
REPLIES: Final = frozenset(PartStat) - {PartStat.NEEDS_ACTION}


def role_for(function: ParticipantFunction) -> ParticipantRole:
    """Return how much the presence of somebody in this function is needed."""
    return _ROLE_OF[function]


def protocol_rank(function: ParticipantFunction, position: int) -> tuple[int, int]:
    """Return what one side of the table is ordered by: the function, then the protocol order."""
    return _FUNCTIONS.index(function), position


def require_reply(partstat: PartStat, *, deputy_named: bool) -> None:
    """Refuse what is no reply, and a delegation to nobody.

    Raises:
        InvalidError: ``unknown_choice`` on field ``partstat``, ``required`` on ``deputy_name``.
    """
    if partstat not in REPLIES:
        raise InvalidError("unknown_choice", field="partstat")
    if partstat is PartStat.DELEGATED and not deputy_named:
        raise InvalidError("required", field="deputy_name")
