"""When each sweep of the worker last ended, for readiness and for a person in doubt."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from scheduler.kernel.models.base import Base


class JobRun(Base):
    """The last run of one job."""

    __tablename__ = "job_run"
    audited: ClassVar[bool] = False

    job: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    succeeded_at: Mapped[datetime | None]
    did: Mapped[int]
    error: Mapped[str | None]
