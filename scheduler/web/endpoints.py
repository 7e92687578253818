"""Every endpoint says who may come in; one that does not keeps the app from starting."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from scheduler.kernel.rules.errors import ForbiddenError
from scheduler.kernel.rules.permissions import Permission
from scheduler.web.context import current_actor

View = TypeVar("View", bound=Callable[..., Any])
_MARK: Final = "access"


class UndeclaredEndpointError(RuntimeError):
    """A programming mistake: a view does not say who may come in."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who may come in: everybody, everybody signed in, or holders of a permission somewhere.

    A ``machine`` endpoint is for programs: no cookie is looked at, so no database is asked who is
    there.
    """

    signed_in: bool
    permission: Permission | None = None
    machine: bool = False


def public(view: View) -> View:
    """Let everybody in."""
    return _declare(view, Access(signed_in=False))


def machine(view: View) -> View:
    """Let every program in, and look at no cookie."""
    return _declare(view, Access(signed_in=False, machine=True))


def signed_in(view: View) -> View:
    """Let everybody in who is signed in."""
    return _declare(view, Access(signed_in=True))


def requires(permission: Permission) -> Callable[[View], View]:
    """Let in whoever holds the permission in some partnership; the use-case asks for which."""
    return lambda view: _declare(view, Access(signed_in=True, permission=permission))


def _declare(view: View, access: Access) -> View:
    vars(view)[_MARK] = access
    return view


def access_of(app: Flask, endpoint: str) -> Access | None:
    """Return what an endpoint declares, or ``None``."""
    access = vars(app.view_functions[endpoint]).get(_MARK)
    return access if isinstance(access, Access) else None


def check_declared(app: Flask) -> None:
    """Refuse to start while an endpoint is undeclared.

    Raises:
        UndeclaredEndpointError: with the names of the endpoints.
    """
    bare = sorted(name for name in app.view_functions if access_of(app, name) is None)
    if bare:
        raise UndeclaredEndpointError(", ".join(bare))


def is_for_machines() -> bool:
    """Say whether this request is for an endpoint that looks at no cookie."""
    access = access_of(current_app, request.endpoint) if request.endpoint else None
    return access is not None and access.machine


def guard() -> Response | None:
    """Send strangers to the sign-in page, whatever the method; refuse who lacks the permission.

    Raises:
        ForbiddenError: the actor holds the permission nowhere.
    """
    if request.endpoint is None:
        return None
    access = access_of(current_app, request.endpoint)
    if access is None or not access.signed_in:
        return None
    actor = current_actor()
    if actor.account_id is None:
        return _to_sign_in()
    if access.permission is not None and not actor.may_anywhere(access.permission):
        raise ForbiddenError(permission=access.permission.value)
    return None


def _to_sign_in() -> Response:
    if request.headers.get("HX-Request"):
        # A fragment must not be replaced by the sign-in page; htmx follows this header instead.
        address = url_for("signin.ask", next=_page_of(request.headers.get("HX-Current-URL")))
        return current_app.response_class(status=401, headers={"HX-Redirect": address})
    looking = request.method in {"GET", "HEAD"}
    page = request.full_path.rstrip("?") if looking else _page_of(request.referrer)
    return redirect(url_for("signin.ask", next=page), code=303)


def _page_of(address: str | None) -> str | None:
    """Return the page of ours that a form or a fragment belongs to, to come back to."""
    parts = urlsplit(address or "")
    if parts.netloc != request.host or not parts.path:
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
