"""What stands in a file that came back: its sheets, tables, formulas and footers, safely read."""
