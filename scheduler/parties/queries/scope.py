"""The isolation boundary, said once: every query of a business row passes through here."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from scheduler.kernel.rules.actor import Actor


def within(column: InstrumentedAttribute[Any], actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition that a row's partnership is one of the actor's."""
    if actor.everywhere:
        return sa.true()
    return column.in_(sorted(actor.partnership_ids))
