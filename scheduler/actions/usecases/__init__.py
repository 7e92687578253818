"""Use-cases of actions: one verb, one function."""
