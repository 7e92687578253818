"""Rules of feeds: values in, decision out."""
