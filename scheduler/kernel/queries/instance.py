"""What this installation is for."""

import sqlalchemy as sa

from scheduler.kernel.models.instance import Instance, InstancePurpose
from scheduler.kernel.unit_of_work import UnitOfWork


def find_purpose(work: UnitOfWork) -> InstancePurpose | None:
    """Return what the installation is for, or ``None`` before it was said."""
    return work.session.scalar(sa.select(Instance.purpose).order_by(Instance.id).limit(1))


def mark_instance(work: UnitOfWork, purpose: InstancePurpose) -> None:
    """Say once what the installation is for; a production instance never becomes a demo."""
    if find_purpose(work) is None:
        work.acting("instance.mark")
        work.add(Instance(purpose=purpose, created_at=work.now))
