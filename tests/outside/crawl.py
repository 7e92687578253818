"""Walking through a site by its links, as far as they lead."""

import re
from collections import deque
from collections.abc import Callable, Iterable
from urllib.parse import parse_qsl, urlsplit

from tests.outside.browser import Page, PlainBrowser

_YEAR = re.compile(r"(?<=/calendar/)\d+")
_FEW = 4


def same_kind(address: str) -> object:
    """Return what two addresses share that differ only in the values of their query.

    Years lead to years without end, and filters to ever more filters; a few of each are enough.
    """
    parts = urlsplit(address)
    names = frozenset(name for name, _value in parse_qsl(parts.query))
    path = _YEAR.sub(lambda year: str(int(year[0]) % _FEW), parts.path)
    return path, names if len(names) < _FEW - 1 else len(names)


def crawl(
    browser: PlainBrowser,
    starts: Iterable[str],
    *,
    kind: Callable[[str], object] = same_kind,
    most: int = 400,
) -> list[Page]:
    """Return every page that links lead to, one of each kind; more than ``most`` is an error."""
    found: list[Page] = []
    waiting = deque(starts)
    seen = {kind(address) for address in waiting}
    while waiting:
        page = browser.open(waiting.popleft())
        found.append(page)
        assert len(found) <= most, f"more than {most} pages, at {page.address}"
        if page.headers.get_content_type() != "text/html":
            continue
        for link in page.links:
            if _leads_on(link, browser.origin) and kind(link) not in seen:
                seen.add(kind(link))
                waiting.append(link)
    return found


def _leads_on(link: str, origin: str) -> bool:
    parts = urlsplit(link)
    ours = not parts.scheme and not parts.netloc and link.startswith("/")
    return ours or link.startswith(origin + "/")
