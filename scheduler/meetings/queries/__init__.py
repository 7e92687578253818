"""Questions to the rows of meetings, scoped by actor."""
