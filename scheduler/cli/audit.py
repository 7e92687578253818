"""``scheduler audit``: proving that the audit trail was not edited."""

import click

from scheduler.cli.context import OPERATOR, container
from scheduler.kernel.queries.audit import verify_audit


@click.group()
def audit() -> None:
    """Look after the audit trail."""


@audit.command()
def verify() -> None:
    """Walk every chain of the audit trail; exit with 1 at a broken link."""
    with container().transactions.reading(OPERATOR) as work:
        result = verify_audit(work)
    for link in result.broken:
        click.echo(f"broken: {link.chain}, entry {link.sequence}", err=True)
    if result.broken:
        msg = f"{len(result.broken)} of {result.chains} chains are broken"
        raise click.ClickException(msg)
    click.echo(f"{result.entries} entries in {result.chains} chains, none broken")
