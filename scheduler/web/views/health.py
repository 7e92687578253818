"""What machines ask: is the process there, is the product ready, how much waits."""

from typing import Final

from flask import Blueprint, jsonify
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from scheduler.kernel.queries.health import job_successes, readiness
from scheduler.kernel.rules.actor import Via, system_actor
from scheduler.notices.queries.backlog import count_planned_reminders, count_waiting_letters
from scheduler.web.context import container
from scheduler.web.endpoints import machine
from scheduler.web.security import is_loopback

WATCHER: Final = system_actor("health", Via.WEB)

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@machine
def alive() -> Response:
    """Say that the process answers."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/readyz")
@machine
def ready() -> tuple[Response, int]:
    """Say whether the product can do its work, and if not, what is wrong."""
    found = readiness(container().transactions, WATCHER)
    said = {
        "ready": found.ready,
        "database": found.database or "ok",
        "schema": found.schema or "ok",
        "worker": found.worker or "ok",
    }
    return jsonify(said), 200 if found.ready else 503


@bp.get("/metrics")
@machine
def metrics() -> Response:
    """Tell this machine's monitoring how much waits and when the worker last did what."""
    if not is_loopback():
        raise NotFound
    with container().transactions.reading(WATCHER) as work:
        lines = [
            "# TYPE scheduler_outbox_waiting gauge",
            f"scheduler_outbox_waiting {count_waiting_letters(work)}",
            "# TYPE scheduler_reminders_planned gauge",
            f"scheduler_reminders_planned {count_planned_reminders(work)}",
            "# TYPE scheduler_job_success_timestamp_seconds gauge",
        ]
        lines += [
            f'scheduler_job_success_timestamp_seconds{{job="{job}"}} {at.timestamp():.0f}'
            for job, at in job_successes(work)
        ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4")
