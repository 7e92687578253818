"""States of an account, and how long a code and a session live."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

CODE_LIFE: Final = timedelta(minutes=10)
CODE_TRIES: Final = 5
LINK_LIFE: Final = timedelta(minutes=60)
SESSION_IDLE: Final = timedelta(minutes=30)
SESSION_ABSOLUTE: Final = timedelta(hours=12)


class AccountStatus(StrEnum):
    """Whether a person may sign in."""

    INVITED = "INVITED"
    ACTIVE = "ACTIVE"
    DISABLED = "DISABLED"
