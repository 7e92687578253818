"""My feeds: what one subscribes to, opening a feed, ending one."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.feeds.rules.subscriptions import FeedComponents, FeedScope
from scheduler.feeds.usecases.subscriptions import (
    IssuedFeed,
    my_feeds_page,
    revoke_subscription,
    subscribe,
)
from scheduler.feeds.usecases.upcoming import upcoming_entries
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.kernel.rules.identifiers import AccountId
from scheduler.kernel.rules.permissions import Permission
from scheduler.web.context import container, current_actor, links, reading, transaction
from scheduler.web.endpoints import requires
from scheduler.web.forms.feeds import FeedForm
from scheduler.web.forms.handling import submitted

bp = Blueprint("my_feeds", __name__)


@bp.get("/me/feeds")
@requires(Permission.SUBSCRIBE)
def index() -> str:
    """Show the reader's feeds, what a new one would hold, and the form that opens one."""
    actor = current_actor()
    form = FeedForm(
        {
            "covers": FeedScope.ALL.value,
            "components": FeedComponents.EVENT,
            "language": actor.language,
        }
    )
    return _page(form, None)


@bp.post("/me/feeds")
@requires(Permission.SUBSCRIBE)
def issue() -> str | tuple[str, int]:
    """Open a feed and show its address.

    The answer is the page itself and no redirect: the address is told once and kept nowhere.
    """
    form = FeedForm()
    with reading() as work:
        form.offer(ref for ref, _ in my_feeds_page(work, _account_id()).partnerships)
    issued: list[IssuedFeed] = []
    if submitted(form, lambda: issued.append(_subscribe(form))):
        return _page(form, issued[0])
    return _page(form, None), form.status


@bp.post("/me/feeds/<public_id>/revoke")
@requires(Permission.SUBSCRIBE)
def revoke(public_id: str) -> Response:
    """End a feed for good."""
    with transaction() as work:
        revoke_subscription(work, _account_id(), public_id)
    flash("feed_revoked")
    return redirect(url_for(".index"), code=303)


def _subscribe(form: FeedForm) -> IssuedFeed:
    with transaction() as work:
        return subscribe(
            work,
            scope=form.scope,
            components=form.components.data,
            language=form.language.data,
            alarms=form.alarms.data,
            partnership_ref=form.partnership_ref,
        )


def _page(form: FeedForm, issued: IssuedFeed | None) -> str:
    with reading() as work:
        page = my_feeds_page(work, _account_id())
        upcoming = upcoming_entries(work, renderer=container().renderer, links=links())
    form.offer(ref for ref, _ in page.partnerships)
    return render_template(
        "feeds/index.html",
        page=page,
        form=form,
        upcoming=upcoming,
        issued=issued,
        address=links().feed(issued.token) if issued else None,
        subscription=links().feed_subscription(issued.token) if issued else None,
    )


def _account_id() -> AccountId:
    account_id = current_actor().account_id
    if account_id is None:
        raise NotFoundError
    return account_id
