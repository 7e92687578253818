"""Views, one file per concept: parse, one use-case, answer."""
