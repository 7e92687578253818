"""Feeds are issued once, belong to one person, and end for good."""

import pytest

from scheduler.feeds.models.subscriptions import Subscription
from scheduler.feeds.queries.subscriptions import find_by_token_hash
from scheduler.feeds.rules.subscriptions import MOST_FEEDS, FeedComponents, FeedScope
from scheduler.feeds.usecases.subscriptions import (
    issue_subscription,
    my_feeds_page,
    revoke_subscription,
)
from scheduler.kernel.models.audit import AuditEntry
from scheduler.kernel.rules.errors import InvalidError, NotFoundError
from scheduler.kernel.rules.language import Language
from scheduler.kernel.unit_of_work import Transactions, UnitOfWork
from scheduler.parties.rules.secrets import secret_hash
from tests.builders.cast import a_cast, actor_of
from tests.feeds.builders import a_feed


def test_the_secret_of_a_feed_is_kept_nowhere(work: UnitOfWork, transactions: Transactions) -> None:
    cast = a_cast(work)
    with transactions.begin(actor_of(work, cast.coordinator)) as mine:
        issued = a_feed(mine, cast.coordinator)

    assert len(issued.token) == 43
    row = work.session.query(Subscription).one()
    assert issued.token not in str(vars(row))
    entries = work.session.query(AuditEntry).filter_by(subject_kind="subscription").all()
    assert [entry.act for entry in entries] == ["subscription.issue"]
    assert secret_hash(issued.token) not in str(entries[0].changes)


def test_a_feed_belongs_to_the_person_it_was_issued_for(
    work: UnitOfWork, transactions: Transactions
) -> None:
    cast = a_cast(work)
    issued = a_feed(work, cast.coordinator)
    stranger = actor_of(work, cast.liaison)

    with transactions.begin(stranger) as theirs:
        with pytest.raises(NotFoundError):
            a_feed(theirs, cast.coordinator)
        with pytest.raises(NotFoundError):
            revoke_subscription(theirs, cast.coordinator.account.id, issued.public_id)
        with pytest.raises(NotFoundError):
            revoke_subscription(theirs, cast.liaison.account.id, issued.public_id)
        with pytest.raises(NotFoundError):
            my_feeds_page(theirs, cast.coordinator.account.id)


def test_nobody_subscribes_to_a_partnership_without_a_seat_in_it(work: UnitOfWork) -> None:
    ours = a_cast(work, "SC-CITYU")
    theirs = a_cast(work, "SC-HKU", department=ours.department)

    with pytest.raises(NotFoundError):
        a_feed(
            work,
            ours.coordinator,
            scope=FeedScope.PARTNERSHIP,
            partnership=theirs.partnership,
        )


@pytest.mark.parametrize(
    ("scope", "components", "code"),
    [
        (FeedScope.MEETINGS, FeedComponents.TODO, "meetings_are_events"),
        (FeedScope.PARTNERSHIP, FeedComponents.EVENT, "required"),
    ],
)
def test_a_feed_that_could_hold_nothing_is_refused(
    work: UnitOfWork, scope: FeedScope, components: FeedComponents, code: str
) -> None:
    cast = a_cast(work)
    with pytest.raises(InvalidError, match=code):
        a_feed(work, cast.coordinator, scope=scope, components=components)


def test_nobody_collects_feeds_without_end(work: UnitOfWork) -> None:
    cast = a_cast(work)
    issued = [a_feed(work, cast.coordinator) for _ in range(MOST_FEEDS)]

    with pytest.raises(InvalidError, match="too_many_feeds"):
        a_feed(work, cast.coordinator)

    revoke_subscription(work, cast.coordinator.account.id, issued[0].public_id)
    assert a_feed(work, cast.coordinator).token


def test_a_revoked_feed_leaves_the_page_and_stays_revoked(work: UnitOfWork) -> None:
    cast = a_cast(work)
    account_id = cast.coordinator.account.id
    kept = issue_subscription(
        work,
        cast.coordinator.account,
        scope=FeedScope.PARTNERSHIP,
        components=FeedComponents.TODO,
        language=Language.ZH_HANT,
        partnership=cast.partnership,
    )
    ended = a_feed(work, cast.coordinator, alarms=True)

    revoke_subscription(work, account_id, ended.public_id)
    found = find_by_token_hash(work, secret_hash(ended.token))
    assert found is not None
    first_ended_at = found[0].revoked_at
    revoke_subscription(work, account_id, ended.public_id)
    assert found[0].revoked_at == first_ended_at

    (line,) = my_feeds_page(work, account_id).feeds
    assert (line.public_id, line.scope, line.components) == (
        kept.public_id,
        FeedScope.PARTNERSHIP,
        FeedComponents.TODO,
    )
    assert line.partnership_name == cast.partnership.name
    assert (line.used_at, line.program, line.client) == (None, None, "")
