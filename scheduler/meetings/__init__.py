"""Meeting series, meetings, participants, decisions: what is consulted."""
