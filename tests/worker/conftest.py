"""The parts of the product on the test's database and clock, with a real mail server."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from scheduler.bootstrap.container import Container, make_container
from scheduler.bootstrap.settings import Settings
from scheduler.kernel.clock import Clock
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.unit_of_work import Transactions
from tests.conftest import HandClock
from tests.servers.smtp import ReceivingServer, receiving_smtp
from tests.worker.stage import Stage

SECRET = SecretStr("a-secret-of-the-tests-that-is-long-enough")


def a_container(
    instance: Path, engine: sa.Engine, clock: Clock, *, smtp_url: str | None = None
) -> Container:
    """Return the parts of an installation."""
    settings = Settings(
        secret_key=SECRET,
        instance_path=instance,
        smtp_url=None if smtp_url is None else SecretStr(smtp_url),
        mail_from="reminders@scheduler.example",
    )
    return make_container(settings, clock=clock, engine=engine)


@pytest.fixture
def smtp() -> Iterator[ReceivingServer]:
    """Yield a real mail server."""
    with receiving_smtp() as server:
        yield server


@pytest.fixture
def container(
    instance: Path, engine: sa.Engine, transactions: Transactions, smtp: ReceivingServer
) -> Container:
    """Return the parts of the product, all undone when the test ends."""
    made = a_container(instance, engine, transactions.clock, smtp_url=smtp.url)
    return replace(made, transactions=transactions)


@pytest.fixture
def stage(container: Container, system: Actor, smtp: ReceivingServer, clock: HandClock) -> Stage:
    """Return a worker to play with."""
    return Stage(container, container.transactions, system, smtp, clock)
