"""A whole calendar from stored components, the same bytes for the same components."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from icalendar import Calendar
from icalendar.prop import vDuration, vText

from scheduler.calendars.escaping import Text
from scheduler.calendars.text import clean_line, clean_text
from scheduler.calendars.zones import zone_text
from scheduler.kernel.rules.language import Language

CONTENT_TYPE: Final = "text/calendar; charset=utf-8"

_END: Final = b"END:VCALENDAR\r\n"


class Colour(StrEnum):
    """Colours a calendar may ask for, by their CSS names (RFC 7986 §5.9)."""

    STEELBLUE = "steelblue"
    TEAL = "teal"
    SEAGREEN = "seagreen"
    DARKGOLDENROD = "darkgoldenrod"
    INDIANRED = "indianred"
    SLATEGRAY = "slategray"

    @property
    def code(self) -> str:
        """Return the colour as Apple's programs want it."""
        return _COLOUR_CODES[self]


_COLOUR_CODES: Final = {
    Colour.STEELBLUE: "#4682B4",
    Colour.TEAL: "#008080",
    Colour.SEAGREEN: "#2E8B57",
    Colour.DARKGOLDENROD: "#B8860B",
    Colour.INDIANRED: "#CD5C5C",
    Colour.SLATEGRAY: "#708090",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHead:
    """What a calendar says about itself; ``zone`` is only shown, every time names its own."""

    name: str
    language: Language
    description: str = ""
    colour: Colour | None = None
    refresh: timedelta = timedelta(hours=1)
    zone: str = "Asia/Shanghai"


def feed_text(head: FeedHead, components: Sequence[bytes], zones: Collection[str]) -> bytes:
    """Return a calendar of ``components`` in the given order, with the rules of ``zones``.

    ``zones`` are exactly the names that the components use (``entries.zones_of``). The caller
    never asks for a calendar without components: it is invalid (RFC 5545 §3.6), and some programs
    keep the old entries when they receive one. An entry that stands for "nothing planned" will do.

    Raises:
        ValueError: There are no components.
    """
    if not components:
        raise ValueError("a calendar needs at least one component")
    opening = _head(head).to_ical().removesuffix(_END)
    return b"".join([opening, *map(zone_text, sorted(zones)), *components, _END])


def etag(content: bytes) -> str:
    """Return a strong entity tag for ``content``, without the quotes HTTP puts around it."""
    return hashlib.sha256(content).hexdigest()[:40]


def _head(head: FeedHead) -> Calendar:
    # Neither UID nor METHOD: with a UID vdirsyncer keeps one entry of all, and a METHOD would
    # need an organiser, to whom programs then send replies. ``Calendar.new`` invents a UID.
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//Consultation Scheduler//Feed//{head.language.tag}")
    calendar.add("CALSCALE", "GREGORIAN")
    # The library escapes these values only when they come as text values.
    name = Text(clean_line(head.name))
    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    if description := clean_text(head.description):
        calendar.add("DESCRIPTION", Text(description))
        calendar.add("X-WR-CALDESC", Text(description))
    calendar.add("X-WR-TIMEZONE", vText(clean_line(head.zone)))
    if head.colour is not None:
        calendar.add("COLOR", vText(head.colour.value))
        calendar.add("X-APPLE-CALENDAR-COLOR", vText(head.colour.code))
    # RFC 7986 §5.7 makes the VALUE parameter mandatory; the library leaves it out.
    refresh = vDuration(head.refresh)
    calendar.add("REFRESH-INTERVAL", refresh, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(head.refresh))
    return calendar
