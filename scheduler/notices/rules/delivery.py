"""How often a letter is tried, how long it may wait, and how long a claim on it lasts."""

import secrets
from datetime import timedelta
from typing import Final

SECRET_TEMPLATES: Final = frozenset({"signin_code", "signin_link"})
PATIENCE: Final = timedelta(days=3)
# Longer than every time-out of the mail conversation together (RFC 5321 §4.5.3.2).
LEASE: Final = timedelta(minutes=15)
# After the final dot without an answer: the server may take ten minutes to make up its mind.
QUARANTINE: Final = timedelta(minutes=15)
WAITS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=2),
    timedelta(minutes=5),
    timedelta(minutes=10),
    timedelta(minutes=30),
)
LONGEST_WAIT: Final = timedelta(hours=1)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after the given number of attempts that failed for the moment."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else LONGEST_WAIT


def new_message_id() -> str:
    """Return the part of a Message-ID before the ``@``: 136 random bits, safe in any header."""
    return secrets.token_hex(17)
