"""Rows of meetings."""
