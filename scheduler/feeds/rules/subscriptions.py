"""What a subscription may hold, and when its address stops answering."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from scheduler.kernel.rules.errors import DomainError, InvalidError

MOST_FEEDS: Final = 20
CLIENT_LENGTH: Final = 200
_NOTED_EVERY: Final = timedelta(hours=1)


class FeedScope(StrEnum):
    """Which part of what a person may see goes into a feed."""

    ALL = "ALL"
    MEETINGS = "MEETINGS"
    ACTIONS = "ACTIONS"
    PARTNERSHIP = "PARTNERSHIP"

    @property
    def has_meetings(self) -> bool:
        """Say whether meetings belong into the feed."""
        return self is not FeedScope.ACTIONS

    @property
    def has_actions(self) -> bool:
        """Say whether action items belong into the feed."""
        return self is not FeedScope.MEETINGS


class FeedComponents(StrEnum):
    """Calendar programs take events; task programs take to-dos; never both in one feed."""

    EVENT = "EVENT"
    TODO = "TODO"


class GoneError(DomainError):
    """The address was right once and will never answer again."""

    code = "gone"


def require_choice(scope: FeedScope, components: FeedComponents, *, partnership: bool) -> None:
    """Refuse a feed that could never hold anything.

    Raises:
        InvalidError: ``meetings_are_events`` on ``components``, ``required`` or
            ``partnership_not_wanted`` on ``partnership``.
    """
    if scope is FeedScope.MEETINGS and components is FeedComponents.TODO:
        raise InvalidError("meetings_are_events", field="components")
    if scope is FeedScope.PARTNERSHIP and not partnership:
        raise InvalidError("required", field="partnership")
    if scope is not FeedScope.PARTNERSHIP and partnership:
        raise InvalidError("partnership_not_wanted", field="partnership")


def is_worth_noting(last: datetime | None, now: datetime) -> bool:
    """Say whether a use is to be written down; programs poll far more often than people look."""
    return last is None or now - last >= _NOTED_EVERY
