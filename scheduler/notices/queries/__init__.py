"""Questions to the rows of notices, scoped by actor."""
