"""Counters behind the readable reference numbers."""

from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from scheduler.kernel.models.base import Base
from scheduler.kernel.rules.identifiers import PartnershipId


class ReferenceCounter(Base):
    """The last number given out to one kind of object in one partnership and year."""

    __tablename__ = "reference_counter"
    audited: ClassVar[bool] = False

    partnership_id: Mapped[PartnershipId] = mapped_column(primary_key=True, autoincrement=False)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]
