"""Rows of agreements."""
