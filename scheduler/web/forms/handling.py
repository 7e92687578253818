"""Taking a form: check it, act, and put what the rules refuse where people can see it."""

from collections.abc import Callable
from http import HTTPStatus

from flask import request

from scheduler.kernel.rules.errors import (
    ConfirmationNeededError,
    IllegalTransitionError,
    InvalidError,
    StaleError,
)
from scheduler.web.forms.base import Form


def submitted(form: Form, act: Callable[[], object]) -> bool:
    """Say whether the form was sent and ``act`` done; else the form says why and is shown again.

    ``act`` opens its own unit of work, so that a refusal has undone everything before the page is
    drawn. The page answers with ``form.status``: 422 for values, 409 for a state that moved on.
    """
    if request.method != "POST":
        return False
    if not form.validate():
        form.status = HTTPStatus.UNPROCESSABLE_ENTITY
        return False
    try:
        act()
    except InvalidError as error:
        form.refuse(error.field, error.reason, error.params)
        form.status = HTTPStatus.UNPROCESSABLE_ENTITY
    except ConfirmationNeededError as error:
        form.needs_confirmation = error
        form.status = HTTPStatus.UNPROCESSABLE_ENTITY
    except IllegalTransitionError as error:
        form.refuse(None, error.reason, error.params)
        form.status = HTTPStatus.CONFLICT
    except StaleError as error:
        form.stale = True
        form.refuse(None, error.reason, error.params)
        form.status = HTTPStatus.CONFLICT
    else:
        return True
    return False
