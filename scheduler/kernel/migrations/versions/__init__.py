"""The revisions, oldest first by their links."""
