"""Recognising who a request comes from, before any view runs."""

from dataclasses import replace

from flask import request

from scheduler.kernel.rules.actor import ANONYMOUS
from scheduler.parties.usecases.sessions import SEEN_EVERY, LiveSession, recognise, touch_session
from scheduler.web.context import (
    Visitor,
    client_address,
    container,
    current_actor,
    stranger,
    welcome,
)
from scheduler.web.endpoints import is_for_machines
from scheduler.web.locale import negotiate
from scheduler.web.sessions import KEEPER, browser_session


def identify() -> None:
    """Find out who is there from the cookie, and which language they read."""
    welcome(Visitor(stranger(language := negotiate(request, None)), language))
    browser = browser_session()
    if not browser.known or is_for_machines():
        return
    parts = container()
    with parts.transactions.reading(ANONYMOUS) as work:
        live = recognise(work, browser.key, client=client_address())
        late = live is not None and work.now - live.seen_at >= SEEN_EVERY
    if live is None:
        return
    browser.recognised(live)
    welcome(_signed_in(live))
    if late:
        with parts.transactions.begin(KEEPER) as work:
            touch_session(work, live)


def _signed_in(live: LiveSession) -> Visitor:
    language = negotiate(request, live.actor.language)
    return Visitor(replace(live.actor, language=language), language, live)


def sign_in_browser(key: str) -> None:
    """Give the browser the key of the session that was just begun for it."""
    browser_session().renewed(key)


def sign_out_browser() -> None:
    """Forget the browser, whose session was just ended."""
    browser_session().forgotten()
    welcome(Visitor(stranger(current_actor().language), current_actor().language))
