"""Style sheets, scripts and pictures: addresses that change with the content, kept for a year."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, request, send_from_directory
from werkzeug.wrappers import Response

from scheduler.web.endpoints import machine

FOLDER: Final = Path(__file__).parent / "static"
_FOR_A_YEAR: Final = "public, max-age=31536000, immutable"

bp = Blueprint("assets", __name__)


@cache
def version_of(name: str) -> str:
    """Return what stands for the content of a file; files change only with a new release."""
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:16]


def asset(name: str) -> str:
    """Return the address of a file of ours; a name that does not exist fails the page at once."""
    # Not by the address map, which is not there on the page that refuses a foreign host.
    return f"{request.script_root}/static/{name}?v={version_of(name)}"


@bp.get("/static/<path:name>")
@machine
def file(name: str) -> Response:
    """Send one file; only the address with its version may be kept without asking again."""
    response = send_from_directory(FOLDER, name, conditional=True)
    current = request.args.get("v") == version_of(name)
    response.headers["Cache-Control"] = _FOR_A_YEAR if current else "no-cache"
    return response
