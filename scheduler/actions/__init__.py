"""Action items and their progress: what somebody does by a day."""
