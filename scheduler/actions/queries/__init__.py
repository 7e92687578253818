"""Questions to the rows of actions, scoped by actor."""
