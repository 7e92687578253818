"""What the people of a story do: come in by a code, follow links, fill forms, read their feeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar

from tests.conftest import HandClock
from tests.outside.browser import Page, PlainBrowser
from tests.outside.forms import Value
from tests.outside.installation import Installation, code_in

CHENGDU = ZoneInfo("Asia/Shanghai")


@dataclass
class Story:
    """An installation and its clock, moved on from chapter to chapter."""

    installation: Installation
    clock: HandClock

    def on(self, year: int, month: int, day: int, hour: int = 10) -> None:
        """Move on to an hour in Chengdu."""
        instant = datetime(year, month, day, hour, tzinfo=CHENGDU).astimezone(UTC)
        assert instant >= self.clock.shows, "a story moves forwards"
        self.clock.shows = instant

    def enter(self, email: str) -> PlainBrowser:
        """Let somebody sign in with the code that a letter brings them."""
        browser = self.installation.browser()
        browser.submit(browser.open("/signin").form(), {"email": email})
        codes = [code for letter in self.letters(email) if (code := code_in(letter))]
        page = browser.submit(browser.open("/signin/code").form(), {"code": codes[-1]})
        assert page.status == 200, page.text
        return browser

    def letters(self, email: str) -> list[EmailMessage]:
        """Let the worker send what waits; return the letters somebody had not read yet."""
        self.installation.sweep("deliver")
        return self.installation.new_letters(email)

    def reminded(self, email: str) -> list[EmailMessage]:
        """Let the worker look for what is due to be said; return the letters it led to."""
        self.installation.sweep("plan", "fire")
        return self.letters(email)

    def entries(self, feed: str) -> dict[str, icalendar.Event]:
        """Read a feed as a calendar program does; return its events by what they are called."""
        answer = self.installation.browser().open(feed)
        assert answer.status == 200
        again = self.installation.browser().open(
            feed, headers={"If-None-Match": answer.headers["ETag"]}
        )
        assert again.status == 304
        calendar = icalendar.Calendar.from_ical(answer.body)
        assert calendar.errors == []
        return {str(event.summary): event for event in calendar.events}


def go(browser: PlainBrowser, page: Page, ending: str) -> Page:
    """Follow the link of a page that leads to an address with this ending."""
    found = [link for link in page.links if urlsplit(link).path.endswith(ending)]
    assert found, f"{page.address} leads nowhere like {ending}, only to {page.links}"
    return arrived(browser.open(found[0]))


def send(
    browser: PlainBrowser, page: Page, values: Mapping[str, Value], ending: str | None = None
) -> Page:
    """Fill a form of a page in and send it; it must lead to another page, not back to itself."""
    done = browser.submit(page.form(ending), values)
    problems = [element.text for element in done.document.all("div", role="alert")]
    assert done.way, f"{page.address}: {done.status} {problems}"
    return arrived(done)


def arrived(page: Page) -> Page:
    """Return a page that is what was wanted."""
    assert page.status == 200, f"{page.address}: {page.status} {page.said}"
    return page


def ref_of(page: Page) -> str:
    """Return the reference in a page's address, such as ``SC-CITYU/2041/M01``."""
    return "/".join(urlsplit(page.address).path.split("/")[2:5])
