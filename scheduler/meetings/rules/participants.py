"""What a participant is at a meeting, and what was replied."""

from enum import StrEnum


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
