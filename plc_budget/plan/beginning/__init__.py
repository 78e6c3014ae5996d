"""New plans: an empty folder, one like another, one from last year's table."""
