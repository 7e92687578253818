"""Use-cases of feeds: one verb, one function."""
