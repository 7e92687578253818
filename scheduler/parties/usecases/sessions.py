"""Sessions of signed-in browsers: beginning, recognising, ending them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from scheduler.kernel.rules.actor import Actor, Via
from scheduler.kernel.rules.identifiers import new_token
from scheduler.kernel.rules.language import Language
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.models.accounts import Account, WebSession
from scheduler.parties.queries.seats import find_holder_name, seats_of
from scheduler.parties.queries.sessions import (
    find_live_session,
    get_session,
    list_open_sessions,
    mark_seen,
    write_payload,
)
from scheduler.parties.rules.accounts import SESSION_ABSOLUTE
from scheduler.parties.rules.secrets import secret_hash

SEEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A recognised session: who it is, and what it carries from page to page."""

    id: int
    actor: Actor
    seen_at: datetime
    payload: Mapping[str, Any]


def start_session(work: UnitOfWork, account: Account) -> str:
    """Begin a session; return its key, which is told once to the browser and kept as a hash."""
    key = new_token()
    work.acting("session.start")
    work.add(
        WebSession(
            key_hash=secret_hash(key),
            account_id=account.id,
            payload={},
            client=work.actor.client,
            created_at=work.now,
            seen_at=work.now,
            expires_at=work.now + SESSION_ABSOLUTE,
        )
    )
    return key


def recognise(work: UnitOfWork, key: str, *, client: str = "") -> LiveSession | None:
    """Return the live session of a browser's key, or ``None``.

    A session ends 30 minutes after it was last seen, 12 hours after it began, when it is signed
    out of, and when its account is disabled. What its person may do is looked up every time.
    """
    row = find_live_session(work, secret_hash(key))
    if row is None:
        return None
    actor = actor_of_account(work, row.account, Via.WEB, client)
    if row.language is not None:
        actor = replace(actor, language=row.language)
    return LiveSession(id=row.id, actor=actor, seen_at=row.seen_at, payload=row.payload)


def actor_of_account(work: UnitOfWork, account: Account, via: Via, client: str = "") -> Actor:
    """Return the actor an account's person is today; wants the account with its person."""
    person = account.person
    seats = seats_of(work, person.id, work.today)
    actor = Actor(
        name=person.name.in_language(person.language) or account.email,
        via=via,
        person_id=person.id,
        account_id=account.id,
        organisation_id=person.organisation_id,
        seats=seats,
        language=person.language,
        timezone=person.timezone,
        client=client,
    )
    served = {seat.serves_post_id for seat in seats}
    # Who has a seat of their own besides a secretary's speaks for themselves.
    if len(served) == 1 and (post_id := served.pop()) is not None:
        name = find_holder_name(work, post_id, work.today)
        return actor.speaking_for(name.in_language(person.language)) if name else actor
    return actor


def touch_session(work: UnitOfWork, session: LiveSession) -> None:
    """Write that the browser was seen; its 30 idle minutes begin anew."""
    mark_seen(work, session.id)


def carry(work: UnitOfWork, session: LiveSession, payload: Mapping[str, Any]) -> None:
    """Keep what the next page is to say, such as that something was saved."""
    write_payload(work, session.id, payload)


def choose_language(work: UnitOfWork, session: LiveSession, language: Language) -> None:
    """Show the pages of this session in another language; the person's letters stay as they are."""
    work.acting("session.choose_language")
    get_session(work, session.id).language = language


def end_session(work: UnitOfWork, session: LiveSession) -> None:
    """End a session; its key opens nothing any more."""
    work.acting("session.end")
    get_session(work, session.id).ended_at = work.now


def end_sessions_of(work: UnitOfWork, account: Account) -> int:
    """End every session of an account, as when it is disabled; return how many."""
    work.acting("session.end")
    open_sessions = list_open_sessions(work, account.id)
    for row in open_sessions:
        row.ended_at = work.now
    return len(open_sessions)
