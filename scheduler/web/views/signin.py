"""Signing in and out."""

from flask import Blueprint, render_template

from scheduler.web.endpoints import public

bp = Blueprint("signin", __name__)


@bp.get("/signin")
@public
def ask() -> str:
    """Ask for the address a code is to be sent to."""
    return render_template("signin/ask.html")
