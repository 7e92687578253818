"""Rules of agreements: values in, decision out."""
