"""Forms: what people send, turned into values or into codes of what is wrong with it."""
