"""The verbs a decision is recorded with."""

from enum import StrEnum


class DecisionVerb(StrEnum):
    """What the meeting did: 议定 / RESOLVED, 原则同意, 听取 / NOTED, 要求 / REQUESTED."""

    RESOLVED = "RESOLVED"
    AGREED_IN_PRINCIPLE = "AGREED-IN-PRINCIPLE"
    NOTED = "NOTED"
    REQUESTED = "REQUESTED"
