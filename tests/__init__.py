"""Tests of what the product promises."""
