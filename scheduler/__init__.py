"""The consultation scheduler: a year of agreements, meetings and the action items they leave."""

__version__ = "0.1.0"
