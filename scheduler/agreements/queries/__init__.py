"""Questions to the rows of agreements, scoped by actor."""
