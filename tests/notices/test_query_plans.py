"""The sweeps ask through the partial indexes, so that history costs nothing."""

import pytest
import sqlalchemy as sa

from scheduler.kernel.models.base import Base
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.notices.queries.outbox import next_letters
from scheduler.notices.queries.reminders import due_reminders


def plan_of(work: UnitOfWork, question: sa.Select[Base]) -> str:
    """Return how the database would answer."""
    dialect = work.session.connection().dialect
    text = question.limit(200).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN" if dialect.name == "sqlite" else "EXPLAIN"
    if dialect.name == "postgresql":
        # A table of a test is so small that reading it whole would be cheaper.
        work.session.execute(sa.text("SET LOCAL enable_seqscan = off"))
        work.session.execute(sa.text("SET LOCAL enable_sort = off"))
    rows = work.session.execute(sa.text(f"{explain} {text}".replace(":", r"\:")))
    return "\n".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize("table", ["reminder", "outbox_message"])
def test_what_is_due_is_found_through_its_partial_index(work: UnitOfWork, table: str) -> None:
    questions = {"reminder": due_reminders(work), "outbox_message": next_letters(work)}
    indexes = {
        "reminder": "ix_reminder_fire_at",
        "outbox_message": "ix_outbox_message_next_attempt_at",
    }

    assert indexes[table] in plan_of(work, questions[table])
