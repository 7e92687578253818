"""The demonstration from the command line: loaded once, run until interrupted, ended as a whole."""

import os
import re
import signal
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from socket import AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from urllib.parse import urlsplit

import click
import pytest
from click.testing import CliRunner

from scheduler.cli.main import scheduler
from scheduler.cli.supervision import HOST, require_free, run_together

FOUNDING = (
    *("partnerships", "add", "SC-REAL"),
    *("--department", "科技厅", "科技廳", "Department"),
    *("--university", "大学", "大學", "University"),
)


@pytest.fixture
def port() -> int:
    with socket(AF_INET, SOCK_STREAM) as probe:
        probe.bind((HOST, 0))
        number: int = probe.getsockname()[1]
        return number


@pytest.fixture
def environment(instance: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv("SCHEDULER_INSTANCE_PATH", str(instance))
    return dict(os.environ)


def run_demo(port: int, environment: dict[str, str]) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "scheduler", "demo", "run", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def asked(port: int, path: str) -> int:
    connection = HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


def said_until_welcome(demo: "subprocess.Popen[str]") -> str:
    said = ""
    for line in demo.stdout or ():
        said += line
        if "Ctrl-C" in line:
            break
    return said


def test_the_demonstration_runs_until_interrupted_and_goes_on_where_it_ended(
    port: int, environment: dict[str, str]
) -> None:
    for interruption, greeting in (
        (signal.SIGINT, "loaded the case\n"),
        (signal.SIGTERM, "going on where the last demonstration ended\n"),
    ):
        with run_demo(port, environment) as demo:
            welcome = said_until_welcome(demo)
            [link] = re.findall(r"http://\S+/l/\S+", welcome)
            status = asked(port, urlsplit(link).path)
            demo.send_signal(interruption)
            code = demo.wait(30)

        assert welcome.startswith(greeting)
        assert (status, code) == (200, 0)
        require_free(port)

    again = CliRunner().invoke(scheduler, ["demo", "load"])
    assert (again.exit_code, again.stderr) == (1, "Error: the case is already loaded\n")


def test_generated_partnerships_are_added_to_a_case_that_is_there(
    environment: dict[str, str],
) -> None:
    assert environment
    words = ["demo", "load", "--partners", "2", "--years", "1"]

    first, second = (CliRunner().invoke(scheduler, words) for _ in range(2))

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "loaded the case" in first.stdout
    assert "loaded the case" not in second.stdout
    assert second.stdout.endswith("generated 2 partnerships of 1 years\n")
    people = CliRunner().invoke(scheduler, ["people", "list"]).stdout
    assert people.count("coordinator@gen-000") == 4


def test_an_instance_in_which_nobody_has_worked_becomes_a_demonstration(
    environment: dict[str, str],
) -> None:
    assert environment
    CliRunner().invoke(scheduler, ["init"], catch_exceptions=False)

    result = CliRunner().invoke(scheduler, ["demo", "load"])

    assert (result.exit_code, result.stdout) == (0, "loaded the case\n")


@pytest.mark.parametrize("command", ["load", "run"])
def test_real_work_is_not_mixed_with_invented_people(
    environment: dict[str, str], port: int, command: str
) -> None:
    assert environment
    CliRunner().invoke(scheduler, ["init"], catch_exceptions=False)
    CliRunner().invoke(scheduler, FOUNDING, catch_exceptions=False)
    words = ["demo", command, *(("--port", str(port)) if command == "run" else ())]

    result = CliRunner().invoke(scheduler, words)

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: this instance is for real work")
    assert CliRunner().invoke(scheduler, ["people", "list"]).stdout == ""


def test_when_one_process_ends_by_itself_the_other_is_ended_too(
    environment: dict[str, str], port: int
) -> None:
    assert environment
    CliRunner().invoke(scheduler, ["init", "--purpose", "test"], catch_exceptions=False)

    with pytest.raises(click.ClickException, match="the worker ended by itself"):
        run_together(
            {"the pages": ("serve", "--port", str(port)), "the worker": ("--version",)},
            port=port,
            when_up=lambda: None,
        )

    require_free(port)


def test_a_port_that_is_taken_is_named_before_anything_starts(port: int) -> None:
    with socket(AF_INET, SOCK_STREAM) as other:
        other.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        other.bind((HOST, port))
        other.listen()

        with pytest.raises(click.ClickException, match=f"port {port} is taken"):
            require_free(port)
