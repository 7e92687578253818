"""``scheduler reminders``: what would be sent, without sending anything."""

import json
from dataclasses import asdict
from datetime import datetime

import click

from scheduler.cli.context import OPERATOR, container
from scheduler.notices.usecases.preview import preview_reminders

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def reminders() -> None:
    """Look at the reminders ahead."""


@reminders.command()
@click.option("--from", "first", required=True, type=_DAY, metavar="DAY")
@click.option("--to", "last", required=True, type=_DAY, metavar="DAY")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def preview(first: datetime, last: datetime, *, as_json: bool) -> None:
    """Print what would be sent to whom, when and why; nothing is sent."""
    if last < first:
        msg = "--to lies before --from"
        raise click.UsageError(msg)
    with container().transactions.reading(OPERATOR) as work:
        planned = preview_reminders(work, first.date(), last.date())
    if as_json:
        rows = [asdict(row) for row in planned]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
        return
    for row in planned:
        click.echo(f"{row.fire_at:%Y-%m-%d %H:%M}  {row.address}  {row.subject_ref}  {row.rung}")
