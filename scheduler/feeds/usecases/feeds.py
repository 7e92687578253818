"""What a calendar program gets for a token: who asks, the entries they may see, the bytes."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final, TypeVar

from scheduler.actions.models.action_items import ActionItem
from scheduler.actions.queries.feed_entries import list_for_feed
from scheduler.calendars.component import component_text
from scheduler.calendars.entries import Entry, feed_order, zones_of
from scheduler.calendars.feed import Colour, FeedHead, etag, feed_text
from scheduler.feeds.models.subscriptions import Subscription
from scheduler.feeds.queries.subscriptions import find_by_token_hash, put_use
from scheduler.feeds.rules.subscriptions import (
    CLIENT_LENGTH,
    FeedComponents,
    FeedScope,
    GoneError,
)
from scheduler.feeds.rules.windows import MOST_ENTRIES, FeedWindow, window_on
from scheduler.feeds.usecases.entries import EntryWriter
from scheduler.kernel.renderer import Renderer
from scheduler.kernel.rules.actor import Actor, Via
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import SubscriptionId
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.links import Links
from scheduler.kernel.rules.permissions import Permission, Reach, reach_of
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.models.meetings import Meeting
from scheduler.meetings.queries.calendar_entries import list_meetings_between
from scheduler.meetings.rules.meetings import MeetingStatus
from scheduler.parties.rules.accounts import AccountStatus
from scheduler.parties.rules.secrets import secret_hash
from scheduler.parties.usecases.sessions import actor_of_account

logger: Final = logging.getLogger(__name__)
Row = TypeVar("Row", Meeting, ActionItem)

_COLOURS: Final = {
    FeedScope.ALL: Colour.STEELBLUE,
    FeedScope.MEETINGS: Colour.TEAL,
    FeedScope.ACTIONS: Colour.DARKGOLDENROD,
    FeedScope.PARTNERSHIP: Colour.SLATEGRAY,
}
# Entries are values, so the bytes of one that did not change need not be made again.
_component: Final = lru_cache(maxsize=4096)(component_text)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A subscription with the rights that its person has today."""

    subscription_id: SubscriptionId
    public_id: str
    actor: Actor
    scope: FeedScope
    components: FeedComponents
    language: Language
    alarms: bool
    partnership_name: Trilingual | None
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Feed:
    """The bytes of a calendar, and what HTTP says about them."""

    content: bytes
    etag: str
    changed_at: datetime


def identify_subscriber(work: UnitOfWork, token: str, *, client: str = "") -> Subscriber:
    """Return who a token belongs to, with the seats held today.

    Raises:
        NotFoundError: there is no such token, or its person has no seat left that it covers; a
            program keeps asking, so that a new seat fills the calendar again.
        GoneError: the subscription was revoked or the account is closed.
    """
    found = find_by_token_hash(work, secret_hash(token))
    if found is None:
        raise NotFoundError
    subscription, use = found
    closed = subscription.account.status is AccountStatus.DISABLED
    if closed or subscription.revoked_at is not None:
        raise GoneError
    partnership = subscription.partnership
    return Subscriber(
        subscription_id=subscription.id,
        public_id=subscription.public_id,
        actor=_narrowed(
            actor_of_account(work, subscription.account, Via.FEED, client), subscription
        ),
        scope=subscription.scope,
        components=subscription.components,
        language=subscription.language,
        alarms=subscription.alarms,
        partnership_name=partnership.name if partnership else None,
        created_at=subscription.created_at,
        used_at=use.used_at if use else None,
    )


def _narrowed(actor: Actor, subscription: Subscription) -> Actor:
    wanted = subscription.partnership_id
    seats = tuple(
        seat
        for seat in actor.seats
        if reach_of(seat.role, Permission.SUBSCRIBE) > Reach.NOTHING
        and wanted in {None, seat.partnership_id}
    )
    if not seats:
        raise NotFoundError
    return replace(actor, seats=seats)


def read_feed(
    work: UnitOfWork, subscriber: Subscriber, *, renderer: Renderer, links: Links
) -> Feed:
    """Return the calendar of a subscriber, whose unit of work this is."""
    writer = EntryWriter(renderer, links, subscriber.language, subscriber.alarms)
    window = window_on(work.today, work.zone)
    entries = list_entries(work, subscriber.scope, subscriber.components, window, writer)
    written = list(_written(entries))
    if not written:
        created_at = subscriber.created_at
        quiet = writer.nothing(subscriber.public_id, created_at, subscriber.components)
        written = [(quiet, _component(quiet))]
    zones = frozenset[str]().union(*(zones_of(entry) for entry, _ in written))
    content = feed_text(_head(subscriber, renderer), [text for _, text in written], zones)
    newest = max(entry.changed_at for entry, _ in written)
    # Besides a changed row, only a new day changes a feed: entries leave its window.
    return Feed(content, etag(content), max(newest, window.opened_at, subscriber.created_at))


def list_entries(
    work: UnitOfWork,
    scope: FeedScope,
    components: FeedComponents,
    window: FeedWindow,
    writer: EntryWriter,
    *,
    limit: int = MOST_ENTRIES,
) -> list[Entry]:
    """Return what the actor may see of a window, in the order of a feed."""
    entries: list[Entry] = []
    if scope.has_meetings and components is FeedComponents.EVENT:
        meetings = list_meetings_between(work, window.first_on, window.last_on, limit=limit)
        entries += _worded((row for row in meetings if _is_shown(row, window)), writer.meeting)
    if scope.has_actions:
        items = list_for_feed(work, first=window.first_on, last=window.last_on, limit=limit)
        entries += _worded(items, _action_writer(components, writer))
    return sorted(entries, key=feed_order)


def note_use(work: UnitOfWork, subscriber: Subscriber, client: str) -> None:
    """Write down that a program fetched the feed, and what it calls itself."""
    printable = "".join(filter(str.isprintable, client))
    put_use(work, subscriber.subscription_id, printable[:CLIENT_LENGTH])


def _is_shown(meeting: Meeting, window: FeedWindow) -> bool:
    cancelled = meeting.status is MeetingStatus.CANCELLED
    return not cancelled or meeting.changed_at >= window.closed_since


def _action_writer(
    components: FeedComponents, writer: EntryWriter
) -> Callable[[ActionItem], Entry | None]:
    write = writer.task if components is FeedComponents.TODO else writer.due_day
    return lambda item: None if item.due_on is None else write(item, item.due_on)


def _worded(rows: Iterable[Row], write: Callable[[Row], Entry | None]) -> Sequence[Entry]:
    entries: list[Entry] = []
    for row in rows:
        try:
            entry = write(row)
        except Exception:
            # One row that cannot be told costs its own entry, never everybody's calendar.
            logger.exception("%s is left out of a feed", row.ref)
            continue
        if entry is not None:
            entries.append(entry)
    return entries


def _written(entries: Iterable[Entry]) -> Iterable[tuple[Entry, bytes]]:
    for entry in entries:
        try:
            yield entry, _component(entry)
        except Exception:
            logger.exception("%s is left out of a feed", entry.uid)


def _head(subscriber: Subscriber, renderer: Renderer) -> FeedHead:
    language = subscriber.language
    partnership = subscriber.partnership_name
    name = renderer.render(
        "calendars/feed.name.txt",
        language,
        scope=subscriber.scope,
        components=subscriber.components,
        partnership=partnership.best(language).text if partnership else "",
    )
    return FeedHead(
        name=name,
        language=language,
        colour=_COLOURS[subscriber.scope],
        zone=subscriber.actor.timezone,
    )
