"""Turning reminders whose hour has come into one letter per recipient and day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from scheduler.kernel.clock import day_in
from scheduler.kernel.rules.identifiers import OrganisationId, PersonId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.notices.models.outbox import OutboxMessage
from scheduler.notices.models.reminders import Reminder
from scheduler.notices.queries.outbox import lock_unsent, lock_unsent_like
from scheduler.notices.queries.reminders import list_queued, lock_due
from scheduler.notices.queries.subjects import list_subjects
from scheduler.notices.rules.ladders import Planned, Subject, desired, fire_moment
from scheduler.notices.rules.recipients import Recipient, RecipientKind
from scheduler.notices.rules.reconciling import end_of
from scheduler.notices.rules.reminders import SubjectKind
from scheduler.notices.usecases.outbox import put_letter

DIGEST: Final = "digest"
BATCH: Final = 200


@dataclass(frozen=True)
class Fired:
    """What one look at the clock did; ``stale`` subjects have changed unseen and need a plan."""

    looked_at: int
    queued: int
    stale: Mapping[SubjectKind, frozenset[int]]


@dataclass(frozen=True)
class Truth:
    """Subjects as they are at this moment, and what they want said."""

    subjects: Mapping[tuple[SubjectKind, int], Subject]
    wanted: Mapping[str, Planned]

    def subject(self, row: Reminder) -> Subject:
        """Return what a reminder is about."""
        return self.subjects[row.subject_kind, row.subject_id]


def truth_about(work: UnitOfWork, rows: Iterable[Reminder]) -> Truth:
    """Look again at everything that some reminders are about."""
    ids: dict[SubjectKind, set[int]] = defaultdict(set)
    for row in rows:
        ids[row.subject_kind].add(row.subject_id)
    subjects = [subject for kind in ids for subject in list_subjects(work, kind, ids[kind])]
    return Truth(
        subjects={(subject.kind, subject.id): subject for subject in subjects},
        wanted={planned.key: planned for subject in subjects for planned in desired(subject)},
    )


def fire_due(work: UnitOfWork) -> Fired:
    """Queue what is due and still true; end what is not, with the reason."""
    rows = lock_due(work, BATCH)
    truth = truth_about(work, rows)
    ready: dict[Recipient, list[Reminder]] = defaultdict(list)
    stale: dict[SubjectKind, set[int]] = defaultdict(set)
    for row in rows:
        planned = truth.wanted.get(row.dedup_key)
        end = end_of(truth.subject(row), row.kept(), planned, work.now)
        if end is not None:
            row.end(end, work.now)
            stale[row.subject_kind].add(row.subject_id)
        elif planned is not None and planned.fire_at > work.now:
            row.arm(planned)
        elif planned is not None:
            ready[planned.recipient].append(row)
    # One order for everybody: two workers that write to the same people must not embrace.
    queued = sum(
        _queue(work, recipient, ready[recipient])
        for recipient in sorted(ready, key=lambda recipient: recipient.key)
    )
    work.flush()
    return Fired(
        looked_at=len(rows),
        queued=queued,
        stale={kind: frozenset(ids) for kind, ids in stale.items()},
    )


def _queue(work: UnitOfWork, recipient: Recipient, rows: Sequence[Reminder]) -> int:
    """Put reminders into the letter of the day; if that has left, put them off to the next."""
    zone = ZoneInfo(recipient.timezone)
    day = day_in(work.now, zone)
    key = digest_key(recipient, day)
    put_letter(
        work,
        template=DIGEST,
        address=recipient.address,
        language=recipient.language,
        context={},
        dedup_key=key,
        person_id=PersonId(recipient.id) if recipient.kind is RecipientKind.PERSON else None,
        organisation_id=(
            OrganisationId(recipient.id) if recipient.kind is RecipientKind.ORGANISATION else None
        ),
    )
    letter = lock_unsent(work, key)
    if letter is None:
        for row in rows:
            row.put_off(fire_moment(day + timedelta(days=1), zone))
        return 0
    _take_over(work, recipient, letter)
    for row in rows:
        row.queue(letter.id, work.now)
    return len(rows)


def _take_over(work: UnitOfWork, recipient: Recipient, letter: OutboxMessage) -> None:
    """Say in the new letter what older ones could not: after an outage one letter arrives."""
    older = lock_unsent_like(work, _digests_of(recipient), apart_from=letter.id)
    for row in list_queued(work, [message.id for message in older]):
        row.outbox_message_id = letter.id
    for message in older:
        message.drop("taken_over")


def digest_key(recipient: Recipient, day: date) -> str:
    """Return the key of the one digest a recipient gets on a day."""
    return f"{_digests_of(recipient)}{day.isoformat()}"


def _digests_of(recipient: Recipient) -> str:
    return f"{DIGEST}:{recipient.key}:"
