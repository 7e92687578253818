"""Use-cases of agreements: one verb, one function."""
