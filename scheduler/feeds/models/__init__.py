"""Rows of feeds."""
