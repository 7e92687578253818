"""Changing the language of the pages."""

from flask import Blueprint, redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from scheduler.parties.usecases.sessions import choose_language
from scheduler.web import locale
from scheduler.web.context import transaction, visitor
from scheduler.web.endpoints import public
from scheduler.web.redirects import safe_path
from scheduler.web.sessions import browser_session

bp = Blueprint("language", __name__)


@bp.post("/language")
@public
def choose() -> Response:
    """Remember a language, in the browser and for the session, and go back to the page."""
    language = locale.known_language(request.form.get("language", ""))
    if language is None:
        raise BadRequest
    session = visitor().session
    if session is not None:
        with transaction() as work:
            choose_language(work, session, language)
    response = redirect(safe_path(request.form.get("next")), code=303)
    response.set_cookie(
        locale.COOKIE,
        language.value,
        max_age=locale.COOKIE_LIFE,
        secure=browser_session().secure,
        httponly=True,
        samesite="Lax",
    )
    return response
