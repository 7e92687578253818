"""What machines ask."""

import json
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from werkzeug.test import TestResponse

from scheduler.bootstrap.container import Container
from scheduler.kernel.database import make_engine, make_sessions
from scheduler.kernel.rules.actor import Actor
from scheduler.kernel.unit_of_work import Transactions
from scheduler.web.app import create_app
from scheduler.worker.run import run_once
from tests.conftest import HandClock
from tests.web.browser import Browser


def told(reply: TestResponse) -> dict[str, Any]:
    """Return what a reply says."""
    answer: dict[str, Any] = json.loads(reply.text)
    return answer


def test_the_process_answers(client: Browser) -> None:
    reply = client.get("/healthz")

    assert (reply.status_code, reply.text) == (200, "ok\n")
    assert "Set-Cookie" not in reply.headers


def test_it_is_ready_while_the_worker_runs(
    client: Browser, container: Container, clock: HandClock
) -> None:
    before = client.get("/readyz")
    run_once(container, "deliver")
    after = client.get("/readyz")
    clock.forward(minutes=5, seconds=1)
    late = client.get("/readyz")

    assert [reply.status_code for reply in (before, after, late)] == [503, 200, 503]
    assert told(after) == {"ready": True, "database": "ok", "schema": "ok", "worker": "ok"}
    assert told(before)["worker"] == "has not run yet"
    assert told(late)["worker"].startswith("last ran at 2027-01-12T01:30")


def test_it_says_when_the_schema_is_of_another_revision(
    client: Browser, transactions: Transactions, system: Actor
) -> None:
    with transactions.begin(system) as work:
        work.session.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))

    reply = client.get("/readyz")

    assert reply.status_code == 503
    assert told(reply)["schema"].startswith("at revision 0000, not ")


def test_without_a_database_the_process_lives_and_says_what_is_missing(
    container: Container,
) -> None:
    nowhere = make_engine("postgresql+psycopg://nobody@127.0.0.1:1/nothing?connect_timeout=2")
    lost = replace(container.transactions, sessions=make_sessions(nowhere))
    client = create_app(replace(container, transactions=lost)).test_client()
    client.set_cookie("sid", "s" * 43)

    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert (ready.status_code, told(ready)["database"]) == (503, "OperationalError")
    page = client.get("/help")
    assert page.status_code == 500
    assert "<h1>" in page.text
    nowhere.dispose()


def test_the_numbers_are_told_to_this_machine_alone(client: Browser, container: Container) -> None:
    run_once(container, "deliver")

    here = client.get("/metrics")
    there = client.get("/metrics", environ_base={"REMOTE_ADDR": "198.51.100.7"})

    assert there.status_code == 404
    assert "scheduler_outbox_waiting 0" in here.text
    assert 'scheduler_job_success_timestamp_seconds{job="deliver"} 1799717400' in here.text
