"""One whole year of a partnership, seen and moved from the outside only."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import HandClock
from tests.e2e.story import Story, go, ref_of, send
from tests.outside.installation import fresh_database, installed, text_of

LIAISON, COORDINATOR = "liaison@department.example", "coordinator@university.example"
# Long after the day of any machine this runs on: commands write with the machine's own clock.
BEGINNING = datetime(2040, 9, 3, 2, tzinfo=UTC)


@pytest.fixture
def story(database_url: str, tmp_path: Path) -> Iterator[Story]:
    """Yield an empty installation on each database, early in September 2040."""
    clock = HandClock(BEGINNING)
    with (
        fresh_database(database_url) as address,
        installed(tmp_path / "instance", clock, database_url=address) as installation,
    ):
        yield Story(installation, clock)


def test_a_year_from_agreement_to_the_next_meeting(story: Story) -> None:
    feed = found(story)
    assert len(story.entries(feed)) == 1  # the note that nothing is scheduled yet
    sign_agreement_and_scheme(story)
    meeting = open_undated_meeting(story)
    (provisional,) = story.entries(feed).values()
    assert provisional.status == "TENTATIVE"
    assert provisional.start == date(2041, 1, 1)

    find_date(story, meeting)
    (dated,) = story.entries(feed).values()
    assert dated.start == datetime(2041, 3, 5, 1, 30, tzinfo=UTC)
    assert dated.uid == provisional.uid
    assert dated.sequence > provisional.sequence

    announce(story, meeting)
    reply(story, meeting)
    (announced,) = story.entries(feed).values()
    assert announced.status == "CONFIRMED"

    item = hold_and_decide(story, meeting)
    due = next(event for title, event in story.entries(feed).items() if item in title)
    assert due.start == date(2041, 6, 14)

    report(story, item)
    remind(story, item)
    open_next_year(story, item)
    titles = list(story.entries(feed))
    assert any("SC-CITYU/2042/M01" in title for title in titles), titles


def found(story: Story) -> str:
    """Found the partnership with a coordinator on each side; return the university's feed."""
    run = story.installation.run
    department = ("示例厅", "示例廳", "Example Department")
    university = ("示例大学", "示例大學", "Example University")
    run(
        *("partnerships", "add", "SC-CITYU", "--university-place", "HK"),
        *("--department", *department, "--university", *university),
    )
    for email, role in ((LIAISON, "liaison"), (COORDINATOR, "coordinator")):
        run(
            *("people", "invite", email, "--partnership", "SC-CITYU", "--role", role),
            *("--language", "en", "--name", "", "", role.title(), "Example"),
        )
    address = run("feed", "issue", COORDINATOR)
    return urlsplit(address).path


def sign_agreement_and_scheme(story: Story) -> None:
    """Write the agreement and this season's scheme down, and have both sides sign."""
    browser = story.enter(LIAISON)
    page = go(browser, browser.open("/agreements"), "/agreements/new")
    page = send(
        browser,
        page,
        {
            "title_en": "Agreement on cooperation",
            "title_zh_hans": "合作协议",
            "starts_on": "2040-09-01",
            "ends_on": "2045-08-31",
        },
    )
    page = send(browser, go(browser, page, "/clauses/new"), {"text_en": "They meet every year."})
    page = send(browser, go(browser, page, "/sign"), {"signed_on": "2040-09-01"})
    page = send(browser, go(browser, page, "/in-force"), {})
    page = go(browser, page, "/schemes/new")
    page = send(browser, page, {"year": "2041", "title_en": "Scheme for 2041"})
    page = go(browser, page, "/commitments/new")
    kind = page.form().option("kind", "latform")
    page = send(browser, page, {"kind": kind, "title_en": "A joint laboratory"})
    page = send(browser, go(browser, page, "/agree"), {"signed_on": "2040-09-03"})
    assert "A joint laboratory" in page.said


def open_undated_meeting(story: Story) -> str:
    """Found the yearly meeting and open next year's, without a date; return its reference."""
    browser = story.enter(LIAISON)
    page = go(browser, browser.open("/partnerships/SC-CITYU"), "/series/new")
    page = send(
        browser,
        page,
        {"title_en": "High-level consultation", "first_year": "2041", "first_host": "DEPARTMENT"},
    )
    page = go(browser, browser.open("/meetings"), "/meetings/new")
    page = send(browser, page, {"year": "2041"})
    assert "early 2041" in page.said.casefold()
    return ref_of(page)


