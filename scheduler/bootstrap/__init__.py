"""The one place that reads settings and chooses the parts."""

from scheduler.bootstrap.settings import Settings
from scheduler.bootstrap.tables import METADATA

__all__ = ["METADATA", "Settings"]
