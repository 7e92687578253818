"""A whole installation in a folder of its own: commands, web server, letters, a clock by hand."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as modern
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from scheduler.bootstrap.container import Container, make_container
from scheduler.bootstrap.settings import load_settings
from scheduler.cli.context import OPERATOR
from scheduler.cli.main import scheduler
from scheduler.kernel.clock import Clock
from scheduler.kernel.rules.links import Links
from scheduler.kernel.unit_of_work import Transactions
from scheduler.parties.usecases.signin import make_signin_link
from scheduler.web.app import create_app
from tests.outside.browser import Page, PlainBrowser
from tests.servers.postgres import scratch_database

_LOOPBACK = "127.0.0.1"


class _Silent(WSGIRequestHandler):
    """Answers without writing a line about it."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""

    def log_error(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing about browsers that hang up."""


@dataclass
class Installation:
    """What a person at the server's keyboard, and the people at their browsers, can do."""

    path: Path
    database_url: str | None
    clock: Clock
    origin: str
    _read: set[str] = field(default_factory=set)

    @property
    def environment(self) -> dict[str, str | None]:
        """The environment of every command and process of this installation."""
        return {
            "SCHEDULER_INSTANCE_PATH": str(self.path),
            "SCHEDULER_DATABASE_URL": self.database_url,
            "SCHEDULER_BASE_URL": self.origin,
        }

    def run(self, *words: str) -> str:
        """Give a command; return what it printed, and demand that it succeeded."""
        result = CliRunner().invoke(scheduler, words, env=self.environment)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, f"scheduler {' '.join(words)}: {result.output}"
        return result.stdout.strip()

    def run_json(self, *words: str) -> Any:
        """Give a command that prints JSON; return what it says."""
        return json.loads(self.run(*words, "--json"))

    def sweep(self, *names: str) -> None:
        """Let the worker do these jobs once, at the instant the clock shows."""
        for name in names:
            self.run("worker", "--once", name, "--now", self.clock().isoformat())

    def parts(self) -> Container:
        """Return the parts of this installation, under its clock."""
        given: dict[str, Any] = {"instance_path": self.path, "base_url": self.origin}
        if self.database_url:
            given["database_url"] = self.database_url
        return make_container(load_settings(**given), clock=self.clock)

    def signin_link(self, email: str) -> str:
        """Return the path of a one-time link, as ``scheduler signin-link`` makes, by this clock."""
        parts = self.parts()
        link = a_signin_link(parts.transactions, email)
        parts.engine.dispose()
        return link

    def new_letters(self, address: str | None = None) -> list[EmailMessage]:
        """Return the letters in the mailbox, to one address or to all, not returned before."""
        found = []
        for file in sorted((self.path / "mailbox").glob("*.eml")):
            letter = message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=modern)
            if file.name in self._read or (address and address not in str(letter["To"])):
                continue
            self._read.add(file.name)
            found.append(letter)
        return found

    def browser(self, language: str = "en") -> PlainBrowser:
        """Return a browser that knows nobody yet."""
        return PlainBrowser(self.origin, language)


def text_of(letter: EmailMessage) -> str:
    """Return the plain words of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def code_in(letter: EmailMessage) -> str | None:
    """Return the sign-in code of a letter, which stands on a line of its own."""
    found = re.search(r"^\s*([A-Z0-9]{8})\s*$", text_of(letter), re.MULTILINE)
    return found[1] if found else None


def signed_in(installation: Installation, email: str, language: str = "en") -> PlainBrowser:
    """Return the browser of somebody who came in by the operator's one-time link."""
    browser = installation.browser(language)
    page = use_signin_link(browser, installation.signin_link(email))
    assert page.way, page.text
    return browser


def a_signin_link(transactions: Transactions, email: str) -> str:
    """Return the path of a new one-time link."""
    with transactions.begin(OPERATOR) as work:
        return Links("").signin_link(make_signin_link(work, email))


def use_signin_link(browser: PlainBrowser, link: str) -> Page:
    """Open a one-time link and press its button; opening alone must not use it up."""
    page = browser.open(link)
    return browser.submit(page.form())


@contextmanager
def serving(app: Flask, listener: socket.socket) -> Iterator[None]:
    """Serve an application in threads of this process until the block ends."""
    port = listener.getsockname()[1]
    server = make_server(
        _LOOPBACK, port, app, threaded=True, request_handler=_Silent, fd=listener.fileno()
    )
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="pages", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()


@contextmanager
def fresh_database(kept: str) -> Iterator[str | None]:
    """Give an empty database of the same kind; ``None`` is the installation's own SQLite file."""
    if kept.startswith("sqlite"):
        yield None
    else:
        with scratch_database(kept) as address:
            yield address


def prepared(
    path: Path, clock: Clock, origin: str, *, database_url: str | None = None, demo: bool = False
) -> Installation:
    """Set an installation up with ``scheduler init``; nothing of it runs yet."""
    installation = Installation(path, database_url, clock, origin)
    installation.run("init", "--purpose", "demo" if demo else "test")
    if demo:
        installation.run("demo", "load")
    return installation


@contextmanager
def installed(
    path: Path, clock: Clock, *, database_url: str | None = None, demo: bool = False
) -> Iterator[Installation]:
    """Set an installation up and serve it from this process until the block ends."""
    with socket.create_server((_LOOPBACK, 0)) as listener:
        origin = f"http://{_LOOPBACK}:{listener.getsockname()[1]}"
        installation = prepared(path, clock, origin, database_url=database_url, demo=demo)
        parts = installation.parts()
        with serving(create_app(parts), listener):
            yield installation
        parts.engine.dispose()
