"""What of a meeting is done, what is to be done next, and what comes later."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from scheduler.meetings.rules.meetings import MeetingStatus


class TaskState(StrEnum):
    """Whether a task is done, can be done now, or waits for an earlier one."""

    DONE = "DONE"
    TO_DO = "TO-DO"
    LATER = "LATER"


class TaskKind(StrEnum):
    """What there is to do for a meeting, in the order of its life."""

    DATE = "DATE"
    VENUE = "VENUE"
    PEOPLE = "PEOPLE"
    ANNOUNCE = "ANNOUNCE"
    REPLIES = "REPLIES"
    HOLD = "HOLD"
    DECISIONS = "DECISIONS"
    CLOSE = "CLOSE"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list; ``open_count`` says how many answers are missing, where that counts."""

    kind: TaskKind
    state: TaskState
    open_count: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the preparation of a meeting has come."""

    status: MeetingStatus
    has_day: bool
    has_venue: bool
    sides_invited: int
    silent: int
    decisions: int
    day_has_come: bool


_S: Final = MeetingStatus
_BOTH_SIDES: Final = 2


def tasks_of(progress: Progress) -> tuple[Task, ...]:
    """Return the list of tasks; a cancelled or closed meeting has none."""
    if progress.status in {_S.CANCELLED, _S.CLOSED}:
        return ()
    over = progress.status is _S.HELD
    announced = over or progress.status is _S.ANNOUNCED
    invited = progress.sides_invited >= _BOTH_SIDES
    sits = over or (announced and progress.day_has_come)

    def task(kind: TaskKind, *, done: bool, possible: bool, open_count: int = 0) -> Task:
        state = TaskState.DONE if done else TaskState.TO_DO if possible else TaskState.LATER
        return Task(kind, state, open_count)

    return (
        task(TaskKind.DATE, done=progress.has_day, possible=True),
        task(TaskKind.VENUE, done=progress.has_venue, possible=progress.has_day),
        task(TaskKind.PEOPLE, done=invited, possible=True),
        task(TaskKind.ANNOUNCE, done=announced, possible=progress.has_day),
        task(
            TaskKind.REPLIES,
            done=over or (announced and invited and not progress.silent),
            possible=announced,
            open_count=0 if over else progress.silent,
        ),
        task(TaskKind.HOLD, done=over, possible=sits),
        task(TaskKind.DECISIONS, done=progress.decisions > 0, possible=sits),
        task(TaskKind.CLOSE, done=False, possible=over),
    )
