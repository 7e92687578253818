"""The sweeps: each may run at any time, as often as it likes, beside any number of others."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from scheduler.bootstrap.container import Container
from scheduler.kernel.queries.jobs import find_job_run
from scheduler.kernel.rules.actor import Via, system_actor
from scheduler.letters.mailer import MailError, Phase
from scheduler.meetings.usecases.meetings import open_due_meetings
from scheduler.notices.queries.plannable import Range
from scheduler.notices.rules.reminders import SubjectKind
from scheduler.notices.usecases.delivery import (
    Claimed,
    PostOffice,
    claim_letter,
    hold_unwritable,
    mark_not_sent,
    mark_sent,
    release_abandoned,
    send_letter,
)
from scheduler.notices.usecases.firing import BATCH, fire_due
from scheduler.notices.usecases.planning import plan_range, plan_subjects
from scheduler.parties.queries.expired import forget_expired

WORKER: Final = system_actor("worker", Via.WORKER)
Stopping = Callable[[], bool]
Job = Callable[[Container, Stopping], int]

PLAN: Final = "plan"
# Longer than any transaction: what was changed in one is seen however late it was committed.
_OVERLAP: Final = timedelta(minutes=10)
_SERVER_IS_AWAY: Final = frozenset({Phase.CONNECT, Phase.LOGIN})
_logger: Final = logging.getLogger(__name__)


def plan_changed(container: Container, stopping: Stopping) -> int:
    """Plan the reminders of what has changed since the last time; of everything the first time."""
    return _plan(container, _last_planned(container), stopping)


def plan_everything(container: Container, stopping: Stopping) -> int:
    """Plan the reminders of everything: holders change and ladders grow without any edit."""
    return _plan(container, None, stopping)


def _last_planned(container: Container) -> datetime | None:
    with container.transactions.reading(WORKER) as work:
        last = find_job_run(work, PLAN)
        if last is None or last.succeeded_at is None or last.succeeded_at > work.now:
            return None
        return last.succeeded_at - _OVERLAP


def _plan(container: Container, since: datetime | None, stopping: Stopping) -> int:
    changed = 0
    for kind in SubjectKind:
        after: int | None = 0
        while after is not None and not stopping():
            with container.transactions.begin(WORKER) as work:
                did, after = plan_range(work, Range(kind, since=since, after=after))
            changed += did
    return changed


def fire(container: Container, stopping: Stopping) -> int:
    """Put reminders whose hour has come into letters."""
    queued = 0
    while not stopping():
        with container.transactions.begin(WORKER) as work:
            fired = fire_due(work)
        queued += fired.queued
        for kind, ids in fired.stale.items():
            with container.transactions.begin(WORKER) as work:
                plan_subjects(work, kind, ids)
        if fired.looked_at < BATCH:
            break
    return queued


def deliver(container: Container, stopping: Stopping) -> int:
    """Send what waits, one letter after the other; return how many were taken."""
    office = PostOffice(
        renderer=container.renderer,
        mailer=container.mailer,
        links=container.links,
        sender=container.settings.mail_from,
    )
    with container.transactions.begin(WORKER) as work:
        release_abandoned(work)
    sent = 0
    while not stopping():
        with container.transactions.begin(WORKER) as work:
            claimed = claim_letter(work, office)
        if claimed is None:
            break
        try:
            sent += _send(container, office, claimed)
        except MailError as error:
            _logger.warning("letter %d: %s", claimed.id, error)
            with container.transactions.begin(WORKER) as work:
                mark_not_sent(work, claimed, error)
            if error.phase in _SERVER_IS_AWAY:
                # The next sweep tries one letter again; the others need not all wait in vain.
                break
    return sent


def _send(container: Container, office: PostOffice, claimed: Claimed) -> int:
    try:
        accepted = send_letter(office, claimed)
    except MailError:
        raise
    except Exception as error:
        # One letter that cannot be written must not hold up the others.
        _logger.exception("letter %d cannot be written", claimed.id)
        with container.transactions.begin(WORKER) as work:
            hold_unwritable(work, claimed, type(error).__name__)
        return 0
    with container.transactions.begin(WORKER) as work:
        if not mark_sent(work, claimed, accepted):
            _logger.warning("letter %d was sent after its lease was over", claimed.id)
    return 1


def open_meetings(container: Container, _stopping: Stopping) -> int:
    """Open the next meeting of each series whose last one is over."""
    with container.transactions.begin(WORKER) as work:
        return open_due_meetings(work, work.today)


def prune(container: Container, _stopping: Stopping) -> int:
    """Forget what has run out."""
    with container.transactions.begin(WORKER) as work:
        return forget_expired(work)
