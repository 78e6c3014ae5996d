"""How large a file, a sheet and a cell may be, so that reading ends soon whatever comes."""

from __future__ import annotations

LARGEST_FILE = 5_000_000
"""Most bytes a table may have. [B]"""
MOST_SHEETS = 30
LAST_ROW = 2_000
LAST_COLUMN = 60
"""The last row and column that are read; a budget has some dozens of rows and ten columns."""
LONGEST = 2_000
"""Most characters a cell may hold."""
