"""Engines for the two databases, with the settings each of them needs to be safe."""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

__all__ = ["READ_ONLY", "Engine", "OperationalError", "make_engine", "make_sessions"]

READ_ONLY: Final = {"scheduler_read_only": True}
_BUSY_MILLISECONDS: Final = 10_000


def make_engine(url: str) -> sa.Engine:
    """Return an engine for a SQLite or PostgreSQL address."""
    address = sa.make_url(url)
    if address.get_backend_name() == "sqlite":
        engine = sa.create_engine(address)
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = sa.create_engine(
        address,
        pool_pre_ping=True,
        connect_args={
            "options": "-c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000"
        },
    )
    sa.event.listen(engine, "begin", _begin_postgresql)
    return engine


def make_sessions(bind: sa.Engine | sa.Connection, **options: Any) -> sessionmaker[Session]:
    """Return the maker of sessions; rows stay readable after their unit of work has ended."""
    return sessionmaker(bind, expire_on_commit=False, **options)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late and are never IMMEDIATE; ours do both.
    connection.isolation_level = None
    for pragma in (
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={_BUSY_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    # A writer that starts DEFERRED can fail half-way with "database is locked"; IMMEDIATE waits.
    reads = connection.get_execution_options().get("scheduler_read_only")
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN DEFERRED" if reads else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: sa.Connection) -> None:
    if connection.get_execution_options().get("scheduler_read_only"):
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
