"""Many units of work that stand or fall together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import sqlalchemy as sa

from scheduler.kernel.database import make_sessions
from scheduler.kernel.unit_of_work import Transactions


@contextmanager
def together(transactions: Transactions) -> Iterator[Transactions]:
    """Yield units of work inside one transaction that is kept only if the whole block succeeds."""
    with transactions.sessions() as session:
        bind = session.get_bind()
    if isinstance(bind, sa.Connection):
        yield transactions
        return
    with bind.connect() as connection, connection.begin():
        sessions = make_sessions(connection, join_transaction_mode="create_savepoint")
        yield replace(transactions, sessions=sessions)
