"""Collecting what a unit of work changes, and writing it as chained audit entries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstanceState, Session

from scheduler.kernel.models.audit import AuditChain, AuditEntry
from scheduler.kernel.models.base import Base
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.audit_chain import GENESIS, entry_hash
from scheduler.kernel.rules.text import Trilingual

INSTANCE_CHAIN: Final = "instance"


@dataclass
class Change:
    """One row that was added, changed or removed, with the values before and after."""

    act: str
    on_behalf_of: str | None
    row: Base
    changes: dict[str, list[object]]


@dataclass
class Changes:
    """What one session has flushed so far, to be written as audit entries at its end."""

    act: str = "change"
    on_behalf_of: str | None = None
    collected: list[Change] = field(default_factory=list)

    def collect(self, session: Session, _context: object = None) -> None:
        """Take note of the flush; called while the history of each row is still known."""
        for rows, kind in ((session.new, "add"), (session.dirty, "set"), (session.deleted, "del")):
            for row in rows:
                if isinstance(row, Base) and row.audited:
                    self._note(row, kind)

    def _note(self, row: Base, kind: str) -> None:
        changes = _changes_of(row, kind)
        if changes:
            self.collected.append(Change(self.act, self.on_behalf_of, row, changes))


def _changes_of(row: Base, kind: str) -> dict[str, list[object]]:
    state: InstanceState[Any] = sa.inspect(row)
    changes: dict[str, list[object]] = {}
    for attribute in state.mapper.column_attrs:
        name = attribute.key
        history = state.attrs[name].history
        before = history.deleted[0] if history.deleted else None
        after = None if kind == "del" else getattr(row, name)
        if kind == "set" and not history.has_changes():
            continue
        if kind == "add" and after is None:
            continue
        hidden = name in row.audit_hides
        changes[name] = ["…", "…"] if hidden else [_plain(before), _plain(after)]
    return changes


def _plain(value: object) -> object:
    """Return a value that JSON can keep and people can read."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Trilingual):
        return dict(sorted(value.texts.items()))
    if value is None or isinstance(value, str | int | float | bool | dict):
        return value
    return str(value)


def write_entries(session: Session, changes: Iterable[Change], actor: Actor, at: datetime) -> int:
    """Append one entry for each change to its partnership's chain; return how many.

    Each chain is locked until the transaction ends, in one order for everybody, so that two
    writers can neither fork a chain nor block each other for ever.
    """
    chains: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        partnership_id = _partnership_of(change.row)
        name = INSTANCE_CHAIN if partnership_id is None else f"partnership:{partnership_id}"
        chains[name].append(change)
    for name in sorted(chains):
        _append(session, name, chains[name], actor, at)
    return sum(map(len, chains.values()))


def _partnership_of(row: Base) -> int | None:
    if type(row).__tablename__ == "partnership":
        return int(row.id)  # type: ignore[attr-defined]
    return getattr(row, "partnership_id", None)


def _append(
    session: Session, chain: str, changes: list[Change], actor: Actor, at: datetime
) -> None:
    sequence, previous = _lock(session, chain)
    entries = []
    for change in changes:
        sequence += 1
        values = _values(chain, sequence, change, actor, at)
        previous_hash, previous = previous, entry_hash(previous, hashed(values))
        entries.append({**values, "previous_hash": previous_hash, "hash": previous})
    session.execute(sa.insert(AuditEntry), entries)
    session.execute(
        sa.update(AuditChain)
        .where(AuditChain.chain == chain)
        .values(last_sequence=sequence, last_hash=previous)
    )


def _lock(session: Session, chain: str) -> tuple[int, str]:
    query = (
        sa.select(AuditChain.last_sequence, AuditChain.last_hash)
        .where(AuditChain.chain == chain)
        .with_for_update()
    )
    found = session.execute(query).one_or_none()
    if found is None:
        start = {"chain": chain, "last_sequence": 0, "last_hash": GENESIS}
        session.execute(insert_ignoring(session, AuditChain), start)
        found = session.execute(query).one()
    return found.last_sequence, found.last_hash


def insert_ignoring(session: Session, model: type[Base]) -> Any:
    """Return an INSERT that leaves an existing row alone, in the session's own dialect."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(model).on_conflict_do_nothing()
    return sqlite.insert(model).on_conflict_do_nothing()


def _values(
    chain: str, sequence: int, change: Change, actor: Actor, at: datetime
) -> dict[str, Any]:
    row = change.row
    partnership_id = _partnership_of(row)
    return {
        "chain": chain,
        "sequence": sequence,
        "at": at,
        "act": change.act,
        "actor_name": actor.name,
        "person_id": actor.person_id,
        "on_behalf_of": change.on_behalf_of or actor.on_behalf_of,
        "via": actor.via.value,
        "client": actor.client,
        "partnership_id": partnership_id,
        "subject_kind": type(row).__tablename__,
        "subject_id": getattr(row, "id", None),
        "subject_ref": getattr(row, "ref", None),
        "changes": change.changes,
    }


def hashed(values: dict[str, Any]) -> dict[str, Any]:
    """Return what of an entry goes into its hash: everything but the hashes themselves."""
    plain = {name: value for name, value in values.items() if name != "at"}
    return plain | {"at": values["at"].timestamp()}
