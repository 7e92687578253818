"""``scheduler init``: an instance directory, a random secret, the schema."""

import secrets
from pathlib import Path

import click

from scheduler.bootstrap.container import make_container
from scheduler.bootstrap.settings import instance_path
from scheduler.cli.context import OPERATOR, settings
from scheduler.kernel import schema
from scheduler.kernel.models.instance import InstancePurpose
from scheduler.kernel.queries.instance import mark_instance


def write_config(path: Path) -> bool:
    """Write ``config.toml`` with a random secret; return ``False`` if there is one already."""
    path.mkdir(parents=True, exist_ok=True)
    file = path / "config.toml"
    if file.exists():
        return False
    file.touch(mode=0o600)
    file.write_text(
        "# Settings of this installation; the environment (SCHEDULER_*) comes before them.\n"
        f'secret_key = "{secrets.token_urlsafe(48)}"\n',
        encoding="utf-8",
    )
    return True


def prepare(purpose: InstancePurpose) -> None:
    """Bring the instance to where it can be used; harmless when it is there already."""
    write_config(instance_path())
    container = make_container(settings())
    schema.upgrade(container.engine)
    with container.transactions.begin(OPERATOR) as work:
        mark_instance(work, purpose)
    container.engine.dispose()


@click.command()
@click.option(
    "--purpose",
    type=click.Choice([p.value.lower() for p in InstancePurpose]),
    default=InstancePurpose.PRODUCTION.value.lower(),
    show_default=True,
    help="What this installation is for; only demo and test may pretend another time.",
)
def init(purpose: str) -> None:
    """Make the instance directory, a random secret and the schema."""
    prepare(InstancePurpose(purpose.upper()))
    click.echo(f"ready: {instance_path()}")
