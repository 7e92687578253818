"""Headless Chromium, and a watch over what its pages do that they should not."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    sync_playwright,
)

from tests.servers.programs import find_chromium

_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
)
# What a browser writes to the console about an answer that the test asked for on purpose.
_EXPECTED = "Failed to load resource: the server responded with a status of 4"

WIDE = (1280, 800)
NARROW = (375, 740)


@dataclass
class Watch:
    """Everything the pages of one context did that no page of ours may do."""

    origin: str
    seen: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> "Watch":
        """Begin to watch a context; returns itself."""
        context.on("page", self._page)
        context.on("request", self._request)
        return self

    def taken(self) -> list[str]:
        """Return what was seen since the last time."""
        seen, self.seen[:] = list(self.seen), []
        return seen

    def _page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.seen.append(f"{page.url}: script fails: {error}"))
        page.on("dialog", self._dialog)
        page.on("console", self._console)
        page.on("crash", lambda page: self.seen.append(f"{page.url}: crashed"))

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog {dialog.message!r}")
        dialog.dismiss()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_EXPECTED):
            self.seen.append(f"{message.location['url']}: {message.type} {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and f"{parts.scheme}://{parts.netloc}" != self.origin:
            self.seen.append(f"request to {request.url}")


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Run the browser until the block ends.

    Its loop occupies the thread it runs in, so nothing else with a loop can run beside it.
    """
    program = find_chromium()
    assert program is not None, "run 'python -m tests.provision', which brings a browser"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


def context_of(
    browser: Browser, *, size: tuple[int, int] = WIDE, scripts: bool = True
) -> BrowserContext:
    """Return a fresh window that knows nobody, patient for 15 seconds at most."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=scripts,
        locale="en-GB",
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    return context
