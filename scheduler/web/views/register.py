"""The register of action items: everything it shows is said in its address."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for

from scheduler.actions.rules.register import read_sort
from scheduler.actions.usecases.register import register_page
from scheduler.kernel.rules.permissions import Permission
from scheduler.web.context import reading
from scheduler.web.endpoints import requires
from scheduler.web.forms.register import kept, narrows, read_filter, read_page

bp = Blueprint("register", __name__)


@bp.get("/actions")
@requires(Permission.SEE_ACTIONS)
def index() -> str:
    """Show one page of the items the address asks for."""
    wanted = read_filter(request.args)
    with reading() as work:
        page = register_page(
            work, wanted, read_sort(request.args.get("sort", "")), read_page(request.args)
        )
    values = kept(request.args)
    return render_template(
        "actions/register.html",
        page=page,
        wanted=wanted,
        narrowed=narrows(values),
        address=_addresses(values),
    )


def _addresses(values: dict[str, str]) -> Callable[..., str]:
    """Return a function that gives this address with other values; ``None`` leaves one out."""

    def address(**changes: str | None) -> str:
        merged: dict[str, Any] = {**values, **changes}
        return url_for("register.index", **{name: v for name, v in merged.items() if v})

    return address
