"""What this installation is for."""

import sqlalchemy as sa

from scheduler.kernel.models.instance import Instance, InstancePurpose
from scheduler.kernel.unit_of_work import UnitOfWork


def find_purpose(work: UnitOfWork) -> InstancePurpose | None:
    """Return what the installation is for, or ``None`` before it was said."""
    return work.session.scalar(sa.select(Instance.purpose).order_by(Instance.id).limit(1))


def mark_instance(work: UnitOfWork, purpose: InstancePurpose) -> None:
    """Say what the installation is for, unless that was said before."""
    if find_purpose(work) is None:
        work.acting("instance.mark")
        work.add(Instance(purpose=purpose, created_at=work.now))


def change_purpose(work: UnitOfWork, purpose: InstancePurpose) -> None:
    """Say anew what the installation is for; the caller knows that nothing real is in it."""
    work.acting("instance.change_purpose")
    work.session.scalars(sa.select(Instance).order_by(Instance.id)).one().purpose = purpose
