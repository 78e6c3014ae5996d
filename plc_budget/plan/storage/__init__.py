"""Files of a plan kept safe: read at one moment, written all or none, one writer at a time."""
