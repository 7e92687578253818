"""Rules of parties: values in, decision out."""
