"""Yearly schemes: drafting one, its commitments, agreeing to it, its conditions."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.agreements.usecases.agreement_pages import agreement_page
from scheduler.agreements.usecases.scheme_pages import SchemePage, scheme_page
from scheduler.agreements.usecases.schemes import (
    add_commitment,
    add_scheme,
    agree_scheme,
    close_scheme,
    reopen_scheme,
    set_condition_state,
)
from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.web.context import reading, transaction
from scheduler.web.endpoints import requires
from scheduler.web.forms.agreements import CommitmentForm, ConditionForm, SchemeForm, SignForm
from scheduler.web.forms.handling import submitted
from scheduler.web.forms.meetings import StepForm
from scheduler.web.templating import best, today

bp = Blueprint("schemes", __name__)

_BOTH: Final = ["GET", "POST"]


@bp.route("/agreements/<ref:ref>/schemes/new", methods=_BOTH)
@requires(Permission.EDIT_AGREEMENTS)
def new(ref: str) -> Response | tuple[str, int]:
    """Draft the scheme of a year under an agreement."""
    with reading() as work:
        page = agreement_page(work, ref, needing=Permission.EDIT_AGREEMENTS)
    form = SchemeForm({"year": today().year})
    drafted: list[str] = []

    def act() -> None:
        with transaction() as work:
            drafted.append(add_scheme(work, ref, form.scheme).ref)

    if submitted(form, act):
        flash("scheme_added")
        return redirect(url_for(".detail", ref=drafted[0]), code=303)
    return render_template("schemes/new.html", page=page, form=form), form.status


@bp.get("/schemes/<ref:ref>")
@requires(Permission.SEE_AGREEMENTS)
def detail(ref: str) -> str:
    """Show one scheme with its commitments and their conditions."""
    with reading() as work:
        page = scheme_page(work, ref)
    return render_template("schemes/detail.html", page=page)


@bp.route("/schemes/<ref:ref>/commitments/new", methods=_BOTH)
@requires(Permission.EDIT_AGREEMENTS)
def new_commitment(ref: str) -> Response | tuple[str, int]:
    """Append a commitment to a draft."""
    page = _to_edit(ref)
    form = CommitmentForm()
    form.offer((str(one.number), f"{one.number}. {best(one.text)}"[:120]) for one in page.clauses)
    return _step(
        "commitment",
        page,
        form,
        lambda work: add_commitment(work, ref, form.commitment, version=form.version.data),
    )


@bp.route("/schemes/<ref:ref>/agree", methods=_BOTH)
@requires(Permission.EDIT_AGREEMENTS)
def agree(ref: str) -> Response | tuple[str, int]:
    """Record the day both sides agreed."""
    form = SignForm({"signed_on": today()})
    return _step(
        "agree",
        _to_edit(ref),
        form,
        lambda work: agree_scheme(work, ref, form.signed_on.data, version=form.version.data),
    )


@bp.route("/schemes/<ref:ref>/reopen", methods=_BOTH)
@requires(Permission.EDIT_AGREEMENTS)
def reopen(ref: str) -> Response | tuple[str, int]:
    """Take an agreed scheme back to a draft."""
    form = StepForm()
    return _step(
        "reopen",
        _to_edit(ref),
        form,
        lambda work: reopen_scheme(work, ref, version=form.version.data),
    )


@bp.route("/schemes/<ref:ref>/close", methods=_BOTH)
@requires(Permission.EDIT_AGREEMENTS)
def close(ref: str) -> Response | tuple[str, int]:
    """Close the year's scheme."""
    form = StepForm()
    return _step(
        "close",
        _to_edit(ref),
        form,
        lambda work: close_scheme(work, ref, version=form.version.data),
    )


@bp.post("/schemes/<ref:ref>/conditions")
@requires(Permission.EDIT_AGREEMENTS)
def conditions(ref: str) -> Response | tuple[str, int]:
    """Record what was found about a condition."""
    page = _to_edit(ref)
    form = ConditionForm()

    def act() -> None:
        with transaction() as work:
            set_condition_state(work, ref, form.condition.data, form.state.data)

    if submitted(form, act):
        flash("condition_set")
        return redirect(url_for(".detail", ref=ref), code=303)
    return render_template("schemes/detail.html", page=page, failed=form), form.status


def _step(
    kind: str,
    page: SchemePage,
    form: CommitmentForm | SignForm | StepForm,
    take: Callable[[UnitOfWork], object],
) -> Response | tuple[str, int]:
    if request.method == "GET":
        form.version.data = page.version

    def act() -> None:
        with transaction() as work:
            take(work)

    if submitted(form, act):
        flash(f"scheme_step_{kind}")
        return redirect(url_for(".detail", ref=page.ref), code=303)
    if form.stale:
        page = _to_edit(page.ref)
        form.version.data = page.version
    shown = render_template("schemes/step.html", kind=kind, page=page, form=form)
    return shown, form.status


def _to_edit(ref: str) -> SchemePage:
    with reading() as work:
        return scheme_page(work, ref, needing=Permission.EDIT_AGREEMENTS)
