"""The clockwork: runs at once and again, survives failures, ends after the job in hand."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from scheduler.bootstrap.container import Container
from scheduler.kernel.clock import system_clock
from scheduler.kernel.database import make_engine
from scheduler.kernel.queries.jobs import find_job_run
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.schema import upgrade
from scheduler.kernel.unit_of_work import Transactions
from scheduler.parties.models.accounts import SignInCode, Throttle, WebSession
from scheduler.worker.run import Pause, run_once, run_until
from scheduler.worker.timetable import TIMETABLE
from tests.builders.cast import a_cast
from tests.builders.meetings import a_held_meeting
from tests.conftest import HandClock
from tests.worker.conftest import SECRET, a_container

PATIENCE = 30.0


@pytest.fixture
def installation(tmp_path: Path, instance: Path) -> Iterator[Container]:
    """An installation of its own that threads may share."""
    engine = make_engine(f"sqlite:///{tmp_path / 'own.sqlite'}")
    upgrade(engine)
    yield a_container(instance, engine, system_clock)
    engine.dispose()


def succeeded(container: Container, system: Actor) -> set[str]:
    with container.transactions.reading(system) as work:
        runs = {name: find_job_run(work, name) for name in TIMETABLE}
        return {name for name, run in runs.items() if run is not None and run.succeeded_at}


def wait_until(condition: object) -> None:
    assert callable(condition)
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_the_first_run_is_at_once_and_no_run_is_made_up_for() -> None:
    pause = Pause(timedelta(seconds=30))
    now = datetime(2027, 1, 12, tzinfo=UTC)

    assert pause.get_next_fire_time(None, now) == now
    # However long ago the last run was planned: after a sleep or a leap of the clock, one run.
    long_ago = now - timedelta(days=400)
    assert pause.get_next_fire_time(long_ago, now) == now + timedelta(seconds=30)


def test_every_sweep_runs_at_the_start_and_all_end_when_told(
    installation: Container, system: Actor
) -> None:
    stop = threading.Event()
    running = threading.Thread(target=run_until, args=[installation, stop])
    running.start()
    wait_until(lambda: succeeded(installation, system) == set(TIMETABLE))

    stop.set()
    running.join(PATIENCE)

    assert not running.is_alive()


def test_a_failure_is_written_down_and_the_worker_goes_on(
    installation: Container, system: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    with installation.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE reminder RENAME TO reminder_lost"))
    stop = threading.Event()
    running = threading.Thread(target=run_until, args=[installation, stop])
    running.start()
    wait_until(lambda: {"meetings", "prune"} <= succeeded(installation, system))

    stop.set()
    running.join(PATIENCE)

    with installation.transactions.reading(system) as work:
        run = find_job_run(work, "fire")
        assert run is not None
        assert run.succeeded_at is None
        assert "OperationalError" in (run.error or "")
    assert "fire failed" in caplog.messages


def test_a_run_by_hand_writes_down_what_it_did(
    container: Container, transactions: Transactions, system: Actor
) -> None:
    assert run_once(container, "fire") == 0

    with transactions.reading(system) as work:
        run = find_job_run(work, "fire")
        assert run is not None
        assert (run.started_at, run.succeeded_at, run.did) == (work.now, work.now, 0)


def test_an_unknown_sweep_is_refused(container: Container) -> None:
    with pytest.raises(KeyError):
        run_once(container, "nothing")


def test_the_next_meeting_of_a_series_is_opened_once(
    container: Container, transactions: Transactions, system: Actor
) -> None:
    with transactions.begin(system) as work:
        a_held_meeting(work, a_cast(work))

    assert [run_once(container, "meetings") for _ in range(2)] == [1, 0]


def test_what_has_run_out_is_forgotten_a_day_later(
    container: Container, transactions: Transactions, system: Actor, clock: HandClock
) -> None:
    with transactions.begin(system) as work:
        soon = work.now + timedelta(minutes=10)
        account = a_cast(work).owner.account
        work.add(
            SignInCode(
                account_id=account.id,
                email_hash="e",
                code_hash="h",
                created_at=work.now,
                expires_at=soon,
            )
        )
        work.add(Throttle(key="k", window_starts_at=work.now, tries=1))
        work.add(
            WebSession(
                key_hash="k",
                account_id=account.id,
                payload={},
                client="",
                created_at=work.now,
                seen_at=work.now,
                expires_at=soon,
            )
        )

    assert run_once(container, "prune") == 0
    clock.forward(days=1, hours=1)
    assert run_once(container, "prune") == 3


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_in_order(
    tmp_path: Path, instance: Path, system: Actor, number: signal.Signals
) -> None:
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    engine = make_engine(url)
    upgrade(engine)
    script = (
        "from scheduler.bootstrap.container import load_container;"
        "from scheduler.worker.run import run_forever;"
        "run_forever(load_container())"
    )
    environment = {
        **os.environ,
        "SCHEDULER_SECRET_KEY": SECRET.get_secret_value(),
        "SCHEDULER_INSTANCE_PATH": str(instance),
        "SCHEDULER_DATABASE_URL": url,
    }
    container = a_container(instance, engine, system_clock)
    with subprocess.Popen(
        [sys.executable, "-c", script], env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        wait_until(lambda: succeeded(container, system) == set(TIMETABLE))
        process.send_signal(number)
        _, log = process.communicate(timeout=PATIENCE)

    engine.dispose()
    assert process.returncode == 0
    assert log.rstrip().endswith("ended")
