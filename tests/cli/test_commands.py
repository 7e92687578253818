"""Commands: what an operator types, and what a mistake looks like."""

import json
import re
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from scheduler.cli.main import scheduler

FOUND = (
    "partnerships", "add", "SC-CITYU",
    "--department", "省科技厅", "省科技廳", "Department",
    "--university", "大学", "大學", "University", "--university-place", "HK",
)  # fmt: skip
INVITE = ("people", "invite", "Someone@Example.org", "--partnership", "SC-CITYU")


class Operator:
    """Somebody at the server's keyboard."""

    def __init__(self, instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.instance = instance
        monkeypatch.setenv("SCHEDULER_INSTANCE_PATH", str(instance))

    def types(self, *words: str) -> Result:
        """Run a command and return what it did."""
        return CliRunner().invoke(scheduler, words)

    def does(self, *words: str) -> str:
        """Run a command that has to succeed and return what it printed."""
        result = self.types(*words)
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        return result.stdout.strip()

    def fails(self, *words: str, code: int = 1) -> str:
        """Run a command that has to fail without a traceback and return what it said."""
        result = self.types(*words)
        assert result.exit_code == code, result.output
        assert isinstance(result.exception, SystemExit)
        return result.stderr.strip()


@pytest.fixture
def operator(instance: Path, monkeypatch: pytest.MonkeyPatch) -> Operator:
    return Operator(instance, monkeypatch)


@pytest.fixture
def seated(operator: Operator) -> Operator:
    """Return an operator whose installation has one partnership with one person."""
    operator.does("init", "--purpose", "test")
    operator.does(*FOUND)
    operator.does(*INVITE, "--role", "coordinator", "--language", "zh_Hant")
    return operator


def test_init_makes_a_secret_only_the_owner_reads_and_the_newest_schema(
    operator: Operator,
) -> None:
    operator.does("init")
    config = operator.instance / "config.toml"
    secret = config.read_text(encoding="utf-8")

    operator.does("init")

    assert config.read_text(encoding="utf-8") == secret
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    assert operator.does("db", "check") == "models and database agree"


def test_a_command_before_init_says_what_to_do(operator: Operator) -> None:
    said = operator.fails("people", "list")

    assert "secret_key" in said
    assert "scheduler init" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("typo = 1", "typo"),
        ('timezone = "Mars/Base"', "Mars/Base"),
        ('base_url = "no-scheme"', "base_url"),
        ("web_workers = 0", "web_workers"),
        ("not toml at all", "config.toml"),
    ],
)
def test_a_mistake_in_the_settings_is_named_in_one_line(
    operator: Operator, line: str, named: str
) -> None:
    operator.does("init")
    config = operator.instance / "config.toml"
    config.write_text(f"{config.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")

    said = operator.fails("people", "list")

    assert named in said
    assert len(said.splitlines()) == 1


def test_an_unknown_variable_refuses_the_start(
    operator: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.does("init")
    monkeypatch.setenv("SCHEDULER_DATABSE_URL", "sqlite://")

    assert "SCHEDULER_DATABSE_URL" in operator.fails("people", "list")


def test_a_schema_of_another_version_is_refused_with_the_command_that_mends_it(
    operator: Operator,
) -> None:
    operator.does("init")
    operator.does("db", "downgrade", "base")

    assert "scheduler db upgrade" in operator.fails("people", "list")
    assert operator.does("db", "current") == "no schema yet"
    operator.does("db", "upgrade")
    operator.does("people", "list")


def test_an_invited_person_is_listed_and_gets_a_sign_in_link(seated: Operator) -> None:
    (row,) = json.loads(seated.does("people", "list", "--json"))
    link = seated.does("signin-link", "SOMEONE@example.org")

    assert (row["email"], row["status"]) == ("someone@example.org", "INVITED")
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/l/[\w-]{43}", link)


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        ((*INVITE[:3], "--partnership", "SC-NONE", "--role", "liaison"), 1, "not_found"),
        ((*INVITE, "--role", "owner"), 2, "--side"),
        ((*INVITE, "--role", "liaison", "--side", "university"), 1, "role_not_on_side"),
        (("people", "invite", "no-address", *INVITE[3:], "--role", "liaison"), 1, "bad_email"),
        ((*FOUND[:2], "no ref", *FOUND[3:]), 1, "bad_reference"),
        (FOUND, 1, "taken"),
        (("signin-link", "nobody@example.org"), 1, ""),
        (("feed", "issue", "nobody@example.org"), 1, "nobody@example.org"),
        (("feed", "issue", "someone@example.org", "--scope", "moon"), 2, "moon"),
        (("worker", "--now", "yesterday"), 2, "yesterday"),
        (("worker", "--now", "2027-01-12T09:30:00"), 2, "offset"),
        (("reminders", "preview", "--from", "2027-02-01", "--to", "2027-01-01"), 2, "--to"),
    ],
)
def test_a_mistake_costs_a_line_and_changes_nothing(
    seated: Operator, words: tuple[str, ...], code: int, named: str
) -> None:
    before = seated.does("people", "list", "--json")

    said = seated.fails(*words, code=code)

    assert named in said
    assert seated.does("people", "list", "--json") == before


def test_a_feed_is_given_out_and_ended(seated: Operator) -> None:
    issued = seated.does(
        "feed", "issue", "someone@example.org", "--scope", "partnership:SC-CITYU",
        "--lang", "en", "--alarms",
    )  # fmt: skip

    assert re.fullmatch(r"http://127\.0\.0\.1:8000/feeds/[\w-]{43}\.ics", issued)
    assert seated.does("feed", "revoke", "someone@example.org") == "revoked 1"
    assert seated.does("feed", "revoke", "someone@example.org") == "revoked 0"


def test_both_kinds_of_entries_are_two_addresses(seated: Operator) -> None:
    printed = seated.does("feed", "issue", "someone@example.org", "--components", "both")

    assert len(set(printed.splitlines())) == 2


def test_only_a_demo_or_test_instance_pretends_another_time(operator: Operator) -> None:
    operator.does("init")

    said = operator.fails("worker", "--once", "plan", "--now", "2027-01-12T09:30:00+08:00")

    assert "demo or test" in said


def test_the_audit_trail_is_proved_and_an_edit_is_found(seated: Operator) -> None:
    assert seated.does("audit", "verify").endswith("none broken")
    engine = sa.create_engine(f"sqlite:///{seated.instance / 'scheduler.sqlite'}")
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TRIGGER audit_entry_no_update"))
        connection.execute(
            sa.text("UPDATE audit_entry SET actor_name = 'x' WHERE act = 'person.add'")
        )
    engine.dispose()

    said = seated.fails("audit", "verify")

    assert "broken: instance" in said
