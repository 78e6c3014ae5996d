"""The approved copy (核定): frozen, corrected by a step of the history, and verified."""
