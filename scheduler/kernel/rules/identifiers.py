"""Identifiers: typed row ids, unguessable public ids, readable reference numbers."""

import re
import secrets
from enum import StrEnum
from typing import Final, NewType

OrganisationId = NewType("OrganisationId", int)
PartnershipId = NewType("PartnershipId", int)
PersonId = NewType("PersonId", int)
AccountId = NewType("AccountId", int)
PostId = NewType("PostId", int)
AgreementId = NewType("AgreementId", int)
SchemeId = NewType("SchemeId", int)
CommitmentId = NewType("CommitmentId", int)
SeriesId = NewType("SeriesId", int)
MeetingId = NewType("MeetingId", int)
DecisionId = NewType("DecisionId", int)
ActionItemId = NewType("ActionItemId", int)
SubscriptionId = NewType("SubscriptionId", int)

ROW_IDS: Final = (
    OrganisationId,
    PartnershipId,
    PersonId,
    AccountId,
    PostId,
    AgreementId,
    SchemeId,
    CommitmentId,
    SeriesId,
    MeetingId,
    DecisionId,
    ActionItemId,
    SubscriptionId,
)

PARTNERSHIP_REF: Final = r"[A-Z0-9]+(?:-[A-Z0-9]+)*"
NUMBERED_REF: Final = PARTNERSHIP_REF + r"/[0-9]{4}/[A-Z][0-9]+"


class Numbered(StrEnum):
    """What carries a readable number; the value is its letter."""

    AGREEMENT = "G"
    SCHEME = "S"
    COMMITMENT = "C"
    SERIES = "R"
    MEETING = "M"
    DECISION = "D"
    ACTION = "A"


def new_public_id() -> str:
    """Return 128 random bits as 22 url-safe characters."""
    return secrets.token_urlsafe(16)


def new_token() -> str:
    """Return 256 random bits as 43 url-safe characters, for secrets kept only as a hash."""
    return secrets.token_urlsafe(32)


def numbered_ref(partnership_ref: str, year: int, kind: Numbered, number: int) -> str:
    """Return a reference such as ``SC-CITYU/2027/A03``, at least two digits long."""
    return f"{partnership_ref}/{year}/{kind}{number:02d}"


def is_partnership_ref(text: str) -> bool:
    """Say whether ``text`` has the shape of a partnership's reference."""
    return re.fullmatch(PARTNERSHIP_REF, text) is not None
