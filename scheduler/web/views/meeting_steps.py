"""The steps of a meeting that are confirmed on a page of their own."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.meetings.usecases.dating import postpone_meeting
from scheduler.meetings.usecases.overview import MeetingHead, meeting_head
from scheduler.meetings.usecases.steps import (
    cancel_meeting,
    close_meeting,
    mark_meeting_held,
    reinstate_meeting,
)
from scheduler.web.context import reading, transaction
from scheduler.web.endpoints import requires
from scheduler.web.forms.handling import submitted
from scheduler.web.forms.meetings import ReasonForm, StepForm

bp = Blueprint("meeting_steps", __name__)

_BOTH: Final = ["GET", "POST"]


@bp.route("/meetings/<ref:ref>/held", methods=_BOTH)
@requires(Permission.EDIT_MEETINGS)
def held(ref: str) -> Response | tuple[str, int]:
    """Record that the meeting took place."""
    form = StepForm()
    return _step(
        "held", ref, form, lambda work: mark_meeting_held(work, ref, version=form.version.data)
    )


@bp.route("/meetings/<ref:ref>/close", methods=_BOTH)
@requires(Permission.EDIT_MEETINGS)
def close(ref: str) -> Response | tuple[str, int]:
    """End the work on a meeting that was held."""
    form = StepForm()
    return _step(
        "close", ref, form, lambda work: close_meeting(work, ref, version=form.version.data)
    )


@bp.route("/meetings/<ref:ref>/reinstate", methods=_BOTH)
@requires(Permission.EDIT_MEETINGS)
def reinstate(ref: str) -> Response | tuple[str, int]:
    """Take a cancelled meeting up again."""
    form = StepForm()
    return _step(
        "reinstate", ref, form, lambda work: reinstate_meeting(work, ref, version=form.version.data)
    )


@bp.route("/meetings/<ref:ref>/cancel", methods=_BOTH)
@requires(Permission.EDIT_MEETINGS)
def cancel(ref: str) -> Response | tuple[str, int]:
    """Call a meeting off, with the reason."""
    form = ReasonForm()
    return _step(
        "cancel",
        ref,
        form,
        lambda work: cancel_meeting(work, ref, form.reason.data, version=form.version.data),
    )


@bp.route("/meetings/<ref:ref>/postpone", methods=_BOTH)
@requires(Permission.EDIT_MEETINGS)
def postpone(ref: str) -> Response | tuple[str, int]:
    """Take the date away, with the reason."""
    form = ReasonForm()
    return _step(
        "postpone",
        ref,
        form,
        lambda work: postpone_meeting(work, ref, form.reason.data, version=form.version.data),
    )


def _step(
    kind: str, ref: str, form: StepForm | ReasonForm, take: Callable[[UnitOfWork], object]
) -> Response | tuple[str, int]:
    head = _head(ref)
    if request.method == "GET":
        form.version.data = head.version

    def act() -> None:
        with transaction() as work:
            take(work)

    if submitted(form, act):
        flash(f"meeting_step_{kind}")
        return redirect(url_for("meetings.overview", ref=ref), code=303)
    if form.stale:
        head = _head(ref)
        form.version.data = head.version
    page = render_template("meetings/step.html", kind=kind, head=head, form=form)
    return page, form.status


def _head(ref: str) -> MeetingHead:
    with reading() as work:
        return meeting_head(work, ref, needing=Permission.EDIT_MEETINGS)
