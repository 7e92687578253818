"""The feed of the demonstration, from the command that prints its address to a changed due day."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar

from scheduler.actions.queries.register import list_register
from scheduler.actions.rules.register import RegisterFilter, Sort
from scheduler.cli.context import OPERATOR
from scheduler.cli.demo import COORDINATOR, LIAISON
from scheduler.kernel.clock import system_clock
from tests.calendars.icaljs import read_with_icaljs
from tests.outside.browser import Page, PlainBrowser
from tests.outside.installation import Installation, installed, signed_in


@pytest.fixture
def demonstration(tmp_path: Path) -> Iterator[Installation]:
    with installed(tmp_path / "instance", system_clock, demo=True) as installation:
        yield installation


@pytest.fixture
def address(demonstration: Installation) -> str:
    """Return the path of the coordinator's feed, as the command prints it."""
    printed = demonstration.run("feed", "issue", COORDINATOR, "--lang", "en")
    assert printed.startswith(demonstration.origin)
    return urlsplit(printed).path


def fetch(installation: Installation, address: str, etag: str | None = None) -> Page:
    """Fetch as a calendar program does, which knows no cookies."""
    headers = {"If-None-Match": etag} if etag else None
    return PlainBrowser(installation.origin).send("GET", address, headers=headers)


def due_days(installation: Installation) -> dict[str, date]:
    """Return the due day of every open item of the partnership, by the event it becomes."""
    parts = installation.parts()
    with parts.transactions.reading(OPERATOR) as work:
        rows = list_register(work, RegisterFilter(partnership_ref="SC-CITYU"), Sort(), limit=500)
        days = {f"{row.uid}": row.due_on for row in rows if row.due_on and row.status.is_open}
    parts.engine.dispose()
    return days


def test_the_feed_holds_the_coming_meeting_and_every_open_due_day_for_two_readers(
    demonstration: Installation, address: str
) -> None:
    body = fetch(demonstration, address).body

    events = {str(event["UID"]): event for event in Calendar.from_ical(body).walk("VEVENT")}
    other = {entry["uid"]: entry for entry in read_with_icaljs(body)}

    assert set(events) == set(other)
    meetings = [uid for uid in events if uid.startswith("meeting-")]
    ahead = [u for u in meetings if "High-level consultation meeting" in other[u]["title"]]
    assert any(events[uid]["STATUS"] == "CONFIRMED" for uid in ahead), "the announced meeting"
    assert any(events[uid]["STATUS"] == "TENTATIVE" for uid in ahead), "the one without a date"
    shown = {day for uid, e in other.items() if uid.startswith("action-") for day in [e["starts"]]}
    days = due_days(demonstration)
    assert len(days) > 15
    assert {day.isoformat() for day in days.values()} <= shown


def test_a_second_fetch_costs_nothing_until_a_due_day_changes(
    demonstration: Installation, address: str
) -> None:
    first = fetch(demonstration, address)
    etag = first.headers["ETag"]
    again = fetch(demonstration, address, etag)
    assert (first.status, again.status, again.body) == (200, 304, b"")

    browser = signed_in(demonstration, LIAISON)
    page = browser.open("/actions/SC-CITYU/2026/A08/edit")
    moved = date.today() + timedelta(days=40)  # noqa: DTZ011, TID251 - the demo is dated from today
    change = {"due_on": moved.isoformat(), "reason": "The museum opens later."}
    done = browser.submit(page.form("/edit"), change)
    assert done.way, done.said

    changed = fetch(demonstration, address, etag)
    assert changed.status == 200
    before = sequences(first.body)
    after = sequences(changed.body)
    assert [uid for uid in after if after[uid] != before[uid]] == [uid_of(changed.body, "A08")]
    days = {e["uid"]: e["starts"] for e in read_with_icaljs(changed.body)}
    assert days[uid_of(changed.body, "A08")] == moved.isoformat()


def sequences(body: bytes) -> dict[str, int]:
    return {str(e["UID"]): int(str(e["SEQUENCE"])) for e in Calendar.from_ical(body).walk("VEVENT")}


def uid_of(body: bytes, number: str) -> str:
    events = Calendar.from_ical(body).walk("VEVENT")
    (found,) = [str(e["UID"]) for e in events if f"SC-CITYU/2026/{number}" in str(e["SUMMARY"])]
    return found
