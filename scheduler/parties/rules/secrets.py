"""Secrets that are kept only as a hash: session keys, one-time codes and links."""

import hashlib
import re
import secrets
from typing import Final

CODE_LENGTH: Final = 8
# Without vowels, so that no word appears, and without what looks alike: 0 O, 1 I L, 2 Z, 5 S, 8 B.
ALPHABET: Final = "CDFGHJKMNPQRTVWX34679"


def new_code() -> str:
    """Return a random code that can be read aloud and typed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def typed_code(text: str) -> str:
    """Return a code as it was made, however it was typed: in any case, with blanks or hyphens."""
    return re.sub(r"[\s-]", "", text).upper()


def secret_hash(secret: str) -> str:
    """Return what is kept of a secret that is long and random."""
    return hashlib.sha256(secret.encode()).hexdigest()


def code_hash(code: str, browser_key: str) -> str:
    """Return what is kept of a short code.

    The browser's key, which is nowhere in the database, makes the short code as long as itself:
    who reads the table cannot try out all codes.
    """
    return secret_hash(f"{browser_key}:{code}")
