"""Calendar feeds: what a program gets that knows a secret address and nothing else.

No answer here is a page: some programs take one for an empty calendar. Nothing but the token
counts, neither cookie nor ``Accept``.
"""

import logging
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, request

from scheduler.calendars.feed import CONTENT_TYPE
from scheduler.feeds.rules.subscriptions import GoneError, is_worth_noting
from scheduler.feeds.usecases.feeds import (
    Feed,
    Subscriber,
    identify_subscriber,
    note_use,
    read_feed,
)
from scheduler.kernel.rules.actor import Via, system_actor
from scheduler.kernel.rules.errors import NotFoundError
from scheduler.web.context import client_address, container
from scheduler.web.endpoints import public

logger = logging.getLogger(__name__)

GATE: Final = system_actor("feeds", Via.FEED)

bp = Blueprint("feeds", __name__)


@bp.get("/feeds/<token>.ics")
@public
def feed(token: str) -> Response:
    """Answer with the calendar, or that the program's copy is still the same."""
    parts = container()
    try:
        with parts.transactions.reading(GATE) as work:
            subscriber = identify_subscriber(work, token, client=client_address())
    except NotFoundError:
        return _refusal(HTTPStatus.NOT_FOUND)
    except GoneError:
        return _refusal(HTTPStatus.GONE)
    with parts.transactions.reading(subscriber.actor) as work:
        found = read_feed(work, subscriber, renderer=parts.renderer, links=parts.links)
    _note(subscriber)
    return _calendar(found)


def _calendar(found: Feed) -> Response:
    response = Response(found.content, content_type=CONTENT_TYPE)
    response.set_etag(found.etag)
    response.last_modified = found.changed_at
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    _keep_secret(response)
    response.make_conditional(request)
    return response


def _refusal(status: HTTPStatus) -> Response:
    response = Response(f"{status.phrase}\n", status=status, content_type="text/plain")
    _keep_secret(response)
    return response


def _keep_secret(response: Response) -> None:
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"


def _note(subscriber: Subscriber) -> None:
    transactions = container().transactions
    if not is_worth_noting(subscriber.used_at, transactions.clock()):
        return
    try:
        with transactions.begin(GATE) as work:
            note_use(work, subscriber, request.user_agent.string)
    except Exception:
        # Programs give a calendar up after one failure; a missing note harms nobody.
        logger.exception("the use of feed %s was not noted", subscriber.public_id)
