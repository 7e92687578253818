"""What a feed would show next, for a look before subscribing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from scheduler.calendars.entries import Event, EventStatus
from scheduler.feeds.rules.subscriptions import FeedComponents, FeedScope
from scheduler.feeds.rules.windows import window_on
from scheduler.feeds.usecases.entries import EntryWriter
from scheduler.feeds.usecases.feeds import list_entries
from scheduler.kernel.renderer import Renderer
from scheduler.kernel.rules.links import Links
from scheduler.kernel.unit_of_work import UnitOfWork

_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class UpcomingEntry:
    """One entry as a calendar shows it: at a time, on a day, or from a day to a day."""

    title: str
    mark: str
    url: str
    first_on: date
    last_on: date
    starts_at: datetime | None = None

    @property
    def zone(self) -> str:
        """Return the name of the zone of the time."""
        return str(self.starts_at.tzinfo) if self.starts_at else ""


def upcoming_entries(
    work: UnitOfWork, *, renderer: Renderer, links: Links
) -> tuple[UpcomingEntry, ...]:
    """Return the next ten entries of everything the actor may subscribe to, in their language."""
    writer = EntryWriter(renderer, links, work.actor.language)
    window = window_on(work.today, work.zone)
    entries = list_entries(work, FeedScope.ALL, FeedComponents.EVENT, window, writer)
    ahead = (_shown(entry) for entry in entries if isinstance(entry, Event) and _stands(entry))
    return tuple(entry for entry in ahead if entry.last_on >= work.today)[:_SHOWN]


def _stands(event: Event) -> bool:
    # A mark means that something is over, unless it is merely not certain yet.
    return not event.mark or event.status is EventStatus.TENTATIVE


def _shown(event: Event) -> UpcomingEntry:
    starts, ends = event.starts, event.ends
    return UpcomingEntry(
        title=event.summary,
        mark=event.mark,
        url=event.url,
        first_on=starts.date() if isinstance(starts, datetime) else starts,
        last_on=ends.date() if isinstance(ends, datetime) else ends - timedelta(days=1),
        starts_at=starts if isinstance(starts, datetime) else None,
    )
