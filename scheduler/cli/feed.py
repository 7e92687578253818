"""``scheduler feed``: calendar addresses, from the server."""

import click

from scheduler.cli.context import OPERATOR, container
from scheduler.feeds.queries.subscriptions import list_subscriptions
from scheduler.feeds.rules.subscriptions import MOST_FEEDS, FeedComponents, FeedScope
from scheduler.feeds.usecases.subscriptions import issue_subscription, revoke_subscription
from scheduler.kernel.rules.language import Language
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Account
from scheduler.parties.queries.partnerships import get_partnership
from scheduler.parties.queries.people import find_account

_WHOLE = {"all": FeedScope.ALL, "meetings": FeedScope.MEETINGS, "actions": FeedScope.ACTIONS}
_COMPONENTS = {
    "event": (FeedComponents.EVENT,),
    "todo": (FeedComponents.TODO,),
    # One address never mixes the two, so both means two addresses.
    "both": (FeedComponents.EVENT, FeedComponents.TODO),
}


@click.group()
def feed() -> None:
    """Give out calendar addresses and end them."""


@feed.command()
@click.argument("email")
@click.option("--scope", default="all", show_default=True, metavar="SCOPE")
@click.option(
    "--components", type=click.Choice(list(_COMPONENTS)), default="event", show_default=True
)
@click.option("--lang", type=click.Choice([lang.value for lang in Language]))
@click.option("--alarms", is_flag=True, help="Let the calendar program ring.")
def issue(email: str, scope: str, components: str, lang: str | None, *, alarms: bool) -> None:
    """Print the address of a new feed for EMAIL, once.

    SCOPE is all, meetings, actions, or partnership:REF.
    """
    parts = container()
    with parts.transactions.begin(OPERATOR) as work:
        account = _account(work, email)
        kind, ref = _scope(scope)
        partnership = get_partnership(work, ref) if ref else None
        tokens = [
            issue_subscription(
                work,
                account,
                scope=kind,
                components=component,
                language=Language(lang) if lang else account.person.language,
                alarms=alarms,
                partnership=partnership,
            ).token
            for component in _COMPONENTS[components]
        ]
    for token in tokens:
        click.echo(parts.links.feed(token))


@feed.command()
@click.argument("email")
def revoke(email: str) -> None:
    """End every feed of EMAIL for good."""
    with container().transactions.begin(OPERATOR) as work:
        account = _account(work, email)
        running = [
            subscription.public_id
            for subscription, _use in list_subscriptions(work, account.id, limit=MOST_FEEDS)
        ]
        for public_id in running:
            revoke_subscription(work, account.id, public_id)
    click.echo(f"revoked {len(running)}")


def _account(work: UnitOfWork, email: str) -> Account:
    account = find_account(work, email)
    if account is None:
        msg = f"nobody signs in as {email}"
        raise click.ClickException(msg)
    return account


def _scope(text: str) -> tuple[FeedScope, str | None]:
    kind, _, ref = text.partition(":")
    if kind == "partnership" and ref:
        return FeedScope.PARTNERSHIP, ref
    if text in _WHOLE:
        return _WHOLE[text], None
    msg = f"--scope {text!r} is none of all, meetings, actions, partnership:REF"
    raise click.UsageError(msg)
