"""The light as the database sees it: the same rule as in Python, for filters and counts."""

from datetime import date
from typing import Final

import sqlalchemy as sa

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.actions.rules.lights import NEAR, SILENCE, Light

OPEN: Final = tuple(status for status in ActionStatus if status.is_open)
CLOSED: Final = tuple(status for status in ActionStatus if not status.is_open)
WORKED_ON: Final = (ActionStatus.NEEDS_ACTION, ActionStatus.IN_PROCESS)


def is_open() -> sa.ColumnElement[bool]:
    """Return the condition that something is still to be done.

    Written as the partial indexes are, or the databases would not use them.
    """
    return ActionItem.status.not_in([sa.literal_column(f"'{word}'") for word in CLOSED])


def is_overdue(today: date) -> sa.ColumnElement[bool]:
    """Return the condition that the due day has passed."""
    return ActionItem.due_on < today


def is_silent(today: date) -> sa.ColumnElement[bool]:
    """Return the condition that nobody has reported for too long."""
    return sa.and_(ActionItem.status.in_(WORKED_ON), ActionItem.heard_on <= today - SILENCE)


def light_expression(today: date) -> sa.ColumnElement[str]:
    """Return the light's word on ``today``, to be counted or compared."""
    behind = sa.and_(ActionItem.status.in_(WORKED_ON), ActionItem.attention_on <= today)
    return sa.case(
        (ActionItem.status.in_(CLOSED), Light.DONE.value),
        (is_overdue(today), Light.RED.value),
        (ActionItem.due_on <= today + NEAR, Light.BLUE.value),
        (behind, Light.YELLOW.value),
        (ActionItem.status == ActionStatus.NEEDS_ACTION, Light.GREY.value),
        else_=Light.GREEN.value,
    )


def light_condition(light: Light, today: date) -> sa.ColumnElement[bool]:
    """Return the condition that an item shows ``light`` on ``today``."""
    if light is Light.DONE:
        return ActionItem.status.in_(CLOSED)
    if light is Light.RED:
        return sa.and_(is_open(), is_overdue(today))
    if light is Light.BLUE:
        return sa.and_(is_open(), ActionItem.due_on.between(today, today + NEAR))
    return sa.and_(is_open(), light_expression(today) == light.value)
