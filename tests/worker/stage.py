"""A worker on the test's database and clock, a real mail server, and what became of letters."""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.actions.models.action_items import ActionItem
from scheduler.bootstrap.container import Container
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.rules.language import Language
from scheduler.kernel.unit_of_work import Transactions
from scheduler.letters.contexts import Invitation
from scheduler.notices.models.outbox import OutboxMessage
from scheduler.notices.rules.reminders import ReminderState
from scheduler.notices.usecases.outbox import put_letter
from scheduler.worker.run import run_once
from tests.conftest import HandClock
from tests.notices.rows import letters, reminders
from tests.servers.smtp import ReceivingServer

INVITATION = Invitation(
    name="Wang",
    ref="SC-CITYU",
    address="wang@example.org",
    partnership="Partnership",
    role="Coordinator",
    invited_by="",
    link="http://127.0.0.1:8000/signin",
)


@dataclass(frozen=True)
class Stage:
    """What a test of the worker plays on."""

    container: Container
    transactions: Transactions
    system: Actor
    smtp: ReceivingServer
    clock: HandClock

    def run(self, *names: str) -> list[int]:
        """Run some sweeps one after the other; return how much each did."""
        return [run_once(self.container, name) for name in names]

    def put(
        self,
        key: str = "invitation:1",
        *,
        address: str = "wang@example.org",
        template: str = "invitation",
    ) -> None:
        """Write a letter that says nothing of importance."""
        with self.transactions.begin(self.system) as work:
            put_letter(
                work,
                template=template,
                address=address,
                language=Language.EN,
                context=INVITATION,
                dedup_key=key,
            )

    def letters(self) -> list[OutboxMessage]:
        """Return all letters in the order they were written."""
        with self.transactions.reading(self.system) as work:
            return letters(work)

    def letter(self) -> OutboxMessage:
        """Return the only letter."""
        (only,) = self.letters()
        return only

    def told(self) -> Mapping[str, tuple[ReminderState, str | None]]:
        """Return what became of the reminders that are no longer planned, by rung."""
        with self.transactions.reading(self.system) as work:
            return {
                row.rung: (row.state, row.reason)
                for row in reminders(work)
                if row.state is not ReminderState.PLANNED
            }

    def change(self, item: ActionItem, **values: object) -> None:
        """Change a row behind the planner's back."""
        with self.transactions.begin(self.system) as work:
            row = work.session.get_one(ActionItem, item.id)
            for name, value in values.items():
                setattr(row, name, value)
