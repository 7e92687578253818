"""The hash that ties each audit entry to the one before it."""

import hashlib
import json
from collections.abc import Mapping
from typing import Final

GENESIS: Final = "0" * 64


def canonical(values: Mapping[str, object]) -> str:
    """Return the one spelling of an entry's values that is hashed."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_hash(previous: str, values: Mapping[str, object]) -> str:
    """Return the SHA-256 of the entry before and this entry's values, in hexadecimal."""
    return hashlib.sha256(f"{previous}\n{canonical(values)}".encode()).hexdigest()
