"""What the tests stand on: both databases, a clock that is set by hand, real rollbacks."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import sqlalchemy as sa

from scheduler.bootstrap import METADATA
from scheduler.bootstrap.settings import PREFIX
from scheduler.kernel.database import make_engine, make_sessions
from scheduler.kernel.rules.actor import Actor, Via, system_actor
from scheduler.kernel.schema import upgrade
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from tests.servers.postgres import running_postgres

# Machines are shared and slow now and then; a slow example is not a wrong one.
hypothesis.settings.register_profile("unhurried", deadline=None, print_blob=True)
hypothesis.settings.load_profile("unhurried")

NOW = datetime(2027, 1, 12, 1, 30, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")


class HandClock:
    """A clock that shows what it is set to; the day begins on 12 January 2027, 09:30 in Chengdu."""

    def __init__(self, shows: datetime = NOW) -> None:
        self.shows = shows

    def __call__(self) -> datetime:
        return self.shows

    def forward(self, **span: float) -> datetime:
        """Move on by a span given as for ``timedelta``."""
        self.shows += timedelta(**span)
        return self.shows


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process waits for the other at the end."""
    items.sort(key=lambda item: "/e2e/" not in item.nodeid)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Yield the address of an empty database of each kind."""
    with ExitStack() as stack:
        if request.param == "postgresql":
            yield stack.enter_context(running_postgres())
        else:
            yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'scheduler.sqlite'}"


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[sa.Engine]:
    """Yield an engine on a database with the newest schema."""
    assert METADATA.tables
    engine = make_engine(database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture(autouse=True)
def _settings_of_nobody_else() -> Iterator[None]:
    """Keep settings of the person who runs the tests, and of other tests, out of each test."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}
    for name in kept:
        del os.environ[name]
    yield
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    os.environ.update(kept)


@pytest.fixture
def clock() -> HandClock:
    """Return a clock that only moves when told to."""
    return HandClock()


@pytest.fixture
def transactions(engine: sa.Engine, clock: HandClock) -> Iterator[Transactions]:
    """Yield units of work with real commits and rollbacks, all undone when the test ends."""
    with engine.connect() as connection:
        outer = connection.begin()
        sessions = make_sessions(connection, join_transaction_mode="create_savepoint")
        yield Transactions(sessions=sessions, clock=clock, zone=ZONE)
        outer.rollback()


@pytest.fixture
def system() -> Actor:
    """Return an actor that sees everything."""
    return system_actor("test", Via.CLI)


@pytest.fixture
def work(transactions: Transactions, system: Actor) -> Iterator[UnitOfWork]:
    """Yield a unit of work of the system's own."""
    with transactions.begin(system) as work:
        yield work


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """Return an empty instance directory."""
    path = tmp_path / "instance"
    path.mkdir()
    return path
