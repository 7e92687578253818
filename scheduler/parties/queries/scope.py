"""The isolation boundary, said once: every query of a business row passes through here."""

import json
from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from scheduler.kernel.rules.actor import Actor

_FEW: Final = 50


class JsonElements(GenericFunction[str]):
    """The elements of a JSON array as rows with one column, ``value``."""

    name = "json_each"
    inherit_cache = True


@compiles(JsonElements, "postgresql")
def _for_postgresql(element: JsonElements, compiler: SQLCompiler, **options: Any) -> str:
    array = compiler.process(element.clauses, **options)
    return f"json_array_elements_text(CAST({array} AS json))"


def within(column: InstrumentedAttribute[Any], actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition that a row's partnership is one of the actor's."""
    if actor.everywhere:
        return sa.true()
    return among(column, actor.partnership_ids)


def among(column: InstrumentedAttribute[Any], ids: Iterable[int]) -> sa.ColumnElement[bool]:
    """Return the condition that a column holds one of some ids, few or very many.

    Few are looked up through the column's index. Many travel as one value, since binding a
    thousand costs more than finding the rows; and as they are most of the table, adding nothing to
    the column keeps SQLite from leaving the index that gives the order for a thousand look-ups.
    """
    listed = sorted(ids)
    if len(listed) <= _FEW:
        return column.in_(listed)
    elements = JsonElements(json.dumps(listed)).table_valued("value")
    return (column + 0).in_(sa.select(sa.cast(elements.c.value, sa.BigInteger)))
