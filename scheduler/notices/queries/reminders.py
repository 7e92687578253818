"""Rows of planned reminders: found, locked, added."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import sqlalchemy as sa

from scheduler.kernel.audit import insert_ignoring
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.notices.models.reminders import Reminder
from scheduler.notices.rules.ladders import Planned, Subject
from scheduler.notices.rules.recipients import RecipientKind
from scheduler.notices.rules.reminders import ReminderState, SubjectKind
from scheduler.parties.queries.scope import within

_COLUMNS: Final = {
    RecipientKind.PERSON: "person_id",
    RecipientKind.ORGANISATION: "organisation_id",
    RecipientKind.GUEST: "participant_id",
}


def list_reminders(
    work: UnitOfWork, kind: SubjectKind, subject_ids: Collection[int]
) -> Sequence[Reminder]:
    """Return all reminders of some subjects."""
    return work.session.scalars(_of_subjects(work, kind, subject_ids)).all()


def lock_reminders(
    work: UnitOfWork, kind: SubjectKind, subject_ids: Collection[int]
) -> Sequence[Reminder]:
    """Return all reminders of some subjects, locked in one order so that planners never embrace."""
    query = _of_subjects(work, kind, subject_ids).with_for_update()
    return work.session.scalars(query.execution_options(populate_existing=True)).all()


def _of_subjects(
    work: UnitOfWork, kind: SubjectKind, subject_ids: Collection[int]
) -> sa.Select[Reminder]:
    return (
        sa.select(Reminder)
        .where(
            Reminder.subject_kind == kind,
            Reminder.subject_id.in_(subject_ids),
            within(Reminder.partnership_id, work.actor),
        )
        .order_by(Reminder.id)
    )


def lock_due(work: UnitOfWork, limit: int) -> Sequence[Reminder]:
    """Return reminders whose hour has come, oldest first, that no other worker has in hand."""
    return work.session.scalars(
        due_reminders(work)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()


def due_reminders(work: UnitOfWork) -> sa.Select[Reminder]:
    """Return the question for reminders whose hour has come."""
    # The state is written out so that both databases see that the partial index answers.
    return (
        sa.select(Reminder)
        .where(
            Reminder.state == sa.literal_column(f"'{ReminderState.PLANNED.value}'"),
            Reminder.fire_at <= work.now,
            within(Reminder.partnership_id, work.actor),
        )
        .order_by(Reminder.fire_at)
    )


def list_queued(work: UnitOfWork, letter_ids: Collection[int]) -> Sequence[Reminder]:
    """Return the reminders that some letters carry, locked."""
    return work.session.scalars(
        sa.select(Reminder)
        .where(Reminder.outbox_message_id.in_(letter_ids), Reminder.state == ReminderState.QUEUED)
        .order_by(Reminder.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def insert_planned(work: UnitOfWork, planned: Iterable[tuple[Subject, Planned]]) -> None:
    """Add reminders; a key that another planner was quicker with stays as it is."""
    rows = [_values(subject, reminder, work) for subject, reminder in planned]
    if rows:
        work.session.execute(insert_ignoring(work.session, Reminder), rows)


def _values(subject: Subject, planned: Planned, work: UnitOfWork) -> dict[str, Any]:
    recipients: dict[str, int | None] = dict.fromkeys(_COLUMNS.values())
    recipients[_COLUMNS[planned.recipient.kind]] = planned.recipient.id
    return {
        **recipients,
        "partnership_id": subject.partnership_id,
        "dedup_key": planned.key,
        "subject_kind": subject.kind,
        "subject_id": subject.id,
        "rung": planned.rung,
        "anchor_on": planned.anchor_on,
        "fire_at": planned.fire_at,
        "window_ends_at": planned.window_ends_at,
        "state": ReminderState.PLANNED,
        "planned_at": work.now,
    }
