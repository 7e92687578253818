"""Writing many rows at once, past the session: for load tests, where rows go into the millions.

The audit trail does not see these rows one by one; whoever writes a batch says so in one entry.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from scheduler.kernel.audit import Change
from scheduler.kernel.models.base import Base
from scheduler.kernel.models.instance import Instance
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.partnerships import Partnership

Row = Mapping[str, Any]


def write_rows(work: UnitOfWork, model: type[Base], rows: Sequence[Row]) -> None:
    """Write rows whose ids nobody asks for."""
    if rows:
        work.session.execute(sa.insert(_table(model)), rows)


def write_numbered(work: UnitOfWork, model: type[Base], rows: Sequence[Row]) -> list[int]:
    """Write rows and return their ids, in the order of the rows."""
    if not rows:
        return []
    table = _table(model)
    statement = sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(work.session.execute(statement, rows).scalars())


def _table(model: type[Base]) -> sa.Table:
    return Base.metadata.tables[model.__tablename__]


def last_number(work: UnitOfWork, prefix: str) -> int:
    """Return the highest number among the partnerships called ``prefix`` and a number, or 0."""
    last = work.session.scalar(
        sa.select(Partnership.ref)
        .where(Partnership.ref.startswith(prefix, autoescape=True))
        .order_by(sa.func.length(Partnership.ref).desc(), Partnership.ref.desc())
        .limit(1)
    )
    return int(last.removeprefix(prefix)) if last else 0


def note_batch(work: UnitOfWork, **written: object) -> None:
    """Say in one audit entry, on the instance, what a batch has written."""
    instance = work.session.scalars(sa.select(Instance).order_by(Instance.id).limit(1)).one()
    changes = {name: [None, value] for name, value in written.items()}
    work.changes.collected.append(Change("demo.generate", None, instance, changes))


def refresh_statistics(work: UnitOfWork) -> None:
    """Let the database count its rows anew; without that it plans as if the tables were small."""
    work.session.execute(sa.text("ANALYZE"))
