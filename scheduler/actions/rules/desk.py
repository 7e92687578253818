"""The groups into which somebody's items fall, in the order in which they press."""

from datetime import date
from enum import StrEnum

from scheduler.actions.rules.action_items import ActionStatus
from scheduler.actions.rules.lights import SILENCE, Light
from scheduler.actions.rules.steps import takes_reports


class DeskGroup(StrEnum):
    """Where an item lies on somebody's desk."""

    OVERDUE = "OVERDUE"
    DUE_SOON = "DUE-SOON"
    TO_CONFIRM = "TO-CONFIRM"
    SILENT = "SILENT"
    LATER = "LATER"
    LATELY_CLOSED = "LATELY-CLOSED"


def is_silent(status: ActionStatus, heard_on: date, today: date) -> bool:
    """Say whether nobody has reported for too long; what rests with others may be silent."""
    return takes_reports(status) and heard_on <= today - SILENCE


def group_of(light: Light, status: ActionStatus, *, heard_on: date, today: date) -> DeskGroup:
    """Return where an open item lies: lateness before nearness before silence."""
    if light is Light.RED:
        return DeskGroup.OVERDUE
    if light is Light.BLUE:
        return DeskGroup.DUE_SOON
    return DeskGroup.SILENT if is_silent(status, heard_on, today) else DeskGroup.LATER
