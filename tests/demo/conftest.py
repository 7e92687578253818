"""The case, loaded once for each module that only looks at it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
import sqlalchemy as sa

from scheduler.demo.loading import load_case
from scheduler.demo.world import OPERATOR
from scheduler.kernel.database import make_sessions
from scheduler.kernel.models.instance import InstancePurpose
from scheduler.kernel.queries.instance import mark_instance
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from tests.conftest import NOW, ZONE


def marked(transactions: Transactions, purpose: InstancePurpose) -> Transactions:
    """Return the units of work of an instance that says what it is for."""
    with transactions.begin(OPERATOR) as work:
        mark_instance(work, purpose)
    return transactions


def on(transactions: Transactions, day: date) -> Transactions:
    """Return the same units of work at three in the morning, UTC, of another day."""
    instant = datetime.combine(day, time(3), UTC)
    return replace(transactions, clock=lambda: instant)


@pytest.fixture(scope="module")
def case(engine: sa.Engine) -> Iterator[Transactions]:
    """Yield units of work on the case of 12 January 2027, undone when the module ends."""
    with engine.connect() as connection:
        outer = connection.begin()
        sessions = make_sessions(connection, join_transaction_mode="create_savepoint")
        transactions = Transactions(sessions=sessions, clock=lambda: NOW, zone=ZONE)
        load_case(marked(transactions, InstancePurpose.TEST))
        yield transactions
        outer.rollback()


@pytest.fixture
def looking(case: Transactions) -> Iterator[UnitOfWork]:
    """Yield a look at the case by the operator."""
    with case.reading(OPERATOR) as work:
        yield work
