"""Rules of actions: values in, decision out."""
