"""Rules of meetings: values in, decision out."""
