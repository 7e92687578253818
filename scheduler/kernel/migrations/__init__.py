"""Revisions of the schema and how they are written."""
