"""The worker: a clock that starts idempotent sweeps; the tables say what there is to do."""
