"""Which workbook of XlsxWriter writes an .xlsx: the quick one, if it is proven for what is installed."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

PROVEN = frozenset({"3.3.0", "3.3.1"})
"""Versions with which the quick workbook writes the bytes of the plain one, every test of it passed."""


class XlsxWorkbook(xlsxwriter.Workbook):
    """XlsxWriter's own workbook, in memory."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.buffer = io.BytesIO()
        super().__init__(self.buffer, {**options, "in_memory": True})

    def written(self) -> bytes:
        """Close the workbook and return the file."""
        self.close()
        return self.buffer.getvalue()


def xlsx_workbook(options: dict[str, Any]) -> XlsxWorkbook:
    """Return a new workbook: the same file whichever it is, but with another XlsxWriter it takes longer.

    Parameters
    ----------
    options : dict
        What XlsxWriter is told; it changes what it is given.
    """
    if xlsxwriter.__version__ not in PROVEN:
        return XlsxWorkbook(options)
    from plc_budget.sheets.xlsx_quick import QuickWorkbook

    return QuickWorkbook(options)
