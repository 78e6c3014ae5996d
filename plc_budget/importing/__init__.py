"""Tables somebody else made: last year's workbook or CSV, read carefully and never changed.

A file passes :mod:`~plc_budget.spreadsheets.safety` first; then its sheets become plain cells,
the headings are found, the rows are walked and the sums are compared with what the paper prints.
"""

from plc_budget.importing.reading import read_foreign, read_foreign_bytes
from plc_budget.importing.table import ForeignLine, ForeignSubtotal, ForeignTable

__all__ = ["ForeignLine", "ForeignSubtotal", "ForeignTable", "read_foreign", "read_foreign_bytes"]
