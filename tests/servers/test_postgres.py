"""The scratch databases of the suite are empty, apart from one another, and gone afterwards."""

import psycopg
import pytest

from tests.servers.postgres import running_postgres, scratch_database


def _libpq(url: str) -> str:
    return url.replace("+psycopg", "", 1)


def _databases(url: str) -> set[str]:
    with psycopg.connect(_libpq(url)) as connection:
        rows = connection.execute("SELECT datname FROM pg_database").fetchall()
    return {row[0] for row in rows}


def test_each_run_gets_a_database_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    with running_postgres() as first:
        before = _databases(first)
        monkeypatch.setenv("TEST_DATABASE_URL", first)
        with running_postgres() as second:
            assert len(_databases(first) - before) == 1
            assert second != first
        assert _databases(first) == before


def test_a_failing_block_drops_its_database_too() -> None:
    with running_postgres() as first:
        before = _databases(first)
        with pytest.raises(ZeroDivisionError), scratch_database(first):
            _ = 1 // 0
        assert _databases(first) == before


def test_no_server_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(RuntimeError, match="set TEST_DATABASE_URL"), running_postgres(sources=()):
        pytest.fail("there is nothing to run")
