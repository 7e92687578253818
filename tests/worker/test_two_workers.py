"""Several workers at once: each letter is taken by the mail server once."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.bootstrap.container import Container
from scheduler.kernel.database import make_engine
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.language import Language
from scheduler.kernel.schema import upgrade
from scheduler.notices.rules.reminders import OutboxState, ReminderState
from scheduler.notices.usecases.outbox import put_letter
from scheduler.worker.run import run_once
from tests.builders.cast import a_cast
from tests.conftest import HandClock
from tests.notices.rows import TODAY, an_item, letters, reminders
from tests.servers.postgres import running_postgres
from tests.servers.smtp import ReceivingServer
from tests.worker.conftest import a_container
from tests.worker.stage import INVITATION

WORKERS = 3
LETTERS = 20
ITEMS = 12


@pytest.fixture(params=["sqlite", "postgresql"])
def own_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database that keeps what is committed."""
    with ExitStack() as stack:
        if request.param == "postgresql":
            yield stack.enter_context(running_postgres())
        else:
            yield f"sqlite:///{tmp_path / 'own.sqlite'}"


def fill(container: Container, system: Actor) -> None:
    """Give the workers something to do: items of two owners, and letters besides."""
    with container.transactions.begin(system) as work:
        for ref in ("SC-ONE", "SC-TWO"):
            cast = a_cast(work, ref)
            for _ in range(ITEMS):
                an_item(work, cast, TODAY + timedelta(days=10))
        for number in range(LETTERS):
            put_letter(
                work,
                template="invitation",
                address=f"person{number}@example.org",
                language=Language.EN,
                context=INVITATION,
                dedup_key=f"invitation:{number}",
            )


def run_together(containers: list[Container]) -> list[Exception]:
    """Run all sweeps in every worker at once; return what went wrong."""
    together = threading.Barrier(len(containers))
    failures: list[Exception] = []

    def work_along(container: Container) -> None:
        together.wait()
        try:
            for name in ("plan", "fire", "deliver", "fire", "deliver"):
                run_once(container, name)
        except Exception as error:  # noqa: BLE001 - told by the assertion of the test
            failures.append(error)

    threads = [threading.Thread(target=work_along, args=[each]) for each in containers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def test_each_letter_is_taken_once(
    own_url: str, instance: Path, system: Actor, smtp: ReceivingServer
) -> None:
    clock = HandClock()
    engines = [make_engine(own_url) for _ in range(WORKERS)]
    upgrade(engines[0])
    containers = [a_container(instance, engine, clock, smtp_url=smtp.url) for engine in engines]
    fill(containers[0], system)

    failures = run_together(containers)

    with containers[0].transactions.reading(system) as work:
        states = {letter.state for letter in letters(work)}
        rungs = {row.rung: row.state for row in reminders(work)}
    for engine in engines:
        engine.dispose()
    assert failures == []
    ids = [message["Message-ID"] for message in smtp.messages]
    assert len(ids) == len(set(ids)) == LETTERS + 2
    assert states == {OutboxState.SENT}
    assert rungs["T-14"] is ReminderState.SENT
