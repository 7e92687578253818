"""The audit trail: written with each change, provable, and not to be edited."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, DBAPIError

from scheduler.kernel.models.audit import AuditChain, AuditEntry
from scheduler.kernel.models.instance import Instance, InstancePurpose
from scheduler.kernel.queries.audit import BrokenLink, verify_audit
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork, WriteInReadingError
from tests.builders.cast import a_cast


def entries(work: UnitOfWork) -> list[AuditEntry]:
    return list(work.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)))


def test_a_change_is_recorded_with_who_and_what(transactions: Transactions, system: Actor) -> None:
    with transactions.begin(system) as work:
        work.acting("instance.mark")
        row = work.add(Instance(purpose=InstancePurpose.TEST, created_at=work.now))
    with transactions.begin(system) as work:
        work.acting("instance.change")
        work.session.get_one(Instance, row.id).purpose = InstancePurpose.DEMO

    with transactions.reading(system) as work:
        added, changed = entries(work)

    assert (added.act, added.actor_name, added.via) == ("instance.mark", "test", "cli")
    assert changed.changes == {"purpose": ["TEST", "DEMO"]}
    assert changed.previous_hash == added.hash


def test_a_failed_block_leaves_neither_change_nor_entry(
    transactions: Transactions, system: Actor
) -> None:
    def fail_half_way() -> None:
        with transactions.begin(system) as work:
            work.add(Instance(purpose=InstancePurpose.TEST, created_at=work.now))
            raise NotFoundError

    with pytest.raises(NotFoundError):
        fail_half_way()

    with transactions.reading(system) as work:
        assert entries(work) == []


def test_when_the_trail_cannot_be_written_nothing_is_changed(
    transactions: Transactions, system: Actor
) -> None:
    def change_without_a_trail() -> None:
        with transactions.begin(system) as work:
            work.add(Instance(purpose=InstancePurpose.TEST, created_at=work.now))
            work.session.execute(sa.text("ALTER TABLE audit_entry RENAME TO audit_gone"))

    with pytest.raises(DBAPIError):
        change_without_a_trail()

    with transactions.reading(system) as work:
        assert work.session.scalar(sa.select(sa.func.count()).select_from(Instance)) == 0


def test_each_partnership_has_a_chain_of_its_own(transactions: Transactions, system: Actor) -> None:
    with transactions.begin(system) as work:
        first = a_cast(work, "SC-CITYU")
        a_cast(work, "SC-HKU", department=first.department)

    with transactions.reading(system) as work:
        chains = set(work.session.scalars(sa.select(AuditChain.chain)))
        result = verify_audit(work)

    assert f"partnership:{first.partnership.id}" in chains
    assert (len(chains), result.broken) == (3, ())
    assert result.entries > 20


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"]
)
def test_the_database_refuses_to_edit_the_trail(
    transactions: Transactions, system: Actor, statement: str
) -> None:
    with transactions.begin(system) as work:
        work.add(Instance(purpose=InstancePurpose.TEST, created_at=work.now))

    with pytest.raises(DatabaseError), transactions.begin(system) as work:
        work.session.execute(sa.text(statement))


@pytest.mark.parametrize(
    ("column", "value"), [("actor_name", "'somebody else'"), ("changes", "'{}'"), ("hash", "'0'")]
)
def test_an_edited_entry_breaks_its_chain(
    transactions: Transactions, system: Actor, column: str, value: str
) -> None:
    with transactions.begin(system) as work:
        work.add(Instance(purpose=InstancePurpose.TEST, created_at=work.now))
        work.flush()
    with transactions.begin(system) as work:
        _without_triggers(work)
        work.session.execute(sa.text(f"UPDATE audit_entry SET {column} = {value}"))  # noqa: S608
        result = verify_audit(work)

    assert result.broken == (BrokenLink("instance", 1),)


def test_a_removed_last_entry_is_noticed(transactions: Transactions, system: Actor) -> None:
    with transactions.begin(system) as work:
        work.add(Instance(purpose=InstancePurpose.TEST, created_at=work.now))
    with transactions.begin(system) as work:
        _without_triggers(work)
        work.session.execute(sa.text("DELETE FROM audit_entry"))
        result = verify_audit(work)

    assert result.broken == (BrokenLink("instance", 1),)


def _without_triggers(work: UnitOfWork) -> None:
    if work.session.get_bind().dialect.name == "postgresql":
        work.session.execute(sa.text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        return
    for act in ("update", "delete"):
        work.session.execute(sa.text(f"DROP TRIGGER audit_entry_no_{act}"))


def test_looking_cannot_change_anything(transactions: Transactions, system: Actor) -> None:
    with pytest.raises(WriteInReadingError), transactions.reading(system) as work:
        work.add(Instance(purpose=InstancePurpose.TEST, created_at=work.now))
