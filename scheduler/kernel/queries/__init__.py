"""Questions to the rows of the kernel."""
