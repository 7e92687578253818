"""Which pages there are: found by links, thinned out to those that show something new."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.outside.browser import Page

STARTS = ("/", "/my", "/actions", "/meetings", "/agreements", "/decisions", "/me/feeds")
SIGNED_OUT = ("/signin", "/signin/code", "/help", "/privacy", "/accessibility", "/l/" + "x" * 43)
# What no link leads to: nothing found, and nothing there.
ODD = ("/actions?q=zzzzzz", "/actions/SC-CITYU/1999/A99")


@dataclass(frozen=True)
class Sight:
    """A page worth looking at, and the view it comes from."""

    endpoint: str
    address: str


def sights(app: Flask, pages: Iterable[Page]) -> list[Sight]:
    """Return those pages that together hold every view and every kind of element there is.

    Of many pages of one view, those are kept that show a mark, a colour or a control that none
    before them did.
    """
    found: list[Sight] = []
    seen: set[tuple[str, ...]] = set()
    for page in pages:
        endpoint = endpoint_of(app, page.address)
        if not (new := _marks(endpoint, page)) <= seen:
            seen |= new
            found.append(Sight(endpoint, page.address))
    return found


def endpoint_of(app: Flask, address: str) -> str:
    """Return the name of the view behind an address, or an empty one."""
    try:
        endpoint, _values = app.url_map.bind("localhost").match(address.partition("?")[0])
    except HTTPException:
        return ""
    return str(endpoint)


def _marks(endpoint: str, page: Page) -> set[tuple[str, ...]]:
    marks: set[tuple[str, ...]] = {("view", endpoint)}
    for element in page.main.walk():
        for name in element.attributes.get("class", "").split():
            marks.add((element.tag, name))
        if element.tag in {"input", "select", "textarea", "details", "svg", "table"}:
            marks.add((endpoint, element.tag, element.attributes.get("type", "")))
    return marks
