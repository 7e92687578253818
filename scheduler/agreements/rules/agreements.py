"""States of an agreement and the steps between them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from scheduler.kernel.rules.errors import IllegalTransitionError


class AgreementStatus(StrEnum):
    """Where a signed document stands in its life."""

    DRAFT = "DRAFT"
    SIGNED = "SIGNED"
    IN_FORCE = "IN-FORCE"
    EXPIRED = "EXPIRED"
    TERMINATED = "TERMINATED"
    RENEWED = "RENEWED"


class AgreementKind(StrEnum):
    """What a document is called by those who signed it."""

    STRATEGIC = "STRATEGIC"
    FRAMEWORK = "FRAMEWORK"
    MEMORANDUM = "MEMORANDUM"


class ClauseKind(StrEnum):
    """What a clause does: names a field of cooperation, creates a duty, or rules the rest."""

    FIELD = "FIELD"
    DUTY = "DUTY"
    GENERAL = "GENERAL"


_S = AgreementStatus
EDGES: Final[Mapping[AgreementStatus, frozenset[AgreementStatus]]] = {
    _S.DRAFT: frozenset({_S.SIGNED}),
    _S.SIGNED: frozenset({_S.IN_FORCE, _S.TERMINATED}),
    _S.IN_FORCE: frozenset({_S.EXPIRED, _S.TERMINATED, _S.RENEWED}),
    _S.EXPIRED: frozenset({_S.RENEWED}),
    _S.TERMINATED: frozenset(),
    _S.RENEWED: frozenset(),
}


def agreement_status_after(status: AgreementStatus, wanted: AgreementStatus) -> AgreementStatus:
    """Return the wanted status if the table has an edge to it.

    Raises:
        IllegalTransitionError: the step is not in the table.
    """
    if wanted not in EDGES[status]:
        raise IllegalTransitionError(status=status.value, wanted=wanted.value)
    return wanted
