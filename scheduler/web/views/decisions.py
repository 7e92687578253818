"""Decisions: the register, one of them, recording a new one."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.actions.queries.action_items import list_of_decisions
from scheduler.actions.usecases.lines import lines_of
from scheduler.kernel.rules.permissions import Permission
from scheduler.meetings.queries.decisions import DecisionFilter
from scheduler.meetings.usecases.decision_pages import (
    commitments_to_serve,
    decision_row,
    decisions_page,
)
from scheduler.meetings.usecases.decisions import record_decision
from scheduler.meetings.usecases.overview import meeting_head
from scheduler.web.arguments import page_number, text_asked, year_asked
from scheduler.web.context import reading, transaction
from scheduler.web.endpoints import requires
from scheduler.web.forms.decisions import DecisionForm
from scheduler.web.forms.handling import submitted
from scheduler.web.templating import best

bp = Blueprint("decisions", __name__)


@bp.get("/decisions")
@requires(Permission.SEE_DECISIONS)
def index() -> str:
    """Show the register of decisions, the latest first."""
    wanted = DecisionFilter(
        partnership_ref=text_asked("partnership") or None,
        year=year_asked(),
        text=text_asked("text"),
    )
    with reading() as work:
        page = decisions_page(work, wanted, number=page_number())
    return render_template("decisions/index.html", page=page, wanted=wanted)


@bp.get("/decisions/<ref:ref>")
@requires(Permission.SEE_DECISIONS)
def detail(ref: str) -> str:
    """Show one decision and the action items it led to."""
    with reading() as work:
        decision = decision_row(work, ref)
        items = lines_of(work, list_of_decisions(work, [decision.id]))
    return render_template("decisions/detail.html", decision=decision, items=items)


@bp.route("/meetings/<ref:ref>/decisions/new", methods=["GET", "POST"])
@requires(Permission.RECORD_DECISIONS)
def new(ref: str) -> Response | tuple[str, int]:
    """Record what a meeting resolved."""
    with reading() as work:
        head = meeting_head(work, ref, needing=Permission.RECORD_DECISIONS)
        commitments = commitments_to_serve(work, head.partnership_id)
    form = DecisionForm()
    form.offer((one.ref, f"{one.ref} {best(one.title)}") for one in commitments)

    def act() -> None:
        with transaction() as work:
            record_decision(work, ref, form.decision)

    if submitted(form, act):
        flash("decision_recorded")
        return redirect(url_for("meetings.overview", ref=ref, _anchor="decisions"), code=303)
    return render_template("decisions/new.html", head=head, form=form), form.status
