"""Reminders, their planning, and the outbox: who is told, when."""
