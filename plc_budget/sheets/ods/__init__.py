"""The writer of OpenDocument spreadsheets (.ods): takes our sheets as XlsxWriter does.

It knows what our sheets use and refuses the rest.  Only the standard library is needed, and the
same sheets give the same bytes.
"""

from plc_budget.sheets.ods.book import OdsWorkbook

__all__ = ["OdsWorkbook"]