def find_date(story: Story, meeting: str) -> None:
    """Give the meeting its day in spring; a day outside its season is asked about first."""
    story.on(2040, 11, 12)
    browser = story.enter(LIAISON)
    page = go(browser, browser.open(f"/meetings/{meeting}"), "/dates")
    when = {"starts": "2041-04-09T09:30", "ends": "2041-04-09T11:30"}
    asked = browser.submit(page.form("/dates"), when)
    assert (asked.status, "confirmed" in asked.form("/dates").names) == (422, True)
    when = {"starts": "2041-03-05T09:30", "ends": "2041-03-05T11:30", "venue_en": "Hall 1"}
    send(browser, page, when, "/dates")


def announce(story: Story, meeting: str) -> None:
    """Invite both sides and announce; each is written to."""
    story.on(2040, 12, 3)
    browser = story.enter(LIAISON)
    page = go(browser, browser.open(f"/meetings/{meeting}"), "/people")
    for name in ("LIAISON", "COORDINATOR"):
        person = page.form("/people").option("person", name)
        page = send(browser, page, {"person": person}, "/people")
    page = browser.open(f"/meetings/{meeting}")
    send(browser, go(browser, page, "/announce"), {}, "/announce")
    for email in (LIAISON, COORDINATOR):
        (letter,) = story.letters(email)
        assert meeting in str(letter["Subject"])
        assert "Hall 1" in text_of(letter)


def reply(story: Story, meeting: str) -> None:
    """Let the university's coordinator accept for themselves."""
    browser = story.enter(COORDINATOR)
    page = go(browser, browser.open(f"/meetings/{meeting}"), "/people")
    own = [form.action for form in page.forms if form.action.endswith("/reply")]
    page = browser.open(own[0]) if own else go(browser, page, "/reply")
    page = send(browser, page, {"partstat": "ACCEPTED"}, "/reply")
    assert "Accepted" in page.said


def hold_and_decide(story: Story, meeting: str) -> str:
    """Hold the meeting, record what it resolved, and what follows; return the item's reference."""
    story.on(2041, 3, 5, 15)
    browser = story.enter(LIAISON)
    page = go(browser, browser.open(f"/meetings/{meeting}"), "/held")
    page = send(browser, page, {}, "/held")
    page = go(browser, page, "/decisions/new")
    resolved = {"verb": "RESOLVED", "text_en": "The laboratory opens this year."}
    page = send(browser, page, resolved)
    decision = next(link for link in page.links if link.startswith("/decisions/SC-CITYU/2041/D"))
    page = go(browser, browser.open(decision), "/actions/new")
    values = {
        "title_en": "Find rooms for the laboratory",
        "lead": page.form().option("lead", "(COORDINATOR Example)"),
        "counterpart": page.form().option("counterpart", "(LIAISON Example)"),
        "due_on": "2041-06-14",
    }
    page = send(browser, page, values)
    return ref_of(page)


def report(story: Story, item: str) -> None:
    """Let the other side report how far it is, and find the report where the first side looks."""
    story.on(2041, 4, 16)
    browser = story.enter(COORDINATOR)
    page = go(browser, browser.open("/my"), item)
    send(browser, page, {"percent": "40", "note": "Two rooms were seen"}, "/progress")
    browser = story.enter(LIAISON)
    page = go(browser, browser.open("/actions"), item)
    assert "Two rooms were seen" in page.said
    assert "40" in page.said


def remind(story: Story, item: str) -> None:
    """Find the reminder in the mailbox a fortnight ahead, once, with the way to the item."""
    story.on(2041, 5, 31, 10)
    assert not story.letters(COORDINATOR)
    (letter,) = story.reminded(COORDINATOR)
    assert item in text_of(letter)
    assert f"{story.installation.origin}/actions/{item}" in text_of(letter)
    assert story.reminded(COORDINATOR) == []


def open_next_year(story: Story, item: str) -> None:
    """Let the worker open next year's meeting, with the open item on its list."""
    story.installation.sweep("meetings")
    browser = story.enter(COORDINATOR)
    page = go(browser, browser.open("/meetings"), "/SC-CITYU/2042/M01")
    assert "early 2042" in page.said.casefold()
    assert item in page.said
    assert "Find rooms for the laboratory" in page.said
