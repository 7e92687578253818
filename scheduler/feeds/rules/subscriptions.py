"""What a subscription may hold."""

from enum import StrEnum


class FeedScope(StrEnum):
    """Which part of what a person may see goes into a feed."""

    ALL = "ALL"
    MEETINGS = "MEETINGS"
    ACTIONS = "ACTIONS"
    PARTNERSHIP = "PARTNERSHIP"


class FeedComponents(StrEnum):
    """Calendar programs take events; task programs take to-dos; never both in one feed."""

    EVENT = "EVENT"
    TODO = "TODO"
