"""Agreements, yearly schemes and their commitments: what was promised."""
