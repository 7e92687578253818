"""``scheduler demo``: the case of Sichuan and CityU, and everything running on one machine."""

import os
from typing import Final

import click

from scheduler.bootstrap.container import Container, make_container
from scheduler.bootstrap.settings import PREFIX, instance_path
from scheduler.cli.context import OPERATOR, container, settings
from scheduler.cli.instance import prepare, write_config
from scheduler.cli.supervision import require_free, run_together
from scheduler.demo.generating import GenerationPlan, generate
from scheduler.demo.loading import AlreadyLoadedError, load_case
from scheduler.kernel import schema
from scheduler.kernel.models.instance import InstancePurpose
from scheduler.kernel.queries.instance import change_purpose, find_purpose
from scheduler.parties.queries.partnerships import count_partnerships
from scheduler.parties.usecases.signin import make_signin_link

COORDINATOR: Final = "coordinator@cityu.example"
LIAISON: Final = "liaison@sc-std.example"
_REFUSAL: Final = (
    "this instance is for real work; make one for the demonstration in another directory: "
    "SCHEDULER_INSTANCE_PATH=… scheduler init --purpose demo"
)


@click.group()
def demo() -> None:
    """Show the product with the case of Sichuan and CityU."""


@demo.command()
@click.option("--partners", type=click.IntRange(0, 1000), default=0, help="More, generated ones.")
@click.option("--years", type=click.IntRange(1, 10), default=5, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="Same seed, same texts.")
def load(partners: int, years: int, seed: int) -> None:
    """Load the case, dated from today; with --partners, generated partnerships after it."""
    parts = _demo_container()
    try:
        load_case(parts.transactions)
    except AlreadyLoadedError as error:
        if not partners:
            msg = "the case is already loaded"
            raise click.ClickException(msg) from error
    else:
        click.echo("loaded the case")
    if partners:
        _generate(parts, GenerationPlan(partners=partners, years=years, seed=seed))


def _generate(parts: Container, plan: GenerationPlan) -> None:
    with click.progressbar(length=plan.partners, label="generating partnerships") as bar:
        for done in generate(parts.transactions, plan):
            bar.update(done)
    click.echo(f"generated {plan.partners} partnerships of {plan.years} years")


@demo.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def run(port: int) -> None:
    """Run the pages and the worker until Ctrl-C; the first time, load the case."""
    require_free(port)
    os.environ.setdefault(f"{PREFIX}BASE_URL", f"http://127.0.0.1:{port}")
    parts = _demo_container()
    try:
        load_case(parts.transactions)
    except AlreadyLoadedError:
        click.echo("going on where the last demonstration ended")
    else:
        click.echo("loaded the case")

    def welcome() -> None:
        with parts.transactions.begin(OPERATOR) as work:
            token = make_signin_link(work, COORDINATOR)
        parts.engine.dispose()
        click.echo(f"\nThe demonstration runs at {parts.links.home()}")
        click.echo(
            f"Sign in as the coordinator of CityU (once):\n  {parts.links.signin_link(token)}"
        )
        click.echo(f"For somebody else: scheduler signin-link {LIAISON}")
        click.echo("'scheduler people list' names everybody. Ctrl-C ends the demonstration.\n")

    parts.engine.dispose()
    run_together(
        {"the pages": ("serve", "--port", str(port)), "the worker": ("worker",)},
        port=port,
        when_up=welcome,
    )


def _demo_container() -> Container:
    """Return the parts of an instance made for demonstrations; an empty one is made into such.

    Raises:
        click.ClickException: the instance is for real work and holds partnerships.
    """
    if _said_purpose() is not InstancePurpose.PRODUCTION:
        prepare(InstancePurpose.DEMO)
    parts = container()
    with parts.transactions.begin(OPERATOR) as work:
        if find_purpose(work) is InstancePurpose.PRODUCTION:
            if count_partnerships(work):
                raise click.ClickException(_REFUSAL)
            change_purpose(work, InstancePurpose.DEMO)
    return parts


def _said_purpose() -> InstancePurpose | None:
    """Return what the instance is for, whatever schema it has; ``None`` before it was made."""
    write_config(instance_path())
    parts = make_container(settings())
    purpose = None
    if schema.current_revision(parts.engine) is not None:
        with parts.transactions.reading(OPERATOR) as work:
            purpose = find_purpose(work)
    parts.engine.dispose()
    return purpose
