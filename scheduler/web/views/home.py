"""The first page: what presses, what comes next, what was decided last."""

from typing import Final

from flask import Blueprint, render_template

from scheduler.actions.usecases.register import home_numbers
from scheduler.kernel.rules.permissions import Permission
from scheduler.meetings.usecases.decision_pages import latest_decisions
from scheduler.meetings.usecases.showing import next_meetings
from scheduler.web.context import reading
from scheduler.web.endpoints import requires

bp = Blueprint("home", __name__)

SHOWN: Final = 5


@bp.get("/")
@requires(Permission.SEE_ACTIONS)
def index() -> str:
    """Show the numbers, the next meetings and the latest decisions."""
    with reading() as work:
        return render_template(
            "home/index.html",
            numbers=home_numbers(work),
            meetings=next_meetings(work, SHOWN),
            decisions=latest_decisions(work, SHOWN),
        )
