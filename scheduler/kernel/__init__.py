"""What every context stands on: identifiers, clock, errors, actor, unit of work, audit."""
