"""Counting tries, however many processes count at once."""

import sqlalchemy as sa

from scheduler.kernel.audit import insert_ignoring
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Throttle
from scheduler.parties.rules.throttles import window_start


def count_try(work: UnitOfWork, key: str) -> int:
    """Count one more try of ``key`` in the present window; return how many there are now."""
    start = window_start(work.now)
    row = {"key": key, "window_starts_at": start, "tries": 0}
    work.session.execute(insert_ignoring(work.session, Throttle), row)
    return work.session.execute(
        sa.update(Throttle)
        .where(Throttle.key == key, Throttle.window_starts_at == start)
        .values(tries=Throttle.tries + 1)
        .returning(Throttle.tries),
        execution_options={"synchronize_session": False},
    ).scalar_one()
