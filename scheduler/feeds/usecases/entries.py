"""Rows as entries of a calendar, worded for one reader.

An entry depends on its row alone and never on the day it is written: programs believe a change
only together with a new revision, and stored bytes stay true. That is why an entry tells the
status of an action item and not its light, which changes with the day.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.calendars.entries import (
    Entry,
    Event,
    EventStatus,
    Relation,
    Todo,
    TodoStatus,
)
from scheduler.feeds.rules.subscriptions import FeedComponents
from scheduler.kernel.clock import day_in
from scheduler.kernel.renderer import Renderer
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.links import Links
from scheduler.kernel.rules.text import Trilingual
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.rules.meetings import MeetingStatus

_DAY: Final = timedelta(days=1)
# Nine in the morning of the day before: an all-day entry begins at midnight.
_MORNING_BEFORE: Final = timedelta(hours=-15)
_DOMAIN: Final = "consultation-scheduler"


class Mark(StrEnum):
    """What a title says in brackets, since most programs do not show a status."""

    NONE = ""
    PROVISIONAL = "PROVISIONAL"
    CANCELLED = "CANCELLED"
    DONE = "DONE"


_EVENT_STATUS: Final = {
    MeetingStatus.PLANNED: EventStatus.TENTATIVE,
    MeetingStatus.DATED: EventStatus.TENTATIVE,
    MeetingStatus.CANCELLED: EventStatus.CANCELLED,
}
_TODO_STATUS: Final = {
    ActionStatus.NEEDS_ACTION: TodoStatus.NEEDS_ACTION,
    ActionStatus.COMPLETED: TodoStatus.COMPLETED,
    ActionStatus.CANCELLED: TodoStatus.CANCELLED,
}
_ACTION_MARK: Final = {
    ActionStatus.COMPLETED: Mark.DONE,
    ActionStatus.CANCELLED: Mark.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class EntryWriter:
    """Words entries in one language; ``alarms`` adds one reminder to what is still to come."""

    renderer: Renderer
    links: Links
    language: Language
    alarms: bool = False

    def meeting(self, meeting: Meeting) -> Event:
        """Return a meeting at its time, or over its whole window while it has no date."""
        starts, ends = _span_of(meeting)
        dated = isinstance(starts, datetime)
        cancelled = meeting.status is MeetingStatus.CANCELLED
        least = meeting.partnership.least_text
        venue = "" if least else self._best(meeting.venue)
        url = self.links.meeting(meeting.ref)
        return Event(
            uid=meeting.uid,
            sequence=meeting.sequence,
            created_at=meeting.created_at,
            changed_at=meeting.changed_at,
            summary=self._text(
                "meeting.title",
                ref=meeting.ref,
                title="" if least else self._best(meeting.title),
            ),
            mark=self._mark(
                Mark.CANCELLED if cancelled else Mark.NONE if dated else Mark.PROVISIONAL
            ),
            url=url,
            description=self._meeting_description(meeting, url, least=least, dated=dated),
            starts=starts,
            ends=ends,
            status=_EVENT_STATUS.get(meeting.status, EventStatus.CONFIRMED),
            transparent=not dated,
            location=venue,
            conference_url="" if least else meeting.conference_url or "",
            alarms=(-_DAY,) if self.alarms and dated and meeting.status.is_ahead else (),
        )

    def due_day(self, item: ActionItem, due_on: date) -> Event:
        """Return the day an action item is due, as an entry that keeps nobody busy."""
        return Event(
            uid=due_day_uid(item.uid),
            sequence=item.sequence,
            created_at=item.created_at,
            changed_at=item.changed_at,
            summary=self._action_title(item, due=True),
            mark=self._mark(_ACTION_MARK.get(item.status, Mark.NONE)),
            url=self.links.action(item.ref),
            description=self._action_description(item),
            starts=due_on,
            ends=due_on + _DAY,
            status=(
                EventStatus.CANCELLED
                if item.status is ActionStatus.CANCELLED
                else EventStatus.CONFIRMED
            ),
            transparent=True,
            related_to=_parents_of(item),
            alarms=(_MORNING_BEFORE,) if self.alarms and item.status.is_open else (),
        )

    def task(self, item: ActionItem, due_on: date) -> Todo:
        """Return an action item as a task."""
        completed = item.status is ActionStatus.COMPLETED
        return Todo(
            uid=item.uid,
            sequence=item.sequence,
            created_at=item.created_at,
            changed_at=item.changed_at,
            summary=self._action_title(item, due=False),
            mark=self._mark(_ACTION_MARK.get(item.status, Mark.NONE)),
            url=self.links.action(item.ref),
            description=self._action_description(item),
            due=due_on,
            status=_TODO_STATUS.get(item.status, TodoStatus.IN_PROCESS),
            percent=item.percent,
            priority=item.priority,
            completed_at=item.closed_at if completed else None,
            related_to=_parents_of(item),
        )

    def nothing(self, public_id: str, since: datetime, components: FeedComponents) -> Entry:
        """Return what stands in a feed that is empty otherwise.

        A calendar without entries is invalid, and some programs then keep the old ones.
        """
        uid = f"nothing-{public_id}@{_DOMAIN}"
        summary = self._text("nothing.title")
        url = self.links.home()
        description = self._text("nothing.description", url=url)
        on = day_in(since, ZoneInfo("UTC"))
        if components is FeedComponents.TODO:
            return Todo(
                uid=uid,
                summary=summary,
                url=url,
                description=description,
                due=on,
                created_at=since,
                changed_at=since,
                status=TodoStatus.COMPLETED,
                percent=100,
                completed_at=since,
            )
        return Event(
            uid=uid,
            summary=summary,
            url=url,
            description=description,
            starts=on,
            ends=on + _DAY,
            created_at=since,
            changed_at=since,
            transparent=True,
        )

    def _meeting_description(self, meeting: Meeting, url: str, *, least: bool, dated: bool) -> str:
        return self._text(
            "meeting.description",
            url=url,
            least=least,
            status=meeting.status,
            host=self._best(meeting.host.name),
            conference_url=meeting.conference_url,
            first_on=None if dated else meeting.window_first_on,
            last_on=meeting.window_last_on,
        )

    def _action_title(self, item: ActionItem, *, due: bool) -> str:
        title = "" if item.partnership.least_text else self._best(item.title)
        return self._text("action.title", ref=item.ref, title=title, due=due)

    def _action_description(self, item: ActionItem) -> str:
        counterpart = item.counterpart_organisation
        moved = item.original_due_on != item.due_on
        return self._text(
            "action.description",
            url=self.links.action(item.ref),
            least=item.partnership.least_text,
            status=item.status,
            percent=item.percent,
            lead=self._best(item.lead_organisation.name),
            counterpart=self._best(counterpart.name) if counterpart else None,
            original_due_on=item.original_due_on if moved else None,
        )

    def _mark(self, mark: Mark) -> str:
        return self._text("mark", mark=mark) if mark else ""

    def _best(self, text: Trilingual | None) -> str:
        return text.best(self.language).text if text else ""

    def _text(self, name: str, **context: object) -> str:
        return self.renderer.render(f"calendars/{name}.txt", self.language, **context).strip()


def due_day_uid(uid: str) -> str:
    """Return the UID of an item's due day.

    RFC 4791 §4.1: an event and a task never share one. Programs that meet both lose entries.
    """
    name, _, domain = uid.partition("@")
    return f"{name}-due@{domain}"


def _span_of(meeting: Meeting) -> tuple[datetime | date, datetime | date]:
    if meeting.starts_at is not None and meeting.ends_at is not None:
        return meeting.starts_at, meeting.ends_at
    return meeting.window_first_on, meeting.window_last_on + _DAY


def _parents_of(item: ActionItem) -> tuple[Relation, ...]:
    return (Relation(item.meeting.uid),) if item.meeting else ()
