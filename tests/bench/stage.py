"""The database that is measured: built once, kept beside the measurements, built anew when stale.

The clock stands still at the instant it was built, so that the same rows are due in every run.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

from flask import Flask

from scheduler.bootstrap.container import Container, make_container
from scheduler.bootstrap.settings import Settings
from scheduler.demo.generating import LIAISON, GenerationPlan, generate
from scheduler.demo.loading import load_case
from scheduler.demo.world import OPERATOR
from scheduler.feeds.rules.subscriptions import FeedComponents, FeedScope
from scheduler.feeds.usecases.subscriptions import issue_subscription
from scheduler.kernel.clock import system_clock
from scheduler.kernel.models.instance import InstancePurpose
from scheduler.kernel.queries.instance import mark_instance
from scheduler.kernel.rules.language import Language
from scheduler.kernel.schema import MIGRATIONS, upgrade
from scheduler.parties.queries.people import find_account
from scheduler.parties.usecases.signin import make_signin_link
from scheduler.web.app import create_app
from scheduler.worker.run import run_once
from tests.web.browser import Browser, a_browser

_SECRET = "measured-with-a-secret-that-opens-nothing"  # noqa: S105 - as it says
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Stage:
    """What is measured: the parts, a signed-in browser of the department, a calendar address."""

    parts: Container
    browser: Browser
    feed: str

    def close(self) -> None:
        """Let go of the database."""
        self.parts.engine.dispose()


def a_stage(folder: Path, plan: GenerationPlan) -> Stage:
    """Return the stage in ``folder``, built if it is not there or its code has changed."""
    stamp, wanted = folder / "stamp", _fingerprint(plan)
    lines = stamp.read_text(encoding="utf-8").splitlines() if stamp.exists() else []
    if not lines or lines[0] != wanted:
        rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        now = system_clock()
        _build(_parts(folder, now), plan)
        lines = [wanted, now.isoformat()]
        stamp.write_text("\n".join(lines), encoding="utf-8")
    return _open(_parts(folder, datetime.fromisoformat(lines[1])))


def _fingerprint(plan: GenerationPlan) -> str:
    digest = hashlib.sha256(repr(plan).encode())
    demo = _ROOT / "scheduler" / "demo"
    files = [*MIGRATIONS.glob("versions/*.py"), *demo.rglob("*.py"), *demo.rglob("*.toml")]
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _parts(folder: Path, now: datetime) -> Container:
    settings = Settings(secret_key=_SECRET, instance_path=folder)  # type: ignore[arg-type]
    return make_container(settings, clock=lambda: now.astimezone(UTC))


def _build(parts: Container, plan: GenerationPlan) -> None:
    upgrade(parts.engine)
    with parts.transactions.begin(OPERATOR) as work:
        mark_instance(work, InstancePurpose.TEST)
    load_case(parts.transactions)
    for _ in generate(parts.transactions, plan):
        pass
    # What is measured is a worker that has been at work for long.
    run_once(parts, "plan")
    run_once(parts, "fire")
    parts.engine.dispose()


def _open(parts: Container) -> Stage:
    with parts.transactions.begin(OPERATOR) as work:
        link = make_signin_link(work, LIAISON)
        account = find_account(work, LIAISON)
        assert account is not None
        feed = issue_subscription(
            work,
            account,
            scope=FeedScope.ALL,
            components=FeedComponents.EVENT,
            language=Language.ZH_HANS,
            alarms=False,
        )
    app: Flask = create_app(parts)
    app.test_client_class = Browser
    browser = a_browser(app)
    reply = browser.submit(f"/l/{link}", f"/l/{link}")
    assert reply.status_code == 303, reply.text
    return Stage(parts=replace(parts), browser=browser, feed=f"/feeds/{feed.token}.ics")
