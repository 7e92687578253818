"""Agreements: the list, one of them, writing one down, the steps it takes."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from scheduler.agreements.queries.agreements import AgreementFilter
from scheduler.agreements.rules.agreements import AgreementKind, AgreementStatus, ClauseKind
from scheduler.agreements.usecases.agreement_pages import (
    AgreementPage,
    agreement_page,
    agreements_page,
)
from scheduler.agreements.usecases.agreements import (
    add_agreement,
    add_clause,
    put_agreement_in_force,
    sign_agreement,
    terminate_agreement,
)
from scheduler.kernel.rules.permissions import Permission
from scheduler.kernel.unit_of_work import UnitOfWork
from scheduler.parties.usecases.partnership_pages import partnership_page
from scheduler.web.arguments import page_number, text_asked, word_asked
from scheduler.web.context import reading, transaction
from scheduler.web.endpoints import requires
from scheduler.web.forms.agreements import AgreementForm, ClauseForm, SignForm
from scheduler.web.forms.handling import submitted
from scheduler.web.forms.meetings import StepForm
from scheduler.web.templating import best, current, today

bp = Blueprint("agreements", __name__)

_BOTH: Final = ["GET", "POST"]


@bp.get("/agreements")
@requires(Permission.SEE_AGREEMENTS)
def index() -> str:
    """Show the agreements of all the reader's partnerships."""
    wanted = AgreementFilter(
        partnership_ref=text_asked("partnership") or None,
        status=word_asked("status", AgreementStatus),
    )
    with reading() as work:
        page = agreements_page(work, wanted, number=page_number())
    return render_template("agreements/index.html", page=page, wanted=wanted)


@bp.route("/agreements/new", methods=_BOTH)
@requires(Permission.EDIT_AGREEMENTS)
def new() -> Response | tuple[str, int]:
    """Write an agreement down; without a partnership in the address, ask for one first."""
    ref = text_asked("partnership")
    known = current().partnerships
    if not ref and len(known) != 1:
        return render_template("agreements/choose.html"), 200
    with reading() as work:
        page = partnership_page(work, ref or known[0].ref, needing=Permission.EDIT_AGREEMENTS)
    form = AgreementForm(
        {
            "kind": AgreementKind.STRATEGIC,
            "department": page.sides[0].organisations[0].public_id,
            "university": page.sides[1].organisations[0].public_id,
        }
    )
    for side in page.sides:
        form.offer(side.side, ((one.public_id, best(one.name)) for one in side.organisations))
    organisations = {one.public_id: one.id for side in page.sides for one in side.organisations}
    written: list[str] = []

    def act() -> None:
        with transaction() as work:
            written.append(add_agreement(work, page.row.ref, form.agreement(organisations)).ref)

    if submitted(form, act):
        flash("agreement_added")
        return redirect(url_for(".detail", ref=written[0]), code=303)
    return render_template("agreements/new.html", page=page, form=form), form.status


@bp.get("/agreements/<ref:ref>")
@requires(Permission.SEE_AGREEMENTS)
def detail(ref: str) -> str:
    """Show one agreement: signatories, term, clauses, and the schemes under it."""
    with reading() as work:
        page = agreement_page(work, ref)
    return render_template("agreements/detail.html", page=page)


@bp.route("/agreements/<ref:ref>/clauses/new", methods=_BOTH)
@requires(Permission.EDIT_AGREEMENTS)
def new_clause(ref: str) -> Response | tuple[str, int]:
    """Append a clause to a draft."""
    form = ClauseForm({"kind": ClauseKind.FIELD})
    return _step(
        "clause",
        ref,
        form,
        lambda work: add_clause(work, ref, form.clause, version=form.version.data),
    )


@bp.route("/agreements/<ref:ref>/sign", methods=_BOTH)
@requires(Permission.EDIT_AGREEMENTS)
def sign(ref: str) -> Response | tuple[str, int]:
    """Record the day both sides signed."""
    form = SignForm({"signed_on": today()})
    return _step(
        "sign",
        ref,
        form,
        lambda work: sign_agreement(work, ref, form.signed_on.data, version=form.version.data),
    )


@bp.route("/agreements/<ref:ref>/in-force", methods=_BOTH)
@requires(Permission.EDIT_AGREEMENTS)
def put_in_force(ref: str) -> Response | tuple[str, int]:
    """Let a signed agreement bind."""
    form = StepForm()
    return _step(
        "in_force",
        ref,
        form,
        lambda work: put_agreement_in_force(work, ref, version=form.version.data),
    )


@bp.route("/agreements/<ref:ref>/terminate", methods=_BOTH)
@requires(Permission.EDIT_AGREEMENTS)
def terminate(ref: str) -> Response | tuple[str, int]:
    """End an agreement before its term does."""
    form = StepForm()
    return _step(
        "terminate",
        ref,
        form,
        lambda work: terminate_agreement(work, ref, version=form.version.data),
    )


def _step(
    kind: str,
    ref: str,
    form: ClauseForm | SignForm | StepForm,
    take: Callable[[UnitOfWork], object],
) -> Response | tuple[str, int]:
    page = _to_edit(ref)
    if request.method == "GET":
        form.version.data = page.version

    def act() -> None:
        with transaction() as work:
            take(work)

    if submitted(form, act):
        flash(f"agreement_step_{kind}")
        return redirect(url_for(".detail", ref=ref), code=303)
    if form.stale:
        page = _to_edit(ref)
        form.version.data = page.version
    shown = render_template("agreements/step.html", kind=kind, page=page, form=form)
    return shown, form.status


def _to_edit(ref: str) -> AgreementPage:
    with reading() as work:
        return agreement_page(work, ref, needing=Permission.EDIT_AGREEMENTS)
