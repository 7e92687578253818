"""How much still waits to be sent."""

import sqlalchemy as sa

from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.notices.models.outbox import OutboxMessage
from scheduler.notices.models.reminders import Reminder
from scheduler.notices.rules.reminders import OutboxState, ReminderState


def count_waiting_letters(work: UnitOfWork) -> int:
    """Return how many letters are in the outbox; for the operator."""
    query = sa.select(sa.func.count()).where(OutboxMessage.state == OutboxState.WAITING)
    return work.session.scalar(query) or 0


def count_planned_reminders(work: UnitOfWork) -> int:
    """Return how many reminders are planned; for the operator."""
    query = sa.select(sa.func.count()).where(Reminder.state == ReminderState.PLANNED)
    return work.session.scalar(query) or 0
