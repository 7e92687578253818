"""Questions to the rows of parties, scoped by actor."""
