"""Tests of the worker: sweeps against real databases and a real mail server."""
