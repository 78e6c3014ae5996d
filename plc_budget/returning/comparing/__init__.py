"""A returned table beside the plan it was printed from, cell by cell."""
