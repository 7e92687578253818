"""Organisations, partnerships, people, posts, accounts: who takes part."""
