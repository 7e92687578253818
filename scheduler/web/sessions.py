"""The browser's cookie: one random key, and behind it at most a row of ours.

A stranger's key opens nothing and is written nowhere; the secret against forged forms is derived
from it, and a one-time code is bound to it. At sign-in the browser gets a new key, whose hash is
the session's row. Nothing that matters is ever in the cookie itself.
"""

import hashlib
import hmac
import re
from typing import Any, Final

from flask import Flask, Request, current_app, g, session
from flask.sessions import SessionInterface, SessionMixin
from flask_wtf.csrf import generate_csrf
from werkzeug.datastructures import CallbackDict
from werkzeug.wrappers import Response

from scheduler.kernel.rules.actor import Via, system_actor
from scheduler.kernel.rules.identifiers import new_token
from scheduler.parties.usecases.sessions import LiveSession, carry
from scheduler.web.context import container

_KEY: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_CSRF: Final = "csrf_token"
KEEPER: Final = system_actor("session", Via.WEB)


class BrowserSession(CallbackDict[str, Any], SessionMixin):
    """What Flask calls the session: flashed messages, and the secret against forged forms."""

    def __init__(self, key: str | None, app_secret: str, *, secure: bool = False) -> None:
        self.secure = secure
        self.known = key is not None
        self.key = key or new_token()
        self.live: LiveSession | None = None
        self.wanted = False
        self.ended = False
        self._app_secret = app_secret
        super().__init__({_CSRF: self._csrf_secret()}, on_update=_note_change)
        self.modified = False
        self.accessed = True

    def recognised(self, live: LiveSession) -> None:
        """Take over what the last page left for this one."""
        self.live = live
        self.update(live.payload)
        self.modified = False

    def renewed(self, key: str) -> None:
        """Go on with another key, so that nobody who knew the old one is signed in, too."""
        self.key, self.known, self.wanted, self.live = key, False, True, None
        self.clear()
        self[_CSRF] = self._csrf_secret()
        g.pop(_CSRF, None)

    def forgotten(self) -> None:
        """Take the cookie away from the browser."""
        self.ended, self.live = True, None

    @property
    def payload(self) -> dict[str, Any]:
        """Return what the row keeps."""
        return {name: value for name, value in self.items() if name != _CSRF}

    def _csrf_secret(self) -> str:
        secret = self._app_secret.encode()
        return hmac.new(secret, f"csrf:{self.key}".encode(), hashlib.sha256).hexdigest()


def _note_change(changed: BrowserSession) -> None:
    changed.modified = True


class BrowserSessions(SessionInterface):
    """Reads the cookie before a request, and writes what is left to write after it."""

    def get_cookie_name(self, app: Flask) -> str:
        """Return the cookie's name; ``__Host-`` makes browsers refuse one set by a neighbour."""
        return "__Host-sid" if self.get_cookie_secure(app) else "sid"

    def open_session(self, app: Flask, request: Request) -> BrowserSession:
        """Return the session of a well-formed cookie, else a new one; asks no database."""
        value = request.cookies.get(self.get_cookie_name(app), "")
        key = value if _KEY.fullmatch(value) else None
        return BrowserSession(key, str(app.secret_key), secure=self.get_cookie_secure(app))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Set the cookie where a page needs one; keep what was flashed for the next page."""
        if not isinstance(session, BrowserSession):
            return
        name, secure = self.get_cookie_name(app), self.get_cookie_secure(app)
        if session.ended:
            response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="Lax")
        elif session.wanted and not session.known:
            response.set_cookie(
                name, session.key, path="/", secure=secure, httponly=True, samesite="Lax"
            )
        if session.live is not None and session.modified:
            with container().transactions.begin(KEEPER) as work:
                carry(work, session.live, session.payload)


def browser_session() -> BrowserSession:
    """Return the session of this request."""
    found: object = session._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001 - the proxy hides the type
    if not isinstance(found, BrowserSession):
        found = BrowserSession(None, str(current_app.secret_key))
    return found


def csrf_token() -> str:
    """Return the token of a form; the browser must then keep its key until the form comes back."""
    browser_session().wanted = True
    return str(generate_csrf())
