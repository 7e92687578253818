"""Two partnerships side by side: what is one's is nowhere at the other's."""
