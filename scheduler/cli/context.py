"""What every command stands on: the settings of this machine, and the operator as actor."""

from typing import Any, Final

import click

from scheduler.bootstrap.container import Container, make_container
from scheduler.bootstrap.settings import Settings, load_settings
from scheduler.kernel import schema
from scheduler.kernel.clock import Clock, system_clock
from scheduler.kernel.rules.actor import Via, system_actor

OPERATOR: Final = system_actor("operator", Via.CLI)


def settings(**given: Any) -> Settings:
    """Return the settings, and say what to do where there are none yet."""
    loaded = load_settings(**given)
    loaded.instance_path.mkdir(parents=True, exist_ok=True)
    return loaded


def container(*, clock: Clock = system_clock) -> Container:
    """Return the parts of this installation, with a schema this code knows.

    Its connections are closed when the command ends.

    Raises:
        click.ClickException: the schema is missing or of another revision.
    """
    made = make_container(settings(), clock=clock)
    click.get_current_context().call_on_close(made.engine.dispose)
    revision, head = schema.current_revision(made.engine), schema.head_revision()
    if revision != head:
        found = "has no schema yet" if revision is None else f"is at revision {revision}"
        msg = f"the database {found}, this version needs {head}: run 'scheduler db upgrade'"
        raise click.ClickException(msg)
    return made
