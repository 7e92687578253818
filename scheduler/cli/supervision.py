"""Running web and worker side by side: they start together and end together."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event
from types import FrameType
from typing import Final

import click

HOST: Final = "127.0.0.1"
_PATIENCE_SECONDS: Final = 60
_LAST_WORDS_SECONDS: Final = 15
_LOOK_EVERY_SECONDS: Final = 0.2
_OK: Final = 200

Children = Mapping[str, "subprocess.Popen[bytes]"]


def require_free(port: int) -> None:
    """Refuse a port that somebody else listens on.

    Raises:
        click.ClickException: it is taken.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            msg = f"port {port} is taken; name another one with --port (make demo PORT=…)"
            raise click.ClickException(msg) from error


def run_together(
    commands: Mapping[str, Sequence[str]], *, port: int, when_up: Callable[[], None]
) -> None:
    """Run several commands of ours until one of them ends or somebody interrupts.

    Raises:
        click.ClickException: one of them ended by itself, or the pages never answered.
    """
    with _interrupted() as stop:
        children = {name: _start(command) for name, command in commands.items()}
        try:
            if _wait_until_up(children, port, stop):
                when_up()
                _watch(children, stop)
        finally:
            _end(children)


@contextmanager
def _interrupted() -> Iterator[Event]:
    """Yield an event that Ctrl-C, or a request to end, sets."""
    stop = Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    # In a session of its own: Ctrl-C reaches this process alone, which then ends the others.
    return subprocess.Popen(  # noqa: S603 - our own program and words
        [sys.executable, "-m", "scheduler", *command], start_new_session=True
    )


def _wait_until_up(children: Children, port: int, stop: Event) -> bool:
    """Return whether the pages answer; ``False`` when somebody interrupted before they did."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not stop.is_set():
        _require_alive(children)
        if _answers(port):
            return True
        if time.monotonic() > deadline:
            msg = f"the pages did not answer within {_PATIENCE_SECONDS} seconds"
            raise click.ClickException(msg)
        stop.wait(_LOOK_EVERY_SECONDS)
    return False


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == _OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _watch(children: Children, stop: Event) -> None:
    while not stop.wait(_LOOK_EVERY_SECONDS):
        _require_alive(children)


def _require_alive(children: Children) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            msg = f"{name} ended by itself (exit code {child.returncode})"
            raise click.ClickException(msg)


def _end(children: Children) -> None:
    """Ask everybody to end, and make an end of who does not."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    for child in children.values():
        try:
            child.wait(_LAST_WORDS_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
