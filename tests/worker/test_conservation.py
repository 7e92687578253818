"""However items and the clock move, each reminder ends in one state, with a reason."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from zoneinfo import ZoneInfo

import pytest

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.notices.models.reminders import Reminder
from scheduler.notices.rules.reminders import OutboxState, ReminderState
from tests.builders.cast import a_cast
from tests.notices.rows import TODAY, an_item, reminders
from tests.worker.stage import Stage

ITEMS = 4
MOMENTS = 25
WORKED_ON = (ActionStatus.NEEDS_ACTION, ActionStatus.IN_PROCESS)
WENT_OUT = (ReminderState.SENT, ReminderState.QUEUED)


class Drive:
    """Some months of one partnership, at random but repeatable."""

    def __init__(self, stage: Stage, seed: int) -> None:
        self.stage = stage
        self.chance = random.Random(seed)  # noqa: S311 - nothing secret
        self.known: dict[str, Reminder] = {}
        self.arrived: Counter[tuple[str, date]] = Counter()
        with stage.transactions.begin(stage.system) as work:
            cast = a_cast(work)
            self.items = [an_item(work, cast, self.some_day(TODAY)) for _ in range(ITEMS)]

    def some_day(self, today: date) -> date:
        return today + timedelta(days=self.chance.randrange(-5, 50))

    def edit(self) -> None:
        """Change one item in one way, behind the planner's back."""
        item = self.chance.choice(self.items)
        today = self.stage.clock().date()
        edits: list[Callable[[], dict[str, object]]] = [
            lambda: {"due_on": self.some_day(today)},
            lambda: {"due_on": item.original_due_on},
            lambda: {"status": self.chance.choice(list(ActionStatus))},
            lambda: {"status": ActionStatus.IN_PROCESS},
        ]
        self.stage.change(item, **self.chance.choice(edits)())

    def moment(self) -> None:
        """Let time pass, a day on average and sometimes an outage, with edits at every point."""
        self.stage.clock.forward(hours=self.chance.choice([1, 8, 24, 24, 24, 9 * 24]))
        for sweep in ("reconcile", "fire", "deliver"):
            if self.chance.random() < 0.5:
                self.edit()
            before = len(self.stage.smtp.received)
            self.stage.run(sweep)
            for message in self.stage.smtp.messages[before:]:
                self.read(message)
        self.check()

    def read(self, message: EmailMessage) -> None:
        """Count a letter where it arrived; everything in it is true at this moment."""
        day = self.stage.clock().astimezone(ZoneInfo("Asia/Hong_Kong")).date()
        self.arrived[parseaddr(message["To"])[1], day] += 1
        body = message.get_body(("plain",))
        assert body is not None
        with self.stage.transactions.reading(self.stage.system) as work:
            items = [work.session.get_one(ActionItem, item.id) for item in self.items]
            told = [item for item in items if item.ref in body.get_content()]
        assert told
        assert all(item.status in WORKED_ON and item.due_on for item in told)

    def check(self) -> None:
        """Nothing vanishes, what was sent stays sent, what did not go out says why."""
        rows = {row.dedup_key: row for row in self.rows()}
        assert self.known.keys() <= rows.keys()
        for key, row in rows.items():
            silent = row.state not in {ReminderState.PLANNED, *WENT_OUT}
            assert (row.reason is not None) == silent
            assert (row.decided_at is None) == (row.state is ReminderState.PLANNED)
            if key in self.known and self.known[key].state is ReminderState.SENT:
                assert row.state is ReminderState.SENT
        self.known = rows

    def rows(self) -> list[Reminder]:
        with self.stage.transactions.reading(self.stage.system) as work:
            found = reminders(work)
            work.session.expunge_all()
            return found


@pytest.mark.parametrize("seed", [1, 2])
def test_every_reminder_is_accounted_for(stage: Stage, seed: int) -> None:
    drive = Drive(stage, seed)

    for _ in range(MOMENTS):
        drive.moment()
    for item in drive.items:
        stage.change(item, status=ActionStatus.COMPLETED)
    stage.run("reconcile", "fire", "deliver")

    states = Counter(row.state for row in drive.rows())
    assert states[ReminderState.PLANNED] == states[ReminderState.QUEUED] == 0
    assert states[ReminderState.SENT] > 0
    assert sum(states.values()) == len(drive.known)
    # Counted where it arrived, and never more than one letter for one person and day.
    sent = [letter for letter in stage.letters() if letter.state is OutboxState.SENT]
    assert len(sent) == len(stage.smtp.received) == drive.arrived.total()
    assert max(drive.arrived.values()) == 1
    carried = {row.outbox_message_id for row in drive.rows() if row.state is ReminderState.SENT}
    assert carried == {letter.id for letter in sent}
