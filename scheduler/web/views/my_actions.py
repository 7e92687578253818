"""My actions: what is on the reader's desk, each with its report right there."""

from flask import Blueprint, render_template

from scheduler.actions.usecases.mine import my_page
from scheduler.kernel.rules.permissions import Permission
from scheduler.web.context import reading
from scheduler.web.endpoints import requires

bp = Blueprint("my_actions", __name__)


@bp.get("/my")
@requires(Permission.SEE_ACTIONS)
def index() -> str:
    """Show the reader's items in the order in which they press."""
    with reading() as work:
        page = my_page(work)
    return render_template("actions/my.html", page=page)
