"""Text of people made safe for calendar programs, which are far less careful than browsers."""

import re
from typing import Final
from urllib.parse import quote

# A raw U+2028 lets a title inject a property into readers that use ``splitlines``, and a bell or
# vertical tab makes strict readers refuse the whole feed, so what breaks a line becomes a newline
# and every other control character goes; so do byte order marks, which some readers swallow.
_LINE_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BLANKS: Final = re.compile(r"[\t\n ]+")

# RFC 3986 §2.2 and §2.3, and the percent sign, so that what is encoded stays as it is.
_URI_CHARACTERS: Final = "!#$%&'()*+,/:;=?@[]~"


def clean_text(text: str) -> str:
    """Return text of several lines without control characters, its lines parted by newlines."""
    return _CONTROLS.sub("", _LINE_BREAKS.sub("\n", text)).strip()


def clean_line(text: str) -> str:
    """Return text as one line without control characters."""
    return _BLANKS.sub(" ", clean_text(text))


def clean_uri(uri: str) -> str:
    """Return an address in printable ASCII only, as a URI value must be (RFC 5545 §3.3.13)."""
    return quote(clean_line(uri), safe=_URI_CHARACTERS)
