"""The unit of work: one actor, one instant, one transaction. Nobody else commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from scheduler.kernel.audit import Changes, write_entries
from scheduler.kernel.clock import Clock, day_in
from scheduler.kernel.database import READ_ONLY
from scheduler.kernel.models.base import Base
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.errors import StaleError

Row = TypeVar("Row", bound=Base)

_UNIQUE_VIOLATION: Final = "23505"  # PostgreSQL, appendix A


class WriteInReadingError(RuntimeError):
    """A programming mistake: something was changed while only looking."""


@dataclass
class UnitOfWork:
    """What a use-case is handed: the session, who asks, and the one instant it happens at."""

    session: Session
    actor: Actor
    now: datetime
    zone: ZoneInfo
    changes: Changes = field(default_factory=Changes)

    @property
    def today(self) -> date:
        """Return the day it is in the institution's zone."""
        return day_in(self.now, self.zone)

    def acting(self, act: str, *, on_behalf_of: str | None = None) -> None:
        """Name the act that the following changes belong to, and for whom, for the audit trail."""
        self.session.flush()
        self.changes.act = act
        self.changes.on_behalf_of = on_behalf_of

    def add(self, row: Row) -> Row:
        """Keep a new row; its id is known afterwards."""
        self.session.add(row)
        self.session.flush()
        return row

    def flush(self) -> None:
        """Send what has changed so far to the database."""
        self.session.flush()


@dataclass(frozen=True)
class Transactions:
    """Opens units of work; the only place that commits."""

    sessions: sessionmaker[Session]
    clock: Clock
    zone: ZoneInfo

    @contextmanager
    def begin(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Commit if the block succeeds, roll back if it raises.

        Raises:
            StaleError: another transaction changed the same row, or took the same key, first.
        """
        try:
            with self.sessions.begin() as session:
                work = UnitOfWork(session, actor=actor, now=self.clock(), zone=self.zone)
                sa.event.listen(session, "after_flush", work.changes.collect)
                yield work
                session.flush()
                write_entries(session, work.changes.collected, actor, work.now)
        except StaleDataError as error:
            raise StaleError from error
        except IntegrityError as error:
            if not _is_duplicate(error):
                raise
            raise StaleError("taken") from error

    @contextmanager
    def reading(self, actor: Actor) -> Iterator[UnitOfWork]:
        """Look without touching: a change inside the block is refused and forgotten."""
        with self.sessions() as session:
            session.connection(execution_options=READ_ONLY)
            sa.event.listen(session, "before_flush", _refuse_changes)
            yield UnitOfWork(session, actor=actor, now=self.clock(), zone=self.zone)


def _is_duplicate(error: IntegrityError) -> bool:
    name = getattr(error.orig, "sqlite_errorname", "")
    state = getattr(error.orig, "sqlstate", "")
    taken = {"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
    return name in taken or state == _UNIQUE_VIOLATION


def _refuse_changes(session: Session, _context: object, _instances: object) -> None:
    if session.new or session.deleted or any(session.is_modified(row) for row in session.dirty):
        msg = "a reading unit of work cannot change anything"
        raise WriteInReadingError(msg)
