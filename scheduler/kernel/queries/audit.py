"""Reading the audit trail, and proving that nobody edited it."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from scheduler.kernel.audit import hashed
from scheduler.kernel.models.audit import AuditChain, AuditEntry
from scheduler.kernel.rules.audit_chain import GENESIS, entry_hash
from scheduler.kernel.unit_of_work import UnitOfWork

_UNHASHED = frozenset({"id", "previous_hash", "hash"})


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first entry of a chain that does not follow from the one before it."""

    chain: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Verification:
    """What a walk over all chains found."""

    entries: int
    chains: int
    broken: tuple[BrokenLink, ...]


def verify_audit(work: UnitOfWork) -> Verification:
    """Walk every chain from its beginning and compare each hash."""
    heads = work.session.execute(sa.select(AuditChain).order_by(AuditChain.chain)).scalars().all()
    names = set(work.session.scalars(sa.select(AuditEntry.chain).distinct()))
    broken = [BrokenLink(name, 0) for name in sorted(names - {head.chain for head in heads})]
    total = 0
    for head in heads:
        count, fault = _walk(work, head)
        total += count
        if fault is not None:
            broken.append(fault)
    return Verification(entries=total, chains=len(heads), broken=tuple(broken))


def _walk(work: UnitOfWork, head: AuditChain) -> tuple[int, BrokenLink | None]:
    previous, sequence = GENESIS, 0
    for entry in _entries(work, head.chain):
        sequence += 1
        values = {
            column.key: getattr(entry, column.key)
            for column in sa.inspect(AuditEntry).column_attrs
            if column.key not in _UNHASHED
        }
        expected = entry_hash(previous, hashed(values))
        follows = entry.sequence == sequence and entry.previous_hash == previous
        if not follows or entry.hash != expected:
            return sequence, BrokenLink(head.chain, sequence)
        previous = entry.hash
    if (sequence, previous) != (head.last_sequence, head.last_hash):
        return sequence, BrokenLink(head.chain, sequence + 1)
    return sequence, None


def _entries(work: UnitOfWork, chain: str) -> Iterator[AuditEntry]:
    query = sa.select(AuditEntry).where(AuditEntry.chain == chain).order_by(AuditEntry.sequence)
    yield from work.session.scalars(query.execution_options(yield_per=500))
