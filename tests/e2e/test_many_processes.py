"""Two web processes and two workers on one PostgreSQL: nothing is lost, nothing is said twice."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from scheduler.cli.context import OPERATOR
from scheduler.cli.demo import COORDINATOR, LIAISON
from scheduler.kernel.clock import system_clock
from scheduler.kernel.rules.language import Language
from scheduler.letters.contexts import Invitation
from scheduler.notices.usecases.contexts import stored
from scheduler.notices.usecases.outbox import put_letter
from tests.outside.browser import PlainBrowser
from tests.outside.installation import (
    Installation,
    code_in,
    fresh_database,
    prepared,
    text_of,
    use_signin_link,
)
from tests.outside.processes import free_port, running
from tests.servers.smtp import ReceivingServer, receiving_smtp

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
_PATIENCE_SECONDS = 30

Found = TypeVar("Found")


@dataclass(frozen=True)
class Crowd:
    """An installation with two of each process, and the mail server they send to."""

    installation: Installation
    addresses: list[str]
    post: ReceivingServer


@pytest.fixture(scope="module")
def crowd(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    """Yield the demo under two web processes and two workers."""
    folder: Path = tmp_path_factory.mktemp("crowd")
    with ExitStack() as stack:
        post = stack.enter_context(receiving_smtp())
        database = stack.enter_context(fresh_database(database_url))
        origin = f"http://127.0.0.1:{free_port()}"
        installation = prepared(
            folder / "instance", system_clock, origin, database_url=database, demo=True
        )
        # The workers' first round then finds what is due today.
        installation.sweep("plan")
        ports = [str(free_port()) for _ in range(2)]
        commands = [*(["serve", "--port", port] for port in ports), ["worker"], ["worker"]]
        environment = {
            **installation.environment,
            "SCHEDULER_SMTP_URL": post.url,
            "SCHEDULER_WEB_WORKERS": "1",
        }
        stack.enter_context(running(commands, environment, folder))
        yield Crowd(installation, [f"http://127.0.0.1:{port}" for port in ports], post)


@on_postgresql
def test_a_code_asked_for_at_one_process_opens_the_door_at_the_other(crowd: Crowd) -> None:
    first, second = (PlainBrowser(address) for address in crowd.addresses)
    page = first.open("/signin")
    first.submit(page.form(), {"email": LIAISON})
    code = _soon(lambda: next(filter(None, map(code_in, crowd.post.messages)), None))

    second.cookies = first.cookies
    page = second.submit(second.open("/signin/code").form(), {"code": code})

    assert page.way[0].startswith("/signin/code")
    first.cookies = second.cookies
    assert first.open("/me/feeds").address == "/me/feeds"


@on_postgresql
def test_what_is_reported_at_one_process_is_read_at_the_other(crowd: Crowd) -> None:
    first, second = (PlainBrowser(address) for address in crowd.addresses)
    use_signin_link(first, crowd.installation.signin_link(COORDINATOR))
    second.cookies = first.cookies
    address = next(link for link in first.open("/my").links if link.startswith("/actions/SC-"))

    page = first.open(address)
    first.submit(page.form("/progress"), {"percent": "37", "note": "Told at the first process"})

    assert "Told at the first process" in second.open(address).said


@on_postgresql
def test_two_workers_send_each_letter_once(crowd: Crowd) -> None:
    parts = crowd.installation.parts()
    addresses = [f"person{number}@example.org" for number in range(20)]
    for address in addresses:
        with parts.transactions.begin(OPERATOR) as work:
            put_letter(
                work,
                template="invitation",
                address=address,
                language=Language.EN,
                context=stored(_invitation(address)),
                dedup_key=f"test:{address}",
            )
    parts.engine.dispose()

    _soon(lambda: {*addresses} <= {*_recipients(crowd.post)} or None)
    # Whoever would say something twice gets the time to.
    time.sleep(6)

    counted = Counter(_recipients(crowd.post))
    assert {address: counted[address] for address in addresses} == dict.fromkeys(addresses, 1)
    twice = Counter(str(letter["Message-ID"]) for letter in crowd.post.messages)
    assert [name for name, number in twice.items() if number > 1] == []


@on_postgresql
def test_the_reminders_due_today_are_each_sent_once(crowd: Crowd) -> None:
    digests = _soon(lambda: [m for m in crowd.post.messages if "SC-CITYU/" in text_of(m)] or None)
    time.sleep(3)

    days = Counter(str(letter["To"]) for letter in digests)
    assert [person for person, number in days.items() if number > 1] == []


def _invitation(address: str) -> Invitation:
    return Invitation(
        name="", address=address, ref="", partnership="", role="", invited_by="", link="/signin"
    )


def _recipients(post: ReceivingServer) -> list[str]:
    return [address for received in post.received for address in received.recipients]


def _soon(look: Callable[[], Found | None]) -> Found:
    """Return what is found within half a minute."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came in time")
