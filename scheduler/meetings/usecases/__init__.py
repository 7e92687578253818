"""Use-cases of meetings: one verb, one function."""
