"""The year calendar."""

from flask import Blueprint, render_template, request

from scheduler.feeds.usecases.year_calendar import year_calendar_page
from scheduler.kernel.rules.permissions import Permission
from scheduler.web.context import reading
from scheduler.web.endpoints import requires

bp = Blueprint("calendar", __name__)


@bp.get("/calendar/<int:year>")
@requires(Permission.SEE_MEETINGS)
def year(year: int) -> str:
    """Show the meetings, due days and agreement ends of a year."""
    wanted = request.args.get("partnership") or None
    with reading() as work:
        page = year_calendar_page(work, year, partnership_ref=wanted)
    return render_template("calendar/year.html", page=page)
