"""Rules of time zones as calendar programs want them: short, without comments, made once."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

# No feed reaches further; Shanghai (since 1991) and Hong Kong (since 1979) need one block anyway.
_FIRST_DAY: Final = date(2015, 1, 1)
_LAST_DAY: Final = date(2041, 1, 1)


@cache
def zone_text(name: str) -> bytes:
    """Return the VTIMEZONE of an IANA zone; it costs 10 ms to make, so it is kept."""
    zone = Timezone.from_tzid(name, first_date=_FIRST_DAY, last_date=_LAST_DAY)
    # libical refuses the comment that the library adds.
    zone.pop("COMMENT", None)
    blocks: list[TimezoneStandard | TimezoneDaylight] = [*zone.standard, *zone.daylight]
    for block in blocks:
        _correct_onsets(block)
    text: bytes = zone.to_ical()
    return text


def _correct_onsets(block: TimezoneStandard | TimezoneDaylight) -> None:
    # RFC 5545 §3.6.5: an onset is written in the offset that ends there. The library writes the
    # beginning of summer time in the new one, an hour late.
    gap = max(block.TZOFFSETTO - block.TZOFFSETFROM, timedelta())
    block.DTSTART -= gap
    onsets = [onset - gap for onset, _ in block.rdates if isinstance(onset, datetime)]
    # One property each: ical.js reads only the first of several onsets on one line.
    block.pop("RDATE", None)
    for onset in onsets:
        block.add("RDATE", onset)
