"""Which calendar program fetched a feed, from what it says of itself."""

from enum import StrEnum
from typing import Final


class Program(StrEnum):
    """Programs people know by name."""

    APPLE = "APPLE"
    GOOGLE = "GOOGLE"
    OUTLOOK = "OUTLOOK"
    THUNDERBIRD = "THUNDERBIRD"
    EVOLUTION = "EVOLUTION"
    ICSX5 = "ICSX5"
    NEXTCLOUD = "NEXTCLOUD"
    WPS = "WPS"
    BROWSER = "BROWSER"
    OTHER = "OTHER"


# Looked for in this order: most programs also claim to be a browser.
_MARKS: Final = (
    ("google-calendar-importer", Program.GOOGLE),
    ("dataaccessd", Program.APPLE),
    ("calendaragent", Program.APPLE),
    ("remindd", Program.APPLE),
    ("thunderbird", Program.THUNDERBIRD),
    ("evolution", Program.EVOLUTION),
    ("icsx5", Program.ICSX5),
    ("nextcloud", Program.NEXTCLOUD),
    ("outlook", Program.OUTLOOK),
    ("microsoft office", Program.OUTLOOK),
    ("microsoft.exchange", Program.OUTLOOK),
    ("wps", Program.WPS),
    ("mozilla/", Program.BROWSER),
)


def program_of(client: str) -> Program:
    """Return the program behind a User-Agent header."""
    folded = client.casefold()
    return next((program for mark, program in _MARKS if mark in folded), Program.OTHER)
