"""What our export is measured against: a bare XlsxWriter, and openpyxl writing the same sheets.

Both get our own exported workbook taken apart in advance: they read no table, count no period and
check no rule, they only write.  Neither draws the chart.
"""

from __future__ import annotations

import io
from copy import copy
from datetime import date, time
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils.datetime import to_excel

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

Written = tuple[int, int, Any, Any]
"""Row and column from 0, the value or formula, and the value stored with a formula."""
PAGE = (
    "page_setup",
    "page_margins",
    "print_options",
    "print_title_rows",
    "protection",
    "freeze_panes",
    "data_validations",
    "conditional_formatting",
    "_charts",
)
"""Taken over as they are, ready made."""
STYLE = ("font", "fill", "border", "alignment", "number_format", "protection")


def taken_apart(workbook: bytes) -> dict[str, list[Written]]:
    """List what stands in the cells of each sheet."""
    formulas = openpyxl.load_workbook(io.BytesIO(workbook))
    values = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
    return {
        sheet.title: [
            (cell.row - 1, cell.column - 1, _typed(cell), _stored(values, sheet.title, cell))
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        for sheet in formulas.worksheets
    }


def _typed(cell: Any) -> Any:
    """Return what was typed: openpyxl makes an object of an array formula, and a time of a number."""
    return number(getattr(cell.value, "text", cell.value))


def number(value: Any) -> Any:
    """Return a time of day as the number it is in a file."""
    return to_excel(value) if isinstance(value, date | time) else value  # type: ignore[no-untyped-call]


def _stored(values: openpyxl.Workbook, sheet: str, cell: Any) -> Any:
    stored = values[sheet].cell(cell.row, cell.column).value
    return "" if stored is None else number(stored)


FLOOR = """
import {imports}

SHEETS = {sheets!r}


def write(path):
    book = xlsxwriter.Workbook(path, {{"in_memory": True}})
    for name, cells in SHEETS.items():
        sheet = book.add_worksheet(name)
        for row, column, typed, stored in cells:
            if isinstance(typed, str) and typed.startswith("="):
                sheet.write_formula(row, column, typed, None, stored)
            elif isinstance(typed, str):
                sheet.write_string(row, column, typed)
            else:
                sheet.write(row, column, typed)
    book.close()
"""


def write_floor(folder: Path, name: str, imports: str, sheets: dict[str, list[Written]]) -> None:
    """Write a floor as a module of its own, so that Python keeps it compiled between runs."""
    source = FLOOR.format(imports=imports, sheets=sheets)
    (folder / f"{name}.py").write_text(source, encoding="utf-8")


class WithOpenpyxl:
    """Write the same sheets with openpyxl, from its formats to its chart.

    A style is put together once and then shared by its number, the quickest way openpyxl has.
    """

    def __init__(self, workbook: bytes) -> None:
        self.source = openpyxl.load_workbook(io.BytesIO(workbook))

    def __call__(self) -> bytes:
        """Build the workbook anew."""
        book = openpyxl.Workbook()
        book.remove(book.worksheets[0])
        styles: dict[tuple[int, ...], Any] = {}
        for sheet in self.source.worksheets:
            copied = book.create_sheet(sheet.title)
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None or cell.has_style:
                        _write_cell(cell, copied, styles)
            _lay_out(sheet, copied)
        written = io.BytesIO()
        book.save(written)
        return written.getvalue()


def _write_cell(cell: Any, sheet: Worksheet, styles: dict[tuple[int, ...], Any]) -> None:
    twin: Any = sheet.cell(cell.row, cell.column, cell.value)
    alike = styles.setdefault(tuple(cell._style), twin)
    if alike is not twin:
        twin._style = copy(alike._style)
        return
    for part in STYLE:
        setattr(twin, part, copy(getattr(cell, part)))


def _lay_out(sheet: Worksheet, copied: Worksheet) -> None:
    for letter, column in sheet.column_dimensions.items():
        copied.column_dimensions[letter].width = column.width
    for number, row in sheet.row_dimensions.items():
        copied.row_dimensions[number].height = row.height
    for merged in sheet.merged_cells.ranges:
        copied.merged_cells.add(str(merged))
    for part in PAGE:
        setattr(copied, part, getattr(sheet, part))
