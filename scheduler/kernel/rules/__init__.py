"""Pure rules of the kernel: standard library only."""
