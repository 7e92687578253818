"""Running the timetable until told to stop, or one sweep of it once."""

import logging
import signal
import threading
from datetime import UTC, datetime, timedelta
from types import FrameType
from typing import Final

from apscheduler.events import EVENT_SCHEDULER_STARTED
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.base import BaseTrigger

from scheduler.bootstrap.container import Container
from scheduler.kernel.queries.jobs import note_job_began, note_job_failed, note_job_succeeded
from scheduler.worker.sweeps import WORKER, Stopping
from scheduler.worker.timetable import TIMETABLE

_logger: Final = logging.getLogger(__name__)


class Pause(BaseTrigger):  # type: ignore[misc]
    """Runs at once, then after each pause; what a stopped or sleeping machine missed is gone.

    The sweeps look at tables, so one run after an outage does the work of all that were missed,
    and a wall clock that leaps ahead leaves no backlog.
    """

    def __init__(self, every: timedelta) -> None:
        """Keep the pause."""
        self.every = every

    def get_next_fire_time(
        self, previous_fire_time: datetime | None, now: datetime
    ) -> datetime | None:
        """Return the next moment, counted from now and not from the last one."""
        return now if previous_fire_time is None else now + self.every


def run_once(container: Container, name: str, stopping: Stopping = lambda: False) -> int:
    """Run one sweep and write down how it went; return how much it did.

    Raises:
        KeyError: the timetable has no sweep of that name.
    """
    job = TIMETABLE[name].job
    with container.transactions.begin(WORKER) as work:
        note_job_began(work, name)
    try:
        did = job(container, stopping)
    except Exception as error:
        with container.transactions.begin(WORKER) as work:
            note_job_failed(work, name, f"{type(error).__name__}: {error}")
        raise
    with container.transactions.begin(WORKER) as work:
        note_job_succeeded(work, name, did)
    return did


def run_forever(container: Container) -> None:
    """Run the timetable in this process until SIGTERM or SIGINT; the jobs in hand are finished."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    stop = threading.Event()

    def end(number: int, _frame: FrameType | None) -> None:
        _logger.info("ending on %s", signal.Signals(number).name)
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        run_until(container, stop)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_until(container: Container, stop: threading.Event) -> None:
    """Run the timetable until ``stop`` is set and the jobs in hand have ended."""
    hands = ThreadPoolExecutor(max_workers=len(TIMETABLE))
    clockwork = BlockingScheduler(timezone=UTC, executors={"default": hands})
    for name, sweep in TIMETABLE.items():
        clockwork.add_job(
            _run_and_go_on,
            Pause(sweep.every),
            args=[container, name, stop.is_set],
            id=name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    # A signal may come at any line; the clockwork is only stopped from outside its own work.
    watcher = threading.Thread(target=_shut_down, args=[clockwork, stop], name="worker-stop")
    clockwork.add_listener(lambda _event: watcher.start(), EVENT_SCHEDULER_STARTED)
    _logger.info("running %s", ", ".join(TIMETABLE))
    clockwork.start()
    hands.shutdown(wait=True)
    watcher.join()
    _logger.info("ended")


def _shut_down(clockwork: BlockingScheduler, stop: threading.Event) -> None:
    stop.wait()
    clockwork.shutdown(wait=False)


def _run_and_go_on(container: Container, name: str, stopping: Stopping) -> None:
    if stopping():
        return
    try:
        did = run_once(container, name, stopping)
    except Exception:
        # Whatever went wrong with one run, the next one begins afresh.
        _logger.exception("%s failed", name)
    else:
        if did:
            _logger.info("%s: %d", name, did)
