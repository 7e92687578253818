"""Words that stand in every text of one partnership, and must be nowhere at another's."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from scheduler.bootstrap import METADATA
from scheduler.kernel.models.base import TrilingualText
from scheduler.kernel.rules.text import Trilingual

# No words of people: keys, hashes, addresses, names of zones.
_MACHINE = frozenset(
    {"ref", "uid", "public_id", "timezone", "place", "email", "guest_email", "token_hash"}
)
# Made by the worker from texts the word is in already, or written in ink.
_LEFT_ALONE = frozenset(
    {"audit_entry", "outbox_message", "progress_update", "reference_counter", "reminder"}
)


def write_everywhere(
    engine: sa.Engine, partnership_id: int, change: Callable[[str], str]
) -> list[str]:
    """Rewrite every text of one partnership; return the columns that were, for looking at.

    Straight in the tables, so that a column added tomorrow is among them.
    """
    written = []
    with engine.begin() as connection:
        for table in METADATA.sorted_tables:
            condition = its_own(table, partnership_id)
            columns = _texts(table)
            if condition is None or not columns or table.name in _LEFT_ALONE:
                continue
            keys = list(table.primary_key.columns)
            for row in connection.execute(sa.select(*keys, *columns).where(condition)).mappings():
                values = {c.name: _changed(row[c], change) for c in columns if row[c]}
                here = sa.and_(*(key == row[key] for key in keys))
                if values:
                    connection.execute(sa.update(table).where(here).values(values))
                written += [f"{table.name}.{name}" for name in values]
    return sorted(set(written))


def empty_columns(engine: sa.Engine, partnership_id: int) -> set[str]:
    """Return the columns for texts in which the partnership has written nothing at all."""
    empty = set()
    with engine.connect() as connection:
        for table in METADATA.sorted_tables:
            condition = its_own(table, partnership_id)
            if condition is None or table.name in _LEFT_ALONE:
                continue
            for column in _texts(table):
                written = sa.select(sa.func.count()).where(condition, column.is_not(None))
                if not connection.scalar(written):
                    empty.add(f"{table.name}.{column.name}")
    return empty


def crossing_references(engine: sa.Engine) -> list[str]:
    """Return every reference from a row of one partnership to a row of another."""
    found = []
    with engine.connect() as connection:
        for table in METADATA.sorted_tables:
            for key in table.foreign_keys:
                there = key.column.table.alias()
                if "partnership_id" not in table.c or "partnership_id" not in there.c:
                    continue
                crossing = sa.select(sa.func.count()).where(
                    key.parent == there.c[key.column.name],
                    table.c.partnership_id != there.c.partnership_id,
                )
                if count := connection.scalar(crossing):
                    found.append(f"{count} in {table.name}.{key.parent.name}")
    return found


def snapshot(engine: sa.Engine, *, without: frozenset[str]) -> dict[str, list[Any]]:
    """Return the rows of every table but those named."""
    with engine.connect() as connection:
        return {
            table.name: sorted(tuple(map(str, row)) for row in connection.execute(table.select()))
            for table in METADATA.sorted_tables
            if table.name not in without
        }


def _texts(table: sa.Table) -> list[sa.Column[Any]]:
    return [
        column
        for column in table.columns
        if isinstance(column.type, (sa.String, TrilingualText)) and column.name not in _MACHINE
    ]


def its_own(table: sa.Table, partnership_id: int) -> sa.ColumnElement[bool] | None:
    """Return what picks the rows that belong to a partnership alone, or ``None`` for no such."""
    if table.name == "subscription":
        return table.c.account_id.in_(_ids_in("account", partnership_id))
    if "partnership_id" in table.c:
        return table.c.partnership_id == partnership_id
    if table.name == "partnership":
        return table.c.id == partnership_id
    if table.name == "account":
        return table.c.person_id.in_(_ids_in("person", partnership_id))
    column = {"organisation": "id", "person": "organisation_id"}.get(table.name)
    if column is None:
        return None
    member = METADATA.tables["partnership_member"].c
    others = sa.select(member.organisation_id).where(member.partnership_id != partnership_id)
    return table.c[column].in_(
        sa.select(member.organisation_id).where(
            member.partnership_id == partnership_id, member.organisation_id.not_in(others)
        )
    )


def _ids_in(name: str, partnership_id: int) -> sa.Select[tuple[int]]:
    table = METADATA.tables[name]
    condition = its_own(table, partnership_id)
    assert condition is not None
    return sa.select(table.c.id).where(condition)


def _changed(value: str | Trilingual, change: Callable[[str], str]) -> str | Trilingual:
    if isinstance(value, str):
        return change(value)
    texts = {language: change(text) for language, text in value.texts.items() if text}
    return Trilingual(source=value.source, texts=texts, states=value.states)
