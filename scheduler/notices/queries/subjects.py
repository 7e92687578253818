"""Action items and meetings as subjects of reminders, with today's recipients."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.kernel.rules.identifiers import MeetingId
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.participants import Participant
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.meetings.rules.participants import PartStat
from scheduler.notices.queries.recipients import (
    Seating,
    organisations_by_id,
    people_by_id,
    seating,
)
from scheduler.notices.rules.ladders import Subject
from scheduler.notices.rules.recipients import Audience, Recipient, RecipientKind
from scheduler.notices.rules.reminders import Reason, SubjectKind
from scheduler.parties.queries.scope import within

# Whoever reported an item done, or paused it, waits for somebody else.
WORKED_ON: Final = (ActionStatus.NEEDS_ACTION, ActionStatus.IN_PROCESS)


def list_subjects(work: UnitOfWork, kind: SubjectKind, ids: Collection[int]) -> list[Subject]:
    """Return some subjects of one kind as they stand now, in a fixed number of statements."""
    return _READERS[kind](work, ids) if ids else []


def _actions(work: UnitOfWork, ids: Collection[int]) -> list[Subject]:
    items = work.session.scalars(
        sa.select(ActionItem)
        .where(ActionItem.id.in_(ids), within(ActionItem.partnership_id, work.actor))
        .order_by(ActionItem.id)
    ).all()
    seats = seating(
        work,
        {item.partnership_id for item in items},
        {item.lead_post_id for item in items if item.lead_post_id is not None},
    )
    people = people_by_id(work, {i.lead_person_id for i in items if i.lead_person_id is not None})
    bodies = organisations_by_id(work, {item.lead_organisation_id for item in items})
    return [_action(item, _owners(item, seats, people, bodies), seats) for item in items]


def _owners(
    item: ActionItem,
    seats: Seating,
    people: Mapping[int, Recipient],
    bodies: Mapping[int, Recipient],
) -> tuple[Recipient, ...]:
    """Return who is told for the lead: its owner, or else whoever is in charge of that side."""
    if item.lead_post_id is not None:
        found = seats.holders.get(item.lead_post_id, ())
    else:
        known, owner_id = (
            (bodies, item.lead_organisation_id)
            if item.lead_person_id is None
            else (people, item.lead_person_id)
        )
        found = (known[owner_id],) if owner_id in known else ()
    return found or seats.in_charge(item.partnership_id, item.lead_side)


def _action(item: ActionItem, owners: tuple[Recipient, ...], seats: Seating) -> Subject:
    return Subject(
        kind=SubjectKind.ACTION_DUE,
        id=item.id,
        partnership_id=item.partnership_id,
        anchor_on=item.due_on,
        quiet_because=_quiet_action(item),
        audiences={
            Audience.OWNER: owners,
            Audience.COUNTERPART: seats.in_charge(item.partnership_id, item.lead_side.other),
        },
    )


def _quiet_action(item: ActionItem) -> Reason | None:
    if not item.status.is_open:
        return Reason.CLOSED
    if item.status not in WORKED_ON:
        return Reason.RESTING
    return Reason.UNDATED if item.due_on is None else None


def _meetings(work: UnitOfWork, ids: Collection[int]) -> list[Subject]:
    meetings = work.session.scalars(
        sa.select(Meeting)
        .where(Meeting.id.in_(ids), within(Meeting.partnership_id, work.actor))
        .order_by(Meeting.id)
    ).all()
    seats = seating(work, {meeting.partnership_id for meeting in meetings})
    invited = _invited(work, {meeting.id for meeting in meetings})
    return [_meeting(meeting, invited.get(meeting.id, ()), seats) for meeting in meetings]


def _invited(
    work: UnitOfWork, ids: Collection[MeetingId]
) -> dict[MeetingId, tuple[Recipient, ...]]:
    """Return everybody invited who can be written to and has not declined."""
    found: dict[MeetingId, list[Recipient]] = defaultdict(list)
    rows = work.session.scalars(
        sa.select(Participant)
        .where(
            Participant.meeting_id.in_(ids),
            within(Participant.partnership_id, work.actor),
            Participant.partstat != PartStat.DECLINED,
        )
        .options(joinedload(Participant.organisation))
        .order_by(Participant.id)
    ).all()
    people = people_by_id(work, {row.person_id for row in rows if row.person_id is not None})
    for row in rows:
        recipient = _guest(row) if row.person_id is None else people.get(row.person_id)
        if recipient is not None:
            found[row.meeting_id].append(recipient)
    return {meeting_id: tuple(recipients) for meeting_id, recipients in found.items()}


def _guest(row: Participant) -> Recipient | None:
    if row.guest_email is None or row.guest_name is None:
        return None
    language = row.organisation.language
    return Recipient(
        kind=RecipientKind.GUEST,
        id=row.id,
        name=row.guest_name.best(language).text,
        address=row.guest_email,
        language=language,
        timezone=row.organisation.timezone,
    )


def _meeting(meeting: Meeting, invited: tuple[Recipient, ...], seats: Seating) -> Subject:
    # Before the announcement only those who make it are told that the day comes nearer.
    announced = meeting.status is MeetingStatus.ANNOUNCED
    conveners = {r for side in Side for r in seats.in_charge(meeting.partnership_id, side)}
    return Subject(
        kind=SubjectKind.MEETING,
        id=meeting.id,
        partnership_id=meeting.partnership_id,
        anchor_on=meeting.starts_local and meeting.starts_local.date(),
        quiet_because=_quiet_meeting(meeting),
        over_at=meeting.starts_at,
        audiences=(
            {Audience.PARTICIPANT: invited}
            if announced
            else {Audience.CONVENER: tuple(sorted(conveners, key=lambda r: r.key))}
        ),
    )


def _quiet_meeting(meeting: Meeting) -> Reason | None:
    if not meeting.status.is_ahead:
        return Reason.CLOSED
    return Reason.UNDATED if meeting.starts_local is None else None


_READERS: Final[Mapping[SubjectKind, Callable[[UnitOfWork, Collection[int]], list[Subject]]]] = {
    SubjectKind.ACTION_DUE: _actions,
    SubjectKind.MEETING: _meetings,
}
