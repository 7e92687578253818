"""What this installation is, written into its own database."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from scheduler.kernel.models.base import Base, EnumText


class InstancePurpose(StrEnum):
    """What an installation is for; only a demo or test instance may pretend another time."""

    PRODUCTION = "PRODUCTION"
    DEMO = "DEMO"
    TEST = "TEST"


class Instance(Base):
    """The one row that says what this installation is."""

    __tablename__ = "instance"

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[InstancePurpose] = mapped_column(EnumText(InstancePurpose))
    created_at: Mapped[datetime]
