"""What was changed, from what, to what and why: ``history.jsonl``, and the changes it records."""
