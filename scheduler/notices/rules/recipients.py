"""Who a notice goes to, and as what."""

from dataclasses import dataclass
from enum import StrEnum

from scheduler.kernel.rules.language import Language


class RecipientKind(StrEnum):
    """What a recipient is: somebody known, an organisation itself, or a meeting's guest."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GUEST = "guest"


class Audience(StrEnum):
    """Why somebody is told about a subject."""

    OWNER = "OWNER"
    COUNTERPART = "COUNTERPART"
    PARTICIPANT = "PARTICIPANT"
    CONVENER = "CONVENER"


def recipient_key(kind: RecipientKind, row_id: int) -> str:
    """Return what names a recipient in the key of a reminder or a letter."""
    return f"{kind.value}:{row_id}"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient with an address; the zone says when the day begins there."""

    kind: RecipientKind
    id: int
    name: str
    address: str
    language: Language
    timezone: str

    @property
    def key(self) -> str:
        """Return what names the recipient in keys."""
        return recipient_key(self.kind, self.id)
