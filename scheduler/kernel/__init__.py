"""What every context stands on: identifiers, clock, errors, actor, database, unit of work, audit."""
