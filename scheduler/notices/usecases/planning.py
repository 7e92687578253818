"""Planning reminders: bringing the rows to what the ladders want, as often as you like."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from scheduler.kernel.rules.identifiers import ActionItemId, MeetingId
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.notices.models.reminders import Reminder
from scheduler.notices.queries.plannable import Range, list_plannable
from scheduler.notices.queries.reminders import insert_planned, lock_reminders
from scheduler.notices.queries.subjects import list_subjects
from scheduler.notices.rules.ladders import Planned, Subject
from scheduler.notices.rules.reconciling import Reconciliation, reconcile
from scheduler.notices.rules.reminders import SubjectKind


def plan_action(work: UnitOfWork, item_id: ActionItemId) -> int:
    """Plan the reminders of one action item, in the transaction that changed it."""
    return plan_subjects(work, SubjectKind.ACTION_DUE, [item_id])


def plan_meeting(work: UnitOfWork, meeting_id: MeetingId) -> int:
    """Plan the reminders of one meeting, in the transaction that changed it."""
    return plan_subjects(work, SubjectKind.MEETING, [meeting_id])


def plan_range(work: UnitOfWork, wanted: Range) -> tuple[int, int | None]:
    """Plan a page of subjects; return how many rows changed and where the next page begins."""
    ids = list_plannable(work, wanted)
    did = plan_subjects(work, wanted.kind, ids)
    return did, ids[-1] if len(ids) == wanted.limit else None


def plan_all(work: UnitOfWork) -> int:
    """Plan the reminders of every subject the actor sees; return how many rows changed."""
    total = 0
    for kind in SubjectKind:
        after: int | None = 0
        while after is not None:
            did, after = plan_range(work, Range(kind, after=after))
            total += did
    return total


def plan_subjects(work: UnitOfWork, kind: SubjectKind, ids: Collection[int]) -> int:
    """Bring the reminders of some subjects to what is wanted; return how many rows changed."""
    if not ids:
        return 0
    work.flush()
    rows: dict[int, list[Reminder]] = defaultdict(list)
    for row in lock_reminders(work, kind, ids):
        rows[row.subject_id].append(row)
    missing: list[tuple[Subject, Planned]] = []
    changed = 0
    for subject in list_subjects(work, kind, ids):
        known = rows[subject.id]
        result = reconcile(subject, [row.kept() for row in known], work.now)
        changed += _apply(result, {row.id: row for row in known}, work)
        missing += [(subject, planned) for planned in result.insert]
    insert_planned(work, missing)
    work.flush()
    return changed + len(missing)


def _apply(result: Reconciliation, rows: Mapping[int, Reminder], work: UnitOfWork) -> int:
    for row_id, planned in (*result.move, *result.rearm):
        rows[row_id].arm(planned)
    for end in result.end:
        rows[end.id].end(end, work.now)
    return len(result.move) + len(result.rearm) + len(result.end)
