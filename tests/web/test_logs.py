"""What stands in the logs, and how the pages are served."""

import logging
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.config import Config  # type: ignore[import-untyped]

from scheduler.bootstrap import Settings
from scheduler.kernel.rules.identifiers import new_token
from scheduler.web.redaction import Redacting, holds_secret, redacted
from scheduler.web.serving import QuietLogger, Server, options

TOKEN = "Ab3_-" * 8 + "xyz"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (f"GET /feeds/{TOKEN}.ics HTTP/1.1", "GET /feeds/….ics HTTP/1.1"),
        (f"/l/{TOKEN}", "/l/…"),
        (f"/u/{TOKEN}?x=1", "/u/…?x=1"),
        (f"/l/{TOKEN}{TOKEN}", "/l/…"),
        ("/actions/SC-CITYU/2027/A03", "/actions/SC-CITYU/2027/A03"),
        ("/meetings?q=高层会商", "/meetings?q=高层会商"),
        ("/x\r\n127.0.0.1 GET /forged", "/x??127.0.0.1 GET /forged"),
        ("/x\u2028/\x1b[31m\x85", "/x?/?[31m?"),
    ],
)
def test_a_line_of_the_log_holds_no_secret_and_is_one_line(line: str, written: str) -> None:
    assert redacted(line) == written


def test_every_secret_of_ours_is_recognised() -> None:
    assert all(holds_secret(f"/l/{new_token()}") for _ in range(200))
    assert not holds_secret("/static/vendor/bootstrap-5.3.9/bootstrap.bundle.min.js")


def test_a_record_is_rewritten_with_its_values() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 1, "at %s: %d", ("/l/" + TOKEN, 5), None)

    assert Redacting().filter(record)
    assert record.getMessage() == "at /l/…: 5"


def test_the_server_writes_requests_without_secrets_queries_and_referrers(
    tmp_path: Path,
) -> None:
    config = Config()
    told = options(Settings(secret_key="s" * 40), "127.0.0.1", 8000)  # type: ignore[arg-type]
    for name, value in told.items():
        config.set(name, value)
    config.set("accesslog", str(tmp_path / "access.log"))
    log = QuietLogger(config)
    environ = {
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"/l/{TOKEN}?q=secret",
        "PATH_INFO": f"/l/{TOKEN}",
        "QUERY_STRING": "q=secret",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "198.51.100.7",
        "HTTP_REFERER": "http://127.0.0.1/secret",
    }
    reply = SimpleNamespace(status="200 OK", sent=12, headers=[])
    took = SimpleNamespace(seconds=0, microseconds=3000)
    log.access(reply, SimpleNamespace(headers=[]), environ, took)
    for handler in log.access_log.handlers:
        handler.close()

    (line,) = (tmp_path / "access.log").read_text().splitlines()
    assert line.endswith('198.51.100.7 "GET /l/…" 200 12 3ms')


def test_the_server_is_told_everything_by_the_settings(tmp_path: Path) -> None:
    settings = Settings(
        secret_key="s" * 40,  # type: ignore[arg-type]
        web_workers=3,
        web_threads=5,
        instance_path=tmp_path,
    )
    server = Server(settings, options(settings, "::1", 8000))

    assert server.cfg.address == [("::1", 8000)]
    assert (server.cfg.workers, server.cfg.threads, server.cfg.worker_class_str) == (
        3,
        5,
        "gthread",
    )
    assert server.cfg.control_socket_disable
    assert server.load().name == "scheduler"
