"""The one place that reads settings and chooses the parts."""

from scheduler.bootstrap.tables import METADATA

__all__ = ["METADATA"]
