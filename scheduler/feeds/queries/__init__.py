"""Questions to the rows of feeds, scoped by actor."""
