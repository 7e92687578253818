"""The command ``scheduler`` and what its errors look like: one line, exit code 1 or 2."""

import sys
from typing import Any

import click
import pydantic

from scheduler.bootstrap.settings import SettingsError
from scheduler.cli.audit import audit
from scheduler.cli.db import db
from scheduler.cli.demo import demo
from scheduler.cli.feed import feed
from scheduler.cli.instance import init
from scheduler.cli.people import partnerships, people, signin_link
from scheduler.cli.processes import serve, worker
from scheduler.cli.reminders import reminders
from scheduler.kernel.database import OperationalError
from scheduler.kernel.rules.errors import DomainError
from scheduler.kernel.schema import SchemaDiffersError


class OneLineErrors(click.Group):
    """A group of commands whose failures are told in one line instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; turn what a person can mend into a sentence and exit code 1."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise click.ClickException(str(error)) from error
        except SettingsError as error:
            msg = f"settings cannot be used: {error}"
            raise click.ClickException(msg) from error
        except pydantic.ValidationError as error:
            raise click.ClickException(_settings_sentence(error)) from error
        except SchemaDiffersError as error:
            raise click.ClickException(" ".join(str(error).split())) from error
        except OperationalError as error:
            msg = f"the database does not answer: {str(error.orig).strip().splitlines()[0]}"
            raise click.ClickException(msg) from error


def _settings_sentence(error: pydantic.ValidationError) -> str:
    parts = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
    missing = any(f["type"] == "missing" and f["loc"] == ("secret_key",) for f in error.errors())
    hint = "; run 'scheduler init' first" if missing else ""
    return f"settings cannot be used: {'; '.join(parts)}{hint}"


@click.group(cls=OneLineErrors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="consultation-scheduler")
def scheduler() -> None:
    """Run the yearly consultation of a department and its partner universities."""


for command in (
    init,
    serve,
    worker,
    db,
    demo,
    partnerships,
    people,
    signin_link,
    feed,
    reminders,
    audit,
):
    scheduler.add_command(command)


def main() -> None:
    """Run the command line."""
    sys.exit(scheduler())
