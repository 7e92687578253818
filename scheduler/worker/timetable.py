"""The timetable: the only file that says how often things happen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from scheduler.worker.sweeps import (
    PLAN,
    Job,
    deliver,
    fire,
    open_meetings,
    plan_changed,
    plan_everything,
    prune,
)


@dataclass(frozen=True, slots=True)
class Sweep:
    """A job and the pause between two of its runs; the first run is at once."""

    job: Job
    every: timedelta


TIMETABLE: Final[Mapping[str, Sweep]] = {
    PLAN: Sweep(plan_changed, timedelta(seconds=60)),
    "fire": Sweep(fire, timedelta(seconds=30)),
    "deliver": Sweep(deliver, timedelta(seconds=5)),
    "meetings": Sweep(open_meetings, timedelta(hours=1)),
    "reconcile": Sweep(plan_everything, timedelta(days=1)),
    "prune": Sweep(prune, timedelta(days=1)),
}
