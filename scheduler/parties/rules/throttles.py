"""How often something may be tried before it has to wait."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=15)
_EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Throttle:
    """How many times something may be tried within a quarter of an hour.

    A client's address may stand for a whole campus behind one gateway, so it is allowed more than
    a single mail address, whose limits are those of the security profile.
    """

    name: str
    per_address: int
    per_client: int


SENDS: Final = Throttle("send", per_address=3, per_client=30)
TRIES: Final = Throttle("try", per_address=5, per_client=50)


def window_start(now: datetime) -> datetime:
    """Return when the window began that ``now`` lies in."""
    return now - (now - _EPOCH) % WINDOW
