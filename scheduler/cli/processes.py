"""``scheduler serve`` and ``scheduler worker``: the two kinds of processes."""

from datetime import datetime

import click

from scheduler.cli.context import OPERATOR, container
from scheduler.kernel.clock import Clock, system_clock
from scheduler.kernel.models.instance import InstancePurpose
from scheduler.kernel.queries.instance import find_purpose
from scheduler.web.serving import serve_forever
from scheduler.worker.run import run_forever, run_once
from scheduler.worker.timetable import TIMETABLE


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the pages and the feeds until interrupted."""
    parts = container()
    settings = parts.settings
    # The web processes are forked later and must not share this process's connections.
    parts.engine.dispose()
    serve_forever(settings, host=host, port=port)


@click.command()
@click.option("--once", type=click.Choice(sorted(TIMETABLE)), help="Run one job once and end.")
@click.option("--now", metavar="INSTANT", help="Pretend an instant; demo and test instances only.")
def worker(once: str | None, now: str | None) -> None:
    """Plan, send and keep watch until interrupted."""
    clock = system_clock if now is None else _pretended(now)
    parts = container(clock=clock)
    if now is not None:
        with parts.transactions.reading(OPERATOR) as work:
            purpose = find_purpose(work)
        if purpose not in {InstancePurpose.DEMO, InstancePurpose.TEST}:
            msg = "only a demo or test instance may pretend another time"
            raise click.ClickException(msg)
    if once is None:
        run_forever(parts)
        return
    click.echo(f"{once}: {run_once(parts, once)}")


def _pretended(text: str) -> Clock:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        msg = f"{text!r} is not an instant such as 2027-01-12T09:30:00+08:00"
        raise click.UsageError(msg) from error
    if instant.tzinfo is None:
        msg = f"{text!r} has no offset such as +08:00"
        raise click.UsageError(msg)
    return lambda: instant
