"""Web and worker as processes of their own, as an operator starts them."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

_PATIENCE_SECONDS = 60

Process = subprocess.Popen[bytes]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running(
    commands: Sequence[Sequence[str]], environment: Mapping[str, str | None], logs: Path
) -> Iterator[None]:
    """Run several ``scheduler`` commands at once; all must end in order when the block does."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG"}}
    given = {name: value for name, value in environment.items() if value is not None}
    files = [logs / f"{number}-{words[0]}.log" for number, words in enumerate(commands)]
    children = [
        _start(words, {**kept, **given}, file) for words, file in zip(commands, files, strict=True)
    ]
    try:
        for words, file in zip(commands, files, strict=True):
            if "--port" in words:
                _wait_for(int(words[-1]), file)
        yield
    finally:
        codes = _ended(children)
    said = [file.read_text(errors="replace")[-2000:] for file in files]
    assert codes == [0] * len(codes), f"ended with {codes}:\n" + "\n".join(said)


def _start(words: Sequence[str], environment: dict[str, str], log: Path) -> Process:
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "scheduler", *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def _ended(children: Sequence[Process]) -> list[int]:
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    codes = []
    for child in children:
        try:
            codes.append(child.wait(timeout=_PATIENCE_SECONDS))
        except subprocess.TimeoutExpired:
            child.kill()
            codes.append(child.wait())
    return codes


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
