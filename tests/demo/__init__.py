"""The demonstration: complete, plausible on every day, and never in an instance for real work."""
