"""Meetings and action items in the states that feeds tell apart."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import uuid4

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.action_items import ActionStatus
from scheduler.feeds.rules.subscriptions import FeedComponents, FeedScope
from scheduler.feeds.usecases.feeds import Feed
from scheduler.feeds.usecases.subscriptions import IssuedFeed, issue_subscription
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Side
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.models.series import MeetingSeries
from scheduler.meetings.rules.meetings import MeetingStatus
from tests.builders.cast import Cast, Seated, text
from tests.calendars.builders import read

Fetch = Callable[[str], Feed]

MORNING: Final = datetime(2027, 3, 5, 9, 30)  # noqa: DTZ001 - wall clock; the meeting names the zone
NOON: Final = datetime(2027, 3, 5, 12, 0)  # noqa: DTZ001 - likewise


@dataclass
class Programme:
    """A partnership's cast with the series its meetings belong to."""

    cast: Cast
    series: MeetingSeries
    meetings: int = 0
    items: int = 0

    @property
    def ref(self) -> str:
        """Return the partnership's reference."""
        return self.cast.partnership.ref


def a_programme(work: UnitOfWork, cast: Cast) -> Programme:
    """Return a yearly series of a partnership, without meetings yet."""
    series = work.add(
        MeetingSeries(
            partnership_id=cast.partnership.id,
            ref=f"{cast.partnership.ref}/2020/R01",
            title=text("Consultation meeting"),
            first_year=2020,
            season_first_month=1,
            season_first_day=1,
            season_last_month=3,
            season_last_day=31,
            duration_minutes=150,
            timezone="Asia/Shanghai",
            first_host=Side.DEPARTMENT,
            host_rotates=True,
            created_at=work.now,
        )
    )
    return Programme(cast, series)


def a_planned_meeting(work: UnitOfWork, programme: Programme, **changes: Any) -> Meeting:
    """Return a meeting that is expected early in 2027 and has no date."""
    programme.meetings += 1
    known: dict[str, Any] = {
        "partnership_id": programme.cast.partnership.id,
        "series_id": programme.series.id,
        "ref": f"{programme.ref}/2027/M{programme.meetings:02d}",
        "uid": f"meeting-{uuid4().hex}@consultation-scheduler",
        "year": 2027,
        "number": programme.meetings,
        "status": MeetingStatus.PLANNED,
        "title": text("Consultation meeting 2027"),
        "window_first_on": date(2027, 1, 1),
        "window_last_on": date(2027, 3, 31),
        "timezone": "Asia/Shanghai",
        "host_side": Side.DEPARTMENT,
        "host_id": programme.cast.department.id,
        "created_at": work.now,
        "changed_at": work.now,
    }
    return work.add(Meeting(**known | changes))


def an_announced_meeting(work: UnitOfWork, programme: Programme, **changes: Any) -> Meeting:
    """Return a meeting in Chengdu on the morning of 5 March 2027."""
    known: dict[str, Any] = {
        "status": MeetingStatus.ANNOUNCED,
        "starts_local": MORNING,
        "ends_local": NOON,
        "venue": text("Room 201"),
        "conference_url": "https://video.example.org/room",
    }
    return a_planned_meeting(work, programme, **known | changes)


def an_action_item(work: UnitOfWork, programme: Programme, **changes: Any) -> ActionItem:
    """Return an item under way, due on 30 April 2027."""
    programme.items += 1
    known: dict[str, Any] = {
        "partnership_id": programme.cast.partnership.id,
        "ref": f"{programme.ref}/2027/A{programme.items:02d}",
        "uid": f"action-{uuid4().hex}@consultation-scheduler",
        "year": 2027,
        "title": text("Open the joint laboratory"),
        "search_text": "",
        "lead_side": Side.UNIVERSITY,
        "lead_organisation_id": programme.cast.university.id,
        "counterpart_organisation_id": programme.cast.department.id,
        "status": ActionStatus.IN_PROCESS,
        "priority": 5,
        "percent": 40,
        "start_on": date(2027, 1, 4),
        "heard_on": date(2027, 1, 4),
        "due_on": date(2027, 4, 30),
        "original_due_on": date(2027, 4, 30),
        "created_at": work.now,
        "changed_at": work.now,
    }
    return work.add(ActionItem(**known | changes))


def a_feed(
    work: UnitOfWork,
    seated: Seated,
    *,
    scope: FeedScope = FeedScope.ALL,
    components: FeedComponents = FeedComponents.EVENT,
    **others: Any,
) -> IssuedFeed:
    """Return a new feed of somebody, in English."""
    known: dict[str, Any] = {"language": Language.EN}
    return issue_subscription(
        work, seated.account, scope=scope, components=components, **known | others
    )


def entries(feed: Feed, kind: str = "VEVENT") -> list[Any]:
    """Return the components of a feed as icalendar reads them."""
    return list(read(feed.content).walk(kind))
