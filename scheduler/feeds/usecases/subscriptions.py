"""Giving a person the address of a feed, taking it back, and showing what they have."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.feeds.models.subscriptions import Subscription, SubscriptionUse
from scheduler.feeds.queries.subscriptions import (
    count_subscriptions,
    get_subscription,
    list_subscriptions,
)
from scheduler.feeds.rules.programs import Program, program_of
from scheduler.feeds.rules.subscriptions import (
    MOST_FEEDS,
    FeedComponents,
    FeedScope,
    require_choice,
)
from scheduler.kernel.rules.errors import ForbiddenError, InvalidError, NotFoundError
from scheduler.kernel.rules.identifiers import AccountId, PartnershipId, new_token
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.permissions import Permission, Reach, reach_of
from scheduler.kernel.rules.text import Trilingual
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Account
from scheduler.parties.models.partnerships import Partnership
from scheduler.parties.queries.partnerships import get_partnership, list_partnerships
from scheduler.parties.queries.people import find_account_of
from scheduler.parties.queries.seats import seats_of
from scheduler.parties.rules.secrets import secret_hash


@dataclass(frozen=True, slots=True)
class IssuedFeed:
    """A new subscription and its secret, which is known only now."""

    public_id: str
    token: str


def issue_subscription(
    work: UnitOfWork,
    account: Account,
    *,
    scope: FeedScope,
    components: FeedComponents,
    language: Language,
    alarms: bool = False,
    partnership: Partnership | None = None,
) -> IssuedFeed:
    """Open a feed for an account; its token is kept only as a hash.

    Raises:
        NotFoundError: the account is somebody else's, or has no seat in ``partnership``.
        ForbiddenError: the account's person holds no post that may subscribe.
        InvalidError: ``meetings_are_events``, ``required``, ``partnership_not_wanted``,
            ``too_many_feeds``.
    """
    _require_own(work, account.id)
    require_choice(scope, components, partnership=partnership is not None)
    _require_seat(work, account, partnership)
    if count_subscriptions(work, account.id) >= MOST_FEEDS:
        raise InvalidError("too_many_feeds", most=MOST_FEEDS)
    token = new_token()
    work.acting("subscription.issue")
    subscription = work.add(
        Subscription(
            account_id=account.id,
            partnership_id=partnership.id if partnership else None,
            token_hash=secret_hash(token),
            scope=scope,
            components=components,
            language=language,
            alarms=alarms,
            created_at=work.now,
        )
    )
    return IssuedFeed(subscription.public_id, token)


def subscribe(
    work: UnitOfWork,
    *,
    scope: FeedScope,
    components: FeedComponents,
    language: Language,
    alarms: bool,
    partnership_ref: str | None,
) -> IssuedFeed:
    """Open a feed for oneself; refuses as ``issue_subscription`` does.

    Raises:
        NotFoundError: the actor is nobody with an account.
    """
    person_id = work.actor.person_id
    account = find_account_of(work, person_id) if person_id is not None else None
    if account is None:
        raise NotFoundError
    return issue_subscription(
        work,
        account,
        scope=scope,
        components=components,
        language=language,
        alarms=alarms,
        partnership=get_partnership(work, partnership_ref) if partnership_ref else None,
    )


def revoke_subscription(work: UnitOfWork, account_id: AccountId, public_id: str) -> None:
    """End a feed for good: its address answers that it is gone. Doing so twice is harmless.

    Raises:
        NotFoundError: the account is somebody else's, or has no such feed.
    """
    _require_own(work, account_id)
    subscription = get_subscription(work, account_id, public_id)
    if subscription.revoked_at is None:
        work.acting("subscription.revoke")
        subscription.revoked_at = work.now


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One feed as its owner sees it."""

    public_id: str
    scope: FeedScope
    partnership_name: Trilingual | None
    components: FeedComponents
    language: Language
    alarms: bool
    created_at: datetime
    used_at: datetime | None
    program: Program | None
    client: str


@dataclass(frozen=True, slots=True)
class MyFeedsPage:
    """A person's feeds, and the partnerships a new one may be narrowed to."""

    feeds: tuple[FeedLine, ...]
    partnerships: tuple[tuple[str, Trilingual], ...]
    language: Language


def my_feeds_page(work: UnitOfWork, account_id: AccountId) -> MyFeedsPage:
    """Return what stands on the page of a person's feeds.

    Raises:
        NotFoundError: the account is somebody else's.
    """
    _require_own(work, account_id)
    rows = list_subscriptions(work, account_id, limit=MOST_FEEDS)
    return MyFeedsPage(
        feeds=tuple(_line(subscription, use) for subscription, use in rows),
        partnerships=tuple((row.ref, row.name) for row in list_partnerships(work, limit=200)),
        language=work.actor.language,
    )


def _line(subscription: Subscription, use: SubscriptionUse | None) -> FeedLine:
    partnership = subscription.partnership
    return FeedLine(
        public_id=subscription.public_id,
        scope=subscription.scope,
        partnership_name=partnership.name if partnership else None,
        components=subscription.components,
        language=subscription.language,
        alarms=subscription.alarms,
        created_at=subscription.created_at,
        used_at=use.used_at if use else None,
        program=program_of(use.client) if use else None,
        client=use.client if use else "",
    )


def _require_own(work: UnitOfWork, account_id: AccountId) -> None:
    if not work.actor.everywhere and work.actor.account_id != account_id:
        raise NotFoundError


def _require_seat(work: UnitOfWork, account: Account, partnership: Partnership | None) -> None:
    subscribable = {
        PartnershipId(seat.partnership_id)
        for seat in seats_of(work, account.person_id, work.today)
        if reach_of(seat.role, Permission.SUBSCRIBE) > Reach.NOTHING
    }
    if partnership is not None and partnership.id not in subscribable:
        raise NotFoundError
    if not subscribable:
        raise ForbiddenError(permission=Permission.SUBSCRIBE.value)
