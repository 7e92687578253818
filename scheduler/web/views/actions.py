"""One action item: its page, reports on it, and the steps people take with it."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.actions.rules.steps import Step
from scheduler.actions.usecases.action_page import action_page
from scheduler.actions.usecases.progress import report_progress
from scheduler.actions.usecases.steps import take_step
from scheduler.kernel.rules.permissions import Permission
from scheduler.web.context import reading, transaction
from scheduler.web.endpoints import requires
from scheduler.web.forms.actions import ProgressForm, StepForm
from scheduler.web.forms.handling import submitted

bp = Blueprint("actions", __name__, url_prefix="/actions")

# What the next page says after each step.
_SAID: Final = {
    Step.CLOSE: "action_closed",
    Step.RETURN: "action_returned",
    Step.PAUSE: "action_paused",
    Step.RESUME: "action_resumed",
    Step.CANCEL: "action_cancelled",
    Step.REOPEN: "action_reopened",
}


@bp.get("/<ref:ref>")
@requires(Permission.SEE_ACTIONS)
def detail(ref: str) -> str:
    """Show one item."""
    return _page(ref)


@bp.post("/<ref:ref>/progress")
@requires(Permission.REPORT_PROGRESS)
def progress(ref: str) -> Response | str | tuple[str, int]:
    """Take a report; the page that it came from is shown again, in place where htmx asks."""
    form = ProgressForm()

    def report() -> None:
        with transaction() as work:
            report_progress(work, ref, form.report, form.note.data or "")

    if not submitted(form, report):
        return _page(ref, form=form), form.status
    said = "reported_done" if form.report.done else "progress_recorded"
    if _in_place():
        return _page(ref, said=said)
    flash(said)
    if request.form.get("back") == "my":
        return redirect(url_for("my_actions.index"), code=303)
    return redirect(url_for(".detail", ref=ref), code=303)


@bp.post("/<ref:ref>/close")
@requires(Permission.CLOSE_ACTIONS)
def close(ref: str) -> Response | str | tuple[str, int]:
    """Confirm that an item is done."""
    return _step(ref, Step.CLOSE)


@bp.post("/<ref:ref>/return")
@requires(Permission.CLOSE_ACTIONS)
def give_back(ref: str) -> Response | str | tuple[str, int]:
    """Give back an item that is not done yet."""
    return _step(ref, Step.RETURN)


@bp.post("/<ref:ref>/pause")
@requires(Permission.EDIT_ACTIONS)
def pause(ref: str) -> Response | str | tuple[str, int]:
    """Set an item aside."""
    return _step(ref, Step.PAUSE)


@bp.post("/<ref:ref>/resume")
@requires(Permission.EDIT_ACTIONS)
def resume(ref: str) -> Response | str | tuple[str, int]:
    """Take up a paused item."""
    return _step(ref, Step.RESUME)


@bp.post("/<ref:ref>/cancel")
@requires(Permission.CLOSE_ACTIONS)
def cancel(ref: str) -> Response | str | tuple[str, int]:
    """Strike an item off."""
    return _step(ref, Step.CANCEL)


@bp.post("/<ref:ref>/reopen")
@requires(Permission.CLOSE_ACTIONS)
def reopen(ref: str) -> Response | str | tuple[str, int]:
    """Take up a closed item."""
    return _step(ref, Step.REOPEN)


def _step(ref: str, step: Step) -> Response | str | tuple[str, int]:
    form = StepForm()

    def take() -> None:
        with transaction() as work:
            take_step(work, ref, step, form.note.data or "")

    if not submitted(form, take):
        return _page(ref, step=step, step_form=form), form.status
    if _in_place():
        return _page(ref, said=_SAID[step])
    flash(_SAID[step])
    return redirect(url_for(".detail", ref=ref), code=303)


def _page(
    ref: str,
    *,
    form: ProgressForm | None = None,
    step: Step | None = None,
    step_form: StepForm | None = None,
    said: str | None = None,
) -> str:
    with reading() as work:
        page = action_page(work, ref)
    return render_template(
        "actions/item.html" if _in_place() else "actions/detail.html",
        page=page,
        form=form,
        step=step,
        step_form=step_form,
        said=said,
    )


def _in_place() -> bool:
    return bool(request.headers.get("HX-Request"))
