"""The steps people take with an action item besides reporting, and what each asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scheduler.actions.rules.action_items import EDGES, ActionStatus
from scheduler.kernel.rules.errors import IllegalTransitionError
from scheduler.kernel.rules.permissions import Permission


class Step(StrEnum):
    """What can be done with an item; the value is the last part of its address."""

    CLOSE = "close"
    RETURN = "return"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class StepRule:
    """From where to where a step leads, who may take it, and whether it wants a reason.

    ``by_another`` bars the item's lead and whoever reported it done.
    """

    starts: frozenset[ActionStatus]
    ends: ActionStatus
    permission: Permission
    needs_reason: bool = True
    by_another: bool = False


_S = ActionStatus
STEPS: Final[Mapping[Step, StepRule]] = {
    Step.CLOSE: StepRule(
        starts=frozenset({_S.REPORTED_DONE}),
        ends=_S.COMPLETED,
        permission=Permission.CLOSE_ACTIONS,
        needs_reason=False,
        by_another=True,
    ),
    Step.RETURN: StepRule(
        starts=frozenset({_S.REPORTED_DONE}),
        ends=_S.IN_PROCESS,
        permission=Permission.CLOSE_ACTIONS,
    ),
    Step.PAUSE: StepRule(
        starts=frozenset({_S.NEEDS_ACTION, _S.IN_PROCESS}),
        ends=_S.PAUSED,
        permission=Permission.EDIT_ACTIONS,
    ),
    Step.RESUME: StepRule(
        starts=frozenset({_S.PAUSED}), ends=_S.IN_PROCESS, permission=Permission.EDIT_ACTIONS
    ),
    Step.CANCEL: StepRule(
        starts=frozenset({_S.NEEDS_ACTION, _S.IN_PROCESS, _S.PAUSED}),
        ends=_S.CANCELLED,
        permission=Permission.CLOSE_ACTIONS,
        by_another=True,
    ),
    Step.REOPEN: StepRule(
        starts=frozenset({_S.COMPLETED, _S.CANCELLED}),
        ends=_S.IN_PROCESS,
        permission=Permission.CLOSE_ACTIONS,
    ),
}


def status_after_step(status: ActionStatus, step: Step) -> ActionStatus:
    """Return the status a step leads to.

    Raises:
        IllegalTransitionError: the step does not start from this status.
    """
    rule = STEPS[step]
    if status not in rule.starts:
        raise IllegalTransitionError(status=status.value, wanted=rule.ends.value)
    return rule.ends


def steps_from(status: ActionStatus) -> tuple[Step, ...]:
    """Return the steps that lead on from a status, whoever may take them."""
    return tuple(step for step, rule in STEPS.items() if status in rule.starts)


def takes_reports(status: ActionStatus) -> bool:
    """Say whether progress can be reported: not while it rests with somebody else, or is over."""
    return _S.REPORTED_DONE in EDGES[status]
