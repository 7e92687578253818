"""The light (督办灯) of an action item: computed, never typed in."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from scheduler.actions.rules.action_items import ActionStatus

NEAR: Final = timedelta(days=14)
SILENCE: Final = timedelta(days=30)
BEHIND_BY: Final = 25


class Light(StrEnum):
    """Grey not started, green on course, blue due soon, yellow behind or silent, red overdue."""

    GREY = "GREY"
    GREEN = "GREEN"
    BLUE = "BLUE"
    YELLOW = "YELLOW"
    RED = "RED"
    DONE = "DONE"

    @property
    def is_open(self) -> bool:
        """Say whether something is still to be done."""
        return self is not self.DONE


def light_of(
    status: ActionStatus, *, due_on: date | None, attention_on: date | None, today: date
) -> Light:
    """Return the light on ``today``.

    Lateness outranks nearness, nearness outranks silence, and an item that nobody began is grey
    only while none of them holds. Paused items and those reported done wait for somebody else,
    so only their due day counts.
    """
    if not status.is_open:
        return Light.DONE
    if due_on is not None and due_on < today:
        return Light.RED
    if due_on is not None and due_on <= today + NEAR:
        return Light.BLUE
    works = status in {ActionStatus.NEEDS_ACTION, ActionStatus.IN_PROCESS}
    if works and attention_on is not None and attention_on <= today:
        return Light.YELLOW
    return Light.GREY if status is ActionStatus.NEEDS_ACTION else Light.GREEN


def attention_from(*, start_on: date, due_on: date | None, percent: int, last_on: date) -> date:
    """Return the first day on which the item needs attention unless somebody reports.

    That is the day its silence grows too long, or, if earlier, the day on which the time that has
    passed is more than ``BEHIND_BY`` points ahead of the percent reported.
    """
    silent_on = last_on + SILENCE
    if due_on is None or due_on <= start_on:
        return silent_on
    allowed = min(percent + BEHIND_BY, 100)
    whole = (due_on - start_on).days
    behind_on = start_on + timedelta(days=whole * allowed // 100 + 1)
    return min(silent_on, behind_on)
