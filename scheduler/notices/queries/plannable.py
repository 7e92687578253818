"""Which action items and meetings a planner has to look at, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from scheduler.actions.models.action_items import ActionItem
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.participants import Participant
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.notices.models.reminders import Reminder
from scheduler.notices.queries.subjects import WORKED_ON
from scheduler.notices.rules.ladders import LADDERS, LAST_WINDOW
from scheduler.notices.rules.reminders import ReminderState, SubjectKind
from scheduler.parties.queries.scope import within

# A day of slack for the zones of the world.
_SLACK: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Range:
    """The subjects of one kind changed since an instant, or all; after an id, at most ``limit``."""

    kind: SubjectKind
    since: datetime | None = None
    after: int = 0
    limit: int = 200


def list_plannable(work: UnitOfWork, wanted: Range) -> Sequence[int]:
    """Return the ids of subjects whose reminders may have to change, in order."""
    query = (
        _actions(work, wanted) if wanted.kind is SubjectKind.ACTION_DUE else _meetings(work, wanted)
    )
    return work.session.scalars(query).all()


def _actions(work: UnitOfWork, wanted: Range) -> sa.Select[Any]:
    if wanted.since is not None:
        relevant: sa.ColumnElement[bool] = ActionItem.changed_at >= wanted.since
    else:
        last = LADDERS[SubjectKind.ACTION_DUE][-1].days
        earliest = work.today - timedelta(days=last) - LAST_WINDOW - _SLACK
        spoken_of = ActionItem.status.in_(WORKED_ON) & (ActionItem.due_on >= earliest)
        relevant = spoken_of | _has_planned(SubjectKind.ACTION_DUE, ActionItem.id)
    return (
        sa.select(ActionItem.id)
        .where(
            ActionItem.id > wanted.after,
            relevant,
            within(ActionItem.partnership_id, work.actor),
        )
        .order_by(ActionItem.id)
        .limit(wanted.limit)
    )


def _meetings(work: UnitOfWork, wanted: Range) -> sa.Select[Any]:
    if wanted.since is not None:
        replied = (Participant.created_at >= wanted.since) | (
            Participant.replied_at >= wanted.since
        )
        relevant = (Meeting.changed_at >= wanted.since) | Meeting.id.in_(
            sa.select(Participant.meeting_id).where(replied)
        )
    else:
        dated = Meeting.status.in_((MeetingStatus.DATED, MeetingStatus.ANNOUNCED))
        relevant = dated | _has_planned(SubjectKind.MEETING, Meeting.id)
    return (
        sa.select(Meeting.id)
        .where(Meeting.id > wanted.after, relevant, within(Meeting.partnership_id, work.actor))
        .order_by(Meeting.id)
        .limit(wanted.limit)
    )


def _has_planned(
    kind: SubjectKind, subject_id: InstrumentedAttribute[Any]
) -> sa.ColumnElement[bool]:
    return (
        sa.select(Reminder.id)
        .where(
            Reminder.subject_kind == kind,
            Reminder.subject_id == subject_id,
            Reminder.state == ReminderState.PLANNED,
        )
        .exists()
    )
