"""States of an action item, and who may take which step."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from scheduler.kernel.rules.errors import ForbiddenError, IllegalTransitionError, InvalidError
from scheduler.kernel.rules.identifiers import PersonId


class ActionStatus(StrEnum):
    """RFC 5545 §3.8.1.11 for a VTODO, and two words of ours between doing and done."""

    NEEDS_ACTION = "NEEDS-ACTION"
    IN_PROCESS = "IN-PROCESS"
    REPORTED_DONE = "REPORTED-DONE"
    PAUSED = "PAUSED"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"

    @property
    def is_open(self) -> bool:
        """Say whether something is still to be done."""
        return self not in {self.COMPLETED, self.CANCELLED}


class Priority(IntEnum):
    """RFC 5545 §3.8.1.9: 1 is the highest, 9 the lowest."""

    HIGH = 1
    NORMAL = 5
    LOW = 9


_S = ActionStatus
EDGES: Final[Mapping[ActionStatus, frozenset[ActionStatus]]] = {
    _S.NEEDS_ACTION: frozenset({_S.IN_PROCESS, _S.REPORTED_DONE, _S.PAUSED, _S.CANCELLED}),
    _S.IN_PROCESS: frozenset({_S.IN_PROCESS, _S.REPORTED_DONE, _S.PAUSED, _S.CANCELLED}),
    _S.REPORTED_DONE: frozenset({_S.COMPLETED, _S.IN_PROCESS}),
    _S.PAUSED: frozenset({_S.IN_PROCESS, _S.CANCELLED}),
    _S.COMPLETED: frozenset({_S.IN_PROCESS}),
    _S.CANCELLED: frozenset({_S.IN_PROCESS}),
}


def action_status_after(status: ActionStatus, wanted: ActionStatus) -> ActionStatus:
    """Return the wanted status if the table has an edge to it.

    Raises:
        IllegalTransitionError: the step is not in the table.
    """
    if wanted not in EDGES[status]:
        raise IllegalTransitionError(status=status.value, wanted=wanted.value)
    return wanted


def require_open(status: ActionStatus) -> None:
    """Refuse changes to what an item says once it is closed.

    Raises:
        IllegalTransitionError: it has to be reopened first.
    """
    if not status.is_open:
        raise IllegalTransitionError(status=status.value, wanted=status.value)


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """What somebody reports about an item; ``done`` asks for it to be confirmed and closed."""

    percent: int
    done: bool = False

    @property
    def reached(self) -> int:
        """Return how far the item has come: what is done is whole."""
        return 100 if self.done else self.percent


def status_after_report(status: ActionStatus, report: ProgressReport) -> ActionStatus:
    """Return the status a report leads to.

    Raises:
        InvalidError: ``percent_out_of_range``.
        IllegalTransitionError: a closed or paused item takes no report.
    """
    if not 0 <= report.percent <= 100:  # noqa: PLR2004 - percent
        raise InvalidError("percent_out_of_range", field="percent")
    if status not in {_S.NEEDS_ACTION, _S.IN_PROCESS}:
        raise IllegalTransitionError(status=status.value, wanted=_S.IN_PROCESS.value)
    if report.done:
        return action_status_after(status, _S.REPORTED_DONE)
    if report.percent == 0 and status is _S.NEEDS_ACTION:
        return status
    return action_status_after(status, _S.IN_PROCESS)


def require_other_person(
    by: PersonId | None, *, reporter: PersonId | None, owners: frozenset[PersonId]
) -> None:
    """Refuse that somebody confirms what they reported or own (督办: struck off by another).

    Raises:
        ForbiddenError: ``own_item``.
    """
    if by is not None and (by == reporter or by in owners):
        raise ForbiddenError("own_item")
