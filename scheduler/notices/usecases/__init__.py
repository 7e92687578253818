"""Use-cases of notices: one verb, one function."""
