"""Partnerships: the list, one of them at a glance, and founding a yearly meeting in it."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from scheduler.actions.queries.action_items import counts_by_year
from scheduler.agreements.usecases.agreement_pages import agreements_of
from scheduler.kernel.rules.permissions import Permission, Side
from scheduler.meetings.usecases.decision_pages import commitments_to_serve
from scheduler.meetings.usecases.series import add_series
from scheduler.meetings.usecases.series_pages import series_of
from scheduler.meetings.usecases.years import years_of
from scheduler.parties.usecases.partnership_pages import partnership_page, partnerships_page
from scheduler.web.arguments import page_number
from scheduler.web.context import reading, transaction
from scheduler.web.endpoints import requires
from scheduler.web.forms.handling import submitted
from scheduler.web.forms.meetings import SeriesForm
from scheduler.web.templating import best, today

bp = Blueprint("partnerships", __name__)

_TWO_HOURS: Final = 120


@bp.get("/partnerships")
@requires(Permission.SEE_PARTNERSHIP)
def index() -> str:
    """Show the reader's partnerships."""
    with reading() as work:
        page = partnerships_page(work, number=page_number())
    return render_template("partnerships/index.html", page=page)


@bp.get("/partnerships/<partnership:ref>")
@requires(Permission.SEE_PARTNERSHIP)
def detail(ref: str) -> str:
    """Show one partnership: both sides, the agreement in force, its years at a glance."""
    with reading() as work:
        page = partnership_page(work, ref)
        return render_template(
            "partnerships/detail.html",
            page=page,
            agreements=agreements_of(work, page.id),
            series=series_of(work, page.id),
            years=years_of(work, page.id),
            items=counts_by_year(work, page.id),
        )


@bp.route("/partnerships/<partnership:ref>/series/new", methods=["GET", "POST"])
@requires(Permission.EDIT_MEETINGS)
def new_series(ref: str) -> Response | tuple[str, int]:
    """Found a yearly meeting."""
    with reading() as work:
        page = partnership_page(work, ref, needing=Permission.EDIT_MEETINGS)
        commitments = commitments_to_serve(work, page.id)
    form = SeriesForm(
        {
            "first_year": today().year,
            "from_month": "1",
            "to_month": "3",
            "duration_minutes": _TWO_HOURS,
            "first_host": Side.DEPARTMENT,
            "host_rotates": True,
        }
    )
    form.commitment_ref.choices = [(one.ref, f"{one.ref} {best(one.title)}") for one in commitments]
    founded: list[str] = []

    def act() -> None:
        with transaction() as work:
            founded.append(add_series(work, ref, form.series).ref)

    if submitted(form, act):
        flash("series_added")
        return redirect(url_for("meetings.new", series=founded[0]), code=303)
    return render_template("partnerships/new_series.html", page=page, form=form), form.status
