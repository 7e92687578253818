"""One year at a glance: meetings, periods of meetings without a date, due days, agreement ends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.rules.lights import Light, light_of
from scheduler.feeds.queries.years import count_due_days, list_agreement_ends, list_due_items
from scheduler.feeds.rules.months import FIRST_YEAR, LAST_YEAR, weeks_of
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.queries.calendar_entries import list_meetings_between
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.parties.queries.partnerships import get_partnership, list_partnerships

MOST_LISTED: Final = 300


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """A meeting at its time, or over a period while it has no date."""

    ref: str
    title: Trilingual
    status: MeetingStatus
    partnership_name: Trilingual
    timezone: str
    starts_at: datetime | None
    ends_at: datetime | None
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An action item on its due day."""

    ref: str
    title: Trilingual
    light: Light


@dataclass(frozen=True, slots=True)
class ListedEnd:
    """An agreement on the last day of its term."""

    ref: str
    title: Trilingual
    partnership_name: Trilingual


@dataclass(slots=True)
class ListedDay:
    """All that falls on one day; ``due`` counts every item, also those not listed."""

    day: date
    meetings: list[ListedMeeting] = field(default_factory=list)
    periods: list[ListedMeeting] = field(default_factory=list)
    items: list[ListedItem] = field(default_factory=list)
    ends: list[ListedEnd] = field(default_factory=list)
    due: int = 0

    @property
    def unlisted(self) -> int:
        """Return how many due items are left to the register."""
        return self.due - len(self.items)


@dataclass(frozen=True, slots=True)
class DrawnDay:
    """One day as it is drawn: what it leads to, and whether it is part of a period."""

    day: date
    listed: ListedDay | None
    in_period: bool
    leads_to: date | None


@dataclass(frozen=True, slots=True)
class DrawnMonth:
    """One month as a table of weeks."""

    first_on: date
    weeks: tuple[tuple[DrawnDay | None, ...], ...]


@dataclass(frozen=True, slots=True)
class YearCalendarPage:
    """A year drawn as twelve months, with the list that its days lead to."""

    year: int
    months: tuple[DrawnMonth, ...]
    days: tuple[ListedDay, ...]
    partnerships: tuple[tuple[str, Trilingual], ...]
    partnership_ref: str | None

    @property
    def previous(self) -> int | None:
        """Return the year before, if there is a page for it."""
        return self.year - 1 if self.year > FIRST_YEAR else None

    @property
    def next(self) -> int | None:
        """Return the year after, if there is a page for it."""
        return self.year + 1 if self.year < LAST_YEAR else None


def year_calendar_page(
    work: UnitOfWork, year: int, *, partnership_ref: str | None = None
) -> YearCalendarPage:
    """Return the calendar of a year over all of the actor's partnerships, or over one.

    Raises:
        NotFoundError: there is no page for the year, or no such partnership for the actor.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFoundError
    partnership = get_partnership(work, partnership_ref) if partnership_ref else None
    partnership_id = partnership.id if partnership else None
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = _Days()
    meetings = list_meetings_between(work, first, last, partnership_ref=partnership_ref)
    periods = _put_meetings(days, meetings, first)
    for item in list_due_items(work, first, last, partnership_id, limit=MOST_LISTED):
        if item.due_on is not None:
            days[item.due_on].items.append(_item(item, work.today))
    for day, number in count_due_days(work, first, last, partnership_id).items():
        days[day].due = number
    for agreement in list_agreement_ends(work, first, last, partnership_id, limit=MOST_LISTED):
        if agreement.ends_on is not None:
            end = ListedEnd(agreement.ref, agreement.title, agreement.partnership.name)
            days[agreement.ends_on].ends.append(end)
    return YearCalendarPage(
        year=year,
        months=tuple(_drawn(year, month, days, periods) for month in range(1, 13)),
        days=tuple(days[day] for day in sorted(days)),
        partnerships=tuple((row.ref, row.name) for row in list_partnerships(work, limit=200)),
        partnership_ref=partnership_ref,
    )


class _Days(dict[date, ListedDay]):
    """Days by date, made when something falls on them."""

    def __missing__(self, day: date) -> ListedDay:
        self[day] = ListedDay(day)
        return self[day]


def _put_meetings(
    days: Mapping[date, ListedDay], meetings: Iterable[Meeting], first: date
) -> dict[date, date]:
    """List the meetings; return each day of a period with the day the period is listed on."""
    periods: dict[date, date] = {}
    for meeting in meetings:
        if meeting.status is MeetingStatus.CANCELLED:
            continue
        listed = _meeting(meeting)
        if listed.starts_at is not None:
            days[listed.first_on].meetings.append(listed)
            continue
        # A period that began the year before is listed on the first day it has here.
        begins = max(listed.first_on, first)
        days[begins].periods.append(listed)
        for offset in range((listed.last_on - begins).days + 1):
            periods.setdefault(begins + timedelta(days=offset), begins)
    return periods


def _drawn(
    year: int, month: int, days: Mapping[date, ListedDay], periods: Mapping[date, date]
) -> DrawnMonth:
    first_on = date(year, month, 1)
    opening = min((day for day in periods if (day.year, day.month) == (year, month)), default=None)

    def drawn(day: date) -> DrawnDay:
        listed = days.get(day)
        # One way into the list is enough for all the days of a period in a month.
        leads_to = day if listed else periods[day] if day == opening else None
        return DrawnDay(day, listed, day in periods, leads_to)

    weeks = tuple(
        tuple(None if day is None else drawn(day) for day in week) for week in weeks_of(year, month)
    )
    return DrawnMonth(first_on, weeks)


def _meeting(meeting: Meeting) -> ListedMeeting:
    starts_at, ends_at = meeting.starts_at, meeting.ends_at
    return ListedMeeting(
        ref=meeting.ref,
        title=meeting.title,
        status=meeting.status,
        partnership_name=meeting.partnership.name,
        timezone=meeting.timezone,
        starts_at=starts_at,
        ends_at=ends_at,
        first_on=starts_at.date() if starts_at else meeting.window_first_on,
        last_on=ends_at.date() if ends_at else meeting.window_last_on,
    )


def _item(item: ActionItem, today: date) -> ListedItem:
    light = light_of(item.status, due_on=item.due_on, attention_on=item.attention_on, today=today)
    return ListedItem(item.ref, item.title, light)
