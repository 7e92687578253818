"""Rules of notices: values in, decision out."""
