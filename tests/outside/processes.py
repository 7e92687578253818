"""Web and worker as processes of their own, as an operator starts them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

_PATIENCE_SECONDS = 60


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running(words: list[str], environment: Mapping[str, str | None], log: Path) -> Iterator[None]:
    """Run ``scheduler`` with these words until the block ends; it must then end in order."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PATH", "LANG"))}
    given = {name: value for name, value in environment.items() if value is not None}
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "scheduler", *words],
            env={**kept, **given},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield
    finally:
        code = _ended(process)
    said = log.read_text(errors="replace")[-3000:]
    assert code == 0, f"scheduler {' '.join(words)} ended with {code}:\n{said}"


@contextmanager
def serving_processes(
    count: int, environment: Mapping[str, str | None], logs: Path
) -> Iterator[list[str]]:
    """Run so many web processes at once; yield their addresses when all of them answer."""
    with ExitStack() as stack:
        ports = [free_port() for _ in range(count)]
        for port in ports:
            words = ["serve", "--port", str(port)]
            stack.enter_context(running(words, environment, logs / f"serve-{port}.log"))
        for port in ports:
            _wait_for(port, logs / f"serve-{port}.log")
        yield [f"http://127.0.0.1:{port}" for port in ports]


def _ended(process: subprocess.Popen[bytes]) -> int:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        return process.wait(timeout=_PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _wait_for(port: int, log: Path) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError(f"nobody answers on {port}:\n{log.read_text(errors='replace')[-3000:]}")
