"""When each sweep of the worker last began, ended, and succeeded."""

import sqlalchemy as sa

from scheduler.kernel.audit import insert_ignoring
from scheduler.kernel.models.jobs import JobRun
from scheduler.kernel.unit_of_work import UnitOfWork


def find_job_run(work: UnitOfWork, job: str) -> JobRun | None:
    """Return the last run of a job, or ``None`` before its first."""
    return work.session.get(JobRun, job)


def note_job_began(work: UnitOfWork, job: str) -> None:
    """Write down that a job begins now; what its last run left stays until it ends."""
    row = {"job": job, "started_at": work.now, "did": 0}
    work.session.execute(insert_ignoring(work.session, JobRun), row)
    _write(work, job, started_at=work.now, ended_at=None)


def note_job_succeeded(work: UnitOfWork, job: str, did: int) -> None:
    """Write down that a job has ended well, and how much it did."""
    _write(work, job, ended_at=work.now, succeeded_at=work.now, did=did, error=None)


def note_job_failed(work: UnitOfWork, job: str, error: str) -> None:
    """Write down why a job has ended before its end."""
    _write(work, job, ended_at=work.now, error=error)


def _write(work: UnitOfWork, job: str, **values: object) -> None:
    work.session.execute(sa.update(JobRun).where(JobRun.job == job).values(**values))
