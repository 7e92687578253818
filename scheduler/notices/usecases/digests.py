"""The digest: everything one recipient is reminded of on one day, in their language."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.lights import light_of
from scheduler.kernel.clock import day_in
from scheduler.kernel.rules.links import Links
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.letters.contexts import Digest, DigestAction, DigestMeeting, DigestPartnership
from scheduler.meetings.models.meetings import Meeting
from scheduler.notices.models.reminders import Reminder
from scheduler.notices.queries.particulars import actions_by_id, meetings_by_id
from scheduler.notices.rules.ladders import Subject
from scheduler.notices.rules.recipients import Audience, Recipient
from scheduler.notices.rules.reminders import SubjectKind
from scheduler.parties.models.partnerships import Partnership


@dataclass
class _Chapter:
    """What concerns one partnership."""

    partnership: Partnership
    actions: list[DigestAction] = field(default_factory=list)
    meetings: list[DigestMeeting] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """A reminder that is true at this moment, and what it is about."""

    reminder: Reminder
    subject: Subject


def digest_for(
    work: UnitOfWork, recipient: Recipient, told: Sequence[Told], links: Links
) -> Digest:
    """Return what the letter says today, the soonest first in each partnership."""
    subjects: dict[SubjectKind, dict[int, Subject]] = defaultdict(dict)
    for one in told:
        subjects[one.subject.kind][one.subject.id] = one.subject
    day = day_in(work.now, ZoneInfo(recipient.timezone))
    chapters: dict[str, _Chapter] = {}
    actions = actions_by_id(work, subjects[SubjectKind.ACTION_DUE]).values()
    for item in sorted(actions, key=lambda item: (item.due_on or day, item.ref)):
        chapter = chapters.setdefault(item.partnership.ref, _Chapter(item.partnership))
        subject = subjects[SubjectKind.ACTION_DUE][item.id]
        chapter.actions.append(_action(item, subject, recipient, day, links))
    meetings = meetings_by_id(work, subjects[SubjectKind.MEETING]).values()
    for meeting in sorted(meetings, key=lambda meeting: meeting.ref):
        chapter = chapters.setdefault(meeting.partnership.ref, _Chapter(meeting.partnership))
        chapter.meetings += _meeting(meeting, recipient, day, links)
    return Digest(
        name=recipient.name,
        day=day,
        partnerships=tuple(
            DigestPartnership(
                ref=ref,
                name=chapter.partnership.name.best(recipient.language).text,
                actions=tuple(chapter.actions),
                meetings=tuple(chapter.meetings),
            )
            for ref, chapter in sorted(chapters.items())
        ),
        link=links.my_actions(),
    )


def _action(
    item: ActionItem, subject: Subject, recipient: Recipient, day: date, links: Links
) -> DigestAction:
    due_on = item.due_on or day
    owners = {owner.key for owner in subject.audiences.get(Audience.OWNER, ())}
    lead = item.lead_organisation.short_name.best(recipient.language).text
    return DigestAction(
        ref=item.ref,
        title=item.title.best(recipient.language).text,
        due_on=due_on,
        days_left=(due_on - day).days,
        light=light_of(
            item.status, due_on=item.due_on, attention_on=item.attention_on, today=day
        ).value,
        link=links.action(item.ref),
        escalated_for="" if recipient.key in owners else lead,
    )


def _meeting(
    meeting: Meeting, recipient: Recipient, day: date, links: Links
) -> list[DigestMeeting]:
    if meeting.starts_at is None:
        return []
    return [
        DigestMeeting(
            ref=meeting.ref,
            title=meeting.title.best(recipient.language).text,
            starts_at=meeting.starts_at,
            zone=meeting.timezone,
            days_left=(meeting.starts_at.date() - day).days,
            venue=meeting.venue.best(recipient.language).text if meeting.venue else "",
            link=links.meeting(meeting.ref),
        )
    ]
