"""Keeping secrets and foreign lines out of the logs."""

import logging
import re
from typing import Final

# As long as the secrets in our addresses: of feeds, sign-in links, update links.
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{43,}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def redacted(text: str) -> str:
    """Return a line for a log: no secret of an address in it, and no second line."""
    return _CONTROL.sub("?", _SECRET.sub("…", text))


def holds_secret(path: str) -> bool:
    """Say whether a path has something in it that is as long as our secrets."""
    return _SECRET.search(path) is not None


class Redacting(logging.Filter):
    """Rewrites every record's message; a traceback keeps its lines."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, rewritten."""
        record.msg, record.args = redacted(record.getMessage()), ()
        return True
