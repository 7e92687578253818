"""Builders: rows and people for tests, with keyword overrides."""
