"""Whether the product can do its work right now, and why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import SQLAlchemyError

from scheduler.kernel.models.jobs import JobRun
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.schema import head_revision
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork

WORKER_LATE: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What was looked at, with a code of what is wrong for each: empty when all is well."""

    database: str = ""
    schema: str = ""
    worker: str = ""

    @property
    def ready(self) -> bool:
        """Say whether nothing is wrong."""
        return not (self.database or self.schema or self.worker)


def readiness(transactions: Transactions, actor: Actor) -> Readiness:
    """Look at database, schema and worker; a failing database is an answer, not an error."""
    try:
        with transactions.reading(actor) as work:
            revision = _revision(work)
            if revision != head_revision():
                return Readiness(schema=f"at revision {revision}, not {head_revision()}")
            return Readiness(worker=_worker(work))
    except SQLAlchemyError as error:
        return Readiness(database=type(error).__name__)


def _revision(work: UnitOfWork) -> str | None:
    return MigrationContext.configure(work.session.connection()).get_current_revision()


def _worker(work: UnitOfWork) -> str:
    last = work.session.scalar(sa.select(sa.func.max(JobRun.succeeded_at)))
    if last is None:
        return "has not run yet"
    return f"last ran at {last.isoformat()}" if work.now - last > WORKER_LATE else ""


def job_successes(work: UnitOfWork) -> Sequence[tuple[str, datetime]]:
    """Return when each job last succeeded, by name."""
    query = (
        sa.select(JobRun.job, JobRun.succeeded_at)
        .where(JobRun.succeeded_at.is_not(None))
        .order_by(JobRun.job)
    )
    return [(job, at) for job, at in work.session.execute(query) if at is not None]
