"""Letters to people: values in, mail out; no session and no HTTP."""
