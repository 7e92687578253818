"""``scheduler db``: the schema of the database."""

import click

from scheduler.bootstrap.container import make_container
from scheduler.cli.context import settings
from scheduler.kernel import schema


@click.group()
def db() -> None:
    """Look at the schema of the database and move it."""


@db.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the schema to REVISION, the newest by default."""
    engine = make_container(settings()).engine
    schema.upgrade(engine, revision)
    click.echo(f"at revision {schema.current_revision(engine)}")


@db.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the schema back to REVISION ('base' removes everything)."""
    engine = make_container(settings()).engine
    schema.downgrade(engine, revision)
    click.echo(f"at revision {schema.current_revision(engine)}")


@db.command()
def current() -> None:
    """Print the revision the database is at."""
    engine = make_container(settings()).engine
    click.echo(schema.current_revision(engine) or "no schema yet")


@db.command()
def check() -> None:
    """Compare the models with the database; exit with 1 where they differ."""
    schema.check(make_container(settings()).engine)
    click.echo("models and database agree")


@db.command()
@click.argument("message")
def revision(message: str) -> None:
    """Write a new revision from the difference between models and database."""
    schema.write_revision(make_container(settings()).engine, message)
