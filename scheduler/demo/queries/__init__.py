"""Statements of the demonstration: many rows at once, and many units of work as one."""
