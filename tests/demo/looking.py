"""What a look at the whole database shows."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.lights import light_of
from scheduler.kernel.models.base import Base, TrilingualText
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.partnerships import Partnership


def rows_of(work: UnitOfWork, model: type[Any], ref: str | None = None) -> list[Any]:
    """Return all rows of a kind, or those of one partnership, in the order they were written."""
    query = sa.select(model).order_by(model.id)
    if ref is not None:
        query = query.join(Partnership, Partnership.id == model.partnership_id)
        query = query.where(Partnership.ref == ref)
    return list(work.session.scalars(query))


def lights_of(items: list[ActionItem], today: date) -> Counter[str]:
    """Return how many items show each light."""
    return Counter(
        light_of(item.status, due_on=item.due_on, attention_on=item.attention_on, today=today).value
        for item in items
    )


def texts_in(work: UnitOfWork) -> Iterator[tuple[str, Trilingual]]:
    """Yield every three-language text in the database, with its table and column."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, TrilingualText):
                for text in work.session.scalars(sa.select(column).where(column.is_not(None))):
                    yield f"{table.name}.{column.name}", text
