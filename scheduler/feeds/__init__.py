"""Subscriptions and the entries behind each calendar feed."""
