"""Rows of parties."""
