"""What is measured, one name each, and what it is held against."""

import gc
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from statistics import median
from time import perf_counter
from typing import Any, Final

from scheduler.worker.run import run_once
from tests.bench.stage import Stage

GOAL_MS: Final = 100.0
RUNS: Final = 15
_WARM_UP: Final = 3
_FLOOR: Final = "/healthz"

Ask = Callable[[], None]


@dataclass(frozen=True)
class Measurement:
    """A median in milliseconds, its ratio to the floor, and whether it met its goal."""

    name: str
    median: float
    unit: str
    against: str
    ratio: float
    goal: float | None
    met: bool | None

    def as_json(self) -> dict[str, Any]:
        """Return what is written into the file."""
        return asdict(self)


def page(path: str) -> Callable[[Stage], Ask]:
    """Return how a page is asked for by somebody who is signed in."""

    def of(stage: Stage) -> Ask:
        def ask() -> None:
            reply = stage.browser.get(path)
            assert reply.status_code == 200, f"{path} answers {reply.status}"

        return ask

    return of


def changed_feed(stage: Stage) -> Ask:
    """Return how a calendar program asks that has nothing yet."""
    client = stage.browser.application.test_client()

    def ask() -> None:
        assert client.get(stage.feed).status_code == 200

    return ask


def unchanged_feed(stage: Stage) -> Ask:
    """Return how a calendar program asks that has the calendar as it is."""
    client = stage.browser.application.test_client()
    etag = client.get(stage.feed).headers["ETag"]

    def ask() -> None:
        assert client.get(stage.feed, headers={"If-None-Match": etag}).status_code == 304

    return ask


def sweep(stage: Stage) -> Ask:
    """Return one look of the worker at what changed and what is due, when nothing is."""

    def ask() -> None:
        run_once(stage.parts, "plan")
        run_once(stage.parts, "fire")

    return ask


MEASURES: Final[Mapping[str, tuple[Callable[[Stage], Ask], float | None]]] = {
    "portfolio-home": (page("/"), GOAL_MS),
    "register-first-page": (page("/actions"), GOAL_MS),
    "register-filter-light": (page("/actions?light=RED"), GOAL_MS),
    "register-text": (page("/actions?q=biomedicine"), GOAL_MS),
    "my-actions": (page("/my"), GOAL_MS),
    "feed-changed": (changed_feed, None),
    "feed-unchanged": (unchanged_feed, None),
    "reminders-sweep": (sweep, None),
}


def measure(stage: Stage, name: str, *, runs: int = RUNS) -> Measurement:
    """Return one measurement, taken in turn with the floor so that both see the same machine."""
    prepare, goal = MEASURES[name]
    ask, floor = prepare(stage), page(_FLOOR)(stage)
    for _ in range(_WARM_UP):
        ask()
        floor()
    taken, floors = [], []
    for _ in range(runs):
        taken.append(_milliseconds(ask))
        floors.append(_milliseconds(floor))
    middle = median(taken)
    return Measurement(
        name=name,
        median=round(middle, 2),
        unit="ms",
        against=f"GET {_FLOOR}",
        ratio=round(middle / median(floors), 1),
        goal=goal,
        met=None if goal is None else middle < goal,
    )


def _milliseconds(ask: Ask) -> float:
    gc.collect()
    begun = perf_counter()
    ask()
    return (perf_counter() - begun) * 1000
