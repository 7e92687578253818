"""States of a yearly scheme, kinds of commitments, states of their conditions."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from scheduler.kernel.rules.errors import IllegalTransitionError


class SchemeStatus(StrEnum):
    """Whether both sides have agreed to the year's list."""

    DRAFT = "DRAFT"
    AGREED = "AGREED"
    CLOSED = "CLOSED"


class CommitmentKind(StrEnum):
    """The six kinds of promises in a scheme."""

    PLATFORM = "PLATFORM"
    PROJECT = "PROJECT"
    TALENT = "TALENT"
    TEAM = "TEAM"
    SUPPORT_MEASURE = "SUPPORT-MEASURE"
    MECHANISM = "MECHANISM"


class ConditionState(StrEnum):
    """Whether a condition ("provided the conditions are met") holds."""

    OPEN = "OPEN"
    MET = "MET"
    FAILED = "FAILED"
    WAIVED = "WAIVED"


_S = SchemeStatus
EDGES: Final[Mapping[SchemeStatus, frozenset[SchemeStatus]]] = {
    _S.DRAFT: frozenset({_S.AGREED}),
    _S.AGREED: frozenset({_S.CLOSED, _S.DRAFT}),
    _S.CLOSED: frozenset(),
}


def scheme_status_after(status: SchemeStatus, wanted: SchemeStatus) -> SchemeStatus:
    """Return the wanted status if the table has an edge to it.

    Raises:
        IllegalTransitionError: the step is not in the table.
    """
    if wanted not in EDGES[status]:
        raise IllegalTransitionError(status=status.value, wanted=wanted.value)
    return wanted
