"""Pages that everybody may read: help, privacy, accessibility."""

from flask import Blueprint, render_template

from scheduler.web.endpoints import public

bp = Blueprint("about", __name__)


@bp.get("/help")
@public
def guide() -> str:
    """Say how the product is used, in short."""
    return render_template("about/help.html")


@bp.get("/privacy")
@public
def privacy() -> str:
    """Say what is kept about people, and for how long."""
    return render_template("about/privacy.html")


@bp.get("/accessibility")
@public
def accessibility() -> str:
    """Say how everybody can use the pages, and whom to tell where they cannot."""
    return render_template("about/accessibility.html")
