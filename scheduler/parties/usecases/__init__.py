"""Use-cases of parties: one verb, one function."""
