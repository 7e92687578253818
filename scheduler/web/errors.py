"""What people see when something is refused or fails: a page, a reason, never a traceback."""

import logging
import secrets
from http import HTTPStatus
from typing import Final

from flask import Flask, g, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from scheduler.feeds.rules.subscriptions import GoneError
from scheduler.kernel.rules.errors import (
    ConfirmationNeededError,
    DomainError,
    ForbiddenError,
    IllegalTransitionError,
    InvalidError,
    NotFoundError,
    StaleError,
    ThrottledError,
)

logger = logging.getLogger(__name__)

STATUSES: Final[dict[type[DomainError], HTTPStatus]] = {
    NotFoundError: HTTPStatus.NOT_FOUND,
    GoneError: HTTPStatus.GONE,
    ForbiddenError: HTTPStatus.FORBIDDEN,
    StaleError: HTTPStatus.CONFLICT,
    IllegalTransitionError: HTTPStatus.CONFLICT,
    ConfirmationNeededError: HTTPStatus.UNPROCESSABLE_ENTITY,
    InvalidError: HTTPStatus.UNPROCESSABLE_ENTITY,
    ThrottledError: HTTPStatus.TOO_MANY_REQUESTS,
}


def handle_errors(app: Flask) -> None:
    """Answer every refusal and failure with a page."""
    app.register_error_handler(DomainError, refuse)
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(Exception, fail)


def refuse(error: DomainError) -> tuple[str, int]:
    """Answer what the rules refused, with its reason."""
    status = next(
        (found for kind, found in STATUSES.items() if isinstance(error, kind)),
        HTTPStatus.UNPROCESSABLE_ENTITY,
    )
    return _page(status, code=error.reason, params=error.params), status


def answer(error: HTTPException) -> tuple[str, int, list[tuple[str, str]]]:
    """Answer what the web refused: no such address, too large, not from our pages."""
    if isinstance(error, InternalServerError):
        return (*fail(error.original_exception or error), [])
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if status < HTTPStatus.BAD_REQUEST:
        return "", status, list(error.get_headers())
    kept = [pair for pair in error.get_headers() if pair[0] == "Allow"]
    known = {"code": "csrf"} if isinstance(error, CSRFError) else {}
    return _page(status, **known), status, kept


def fail(error: BaseException) -> tuple[str, int]:
    """Answer a mistake of ours with a reference that the log has, too, and nothing else."""
    reference = secrets.token_hex(5).upper()
    logger.error("failure %s", reference, exc_info=error)
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    try:
        return _page(status, reference=reference), status
    except Exception:
        # The page itself may need what has failed; then the reference alone must do.
        logger.exception("the page about failure %s failed, too", reference)
        return reference, status


def _page(status: int, **known: object) -> str:
    g.pop("current", None)
    return render_template("errors/error.html", status=int(status), **known)
