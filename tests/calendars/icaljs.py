"""Reading a calendar with ical.js, which is what Thunderbird reads with."""

import json
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from tests.servers.programs import NODE_MODULES, find_node

_READER: Final = Path(__file__).parent / "read_with_icaljs.mjs"


def read_with_icaljs(feed: bytes) -> list[dict[str, Any]]:
    """Return what ical.js finds in a calendar, on a machine elsewhere in the world."""
    module = NODE_MODULES / "ical.js" / "dist" / "ical.js"
    node = find_node()
    if node is None or not module.exists():
        pytest.fail("ical.js is not here yet: python -m tests.provision brings it")
    command = [str(node), str(_READER), module.as_uri()]
    # Readers elsewhere must see the same instants and days.
    done = subprocess.run(
        command, input=feed, capture_output=True, check=True, env={"TZ": "America/New_York"}
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found
