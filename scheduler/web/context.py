"""What a view asks for: the parts of the product, who is there, and units of work."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Final

from flask import Flask, current_app, g, request

from scheduler.bootstrap.container import Container
from scheduler.kernel.rules.actor import ANONYMOUS, Actor
from scheduler.kernel.rules.language import Language
from scheduler.kernel.rules.links import Links
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.usecases.sessions import LiveSession

CONTAINER: Final = "scheduler"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who this request comes from, in which language they read, and their session if signed in."""

    actor: Actor
    language: Language
    session: LiveSession | None = None


def container() -> Container:
    """Return the parts of the running product."""
    return container_of(current_app)


def container_of(app: Flask) -> Container:
    """Return the parts an app was made of.

    Raises:
        TypeError: the app was not made by ``create_app``.
    """
    parts = app.extensions[CONTAINER]
    if not isinstance(parts, Container):
        msg = "the app was not made by create_app"
        raise TypeError(msg)
    return parts


def welcome(visitor: Visitor) -> None:
    """Remember who this request comes from."""
    g.visitor = visitor


def visitor() -> Visitor:
    """Return who this request comes from; nobody known before they have been identified."""
    found = g.get("visitor")
    return found if isinstance(found, Visitor) else _stranger()


def _stranger() -> Visitor:
    return Visitor(actor=stranger(Language.ZH_HANS), language=Language.ZH_HANS)


def stranger(language: Language) -> Actor:
    """Return an actor who is not signed in, with the address they come from."""
    return replace(ANONYMOUS, language=language, client=client_address())


def client_address() -> str:
    """Return the address the request came from, which proxies are trusted to say or not."""
    return request.remote_addr or ""


def current_actor() -> Actor:
    """Return the actor of this request."""
    return visitor().actor


def current_language() -> Language:
    """Return the language of this request's reader."""
    return visitor().language


def reading() -> AbstractContextManager[UnitOfWork]:
    """Open a unit of work that only looks, for this request's actor."""
    return container().transactions.reading(current_actor())


def transaction() -> AbstractContextManager[UnitOfWork]:
    """Open a unit of work that commits at its end, for this request's actor."""
    return container().transactions.begin(current_actor())


def links() -> Links:
    """Return the maker of absolute addresses."""
    return container().links
