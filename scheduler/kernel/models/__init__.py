"""Rows the kernel itself keeps."""
