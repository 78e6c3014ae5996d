"""Other libraries writing the cells of our workbook, each the quickest way it has.

They get our own exported workbook taken apart in advance, as in :mod:`benchmarks.rivals`: they
read no table, count no period and check no rule.
"""

from __future__ import annotations

import io
import warnings
from functools import lru_cache
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any

import openpyxl

from benchmarks.rivals import WithOpenpyxl, number, taken_apart

if TYPE_CHECKING:
    from benchmarks.rivals import Written

Cells = dict[str, list[list[Any]]]
"""The name of a sheet to what stands in it, row by row."""


def in_rows(sheets: dict[str, list[Written]], *, formulas: bool) -> Cells:
    """Set cells into rows; without formulas, the values stored with them stand there."""
    found: Cells = {}
    for name, cells in sheets.items():
        width = max(column for _, column, _, _ in cells) + 1
        rows = [[None] * width for _ in range(max(row for row, _, _, _ in cells) + 1)]
        for row, column, typed, stored in cells:
            is_formula = isinstance(typed, str) and typed.startswith("=")
            rows[row][column] = stored if is_formula and not formulas else typed
        found[name] = rows
    return found


class WithPyExcelerate:
    """Write cells and formulas with PyExcelerate: whole rows at once, no formats, no page, no chart.

    It writes formulas and number formats into its XML as they are, so we escape them for it.
    """

    def __init__(self, workbook: bytes) -> None:
        import pyexcelerate

        self.library = pyexcelerate
        self.rows = in_rows(_taken_apart(workbook), formulas=True)
        self.ready = {name: [list(map(_escaped, row)) for row in rows]
                      for name, rows in self.rows.items()}  # fmt: skip

    def __call__(self) -> bytes:
        """Build the workbook anew."""
        book, written = self.library.Workbook(), io.BytesIO()
        for name, rows in self.ready.items():
            book.new_sheet(name, data=rows)
        book.save(written)
        return written.getvalue()

    def cells(self) -> Cells:
        """Read back what it writes."""
        return read_back(self(), skipped=0)

    def expected(self) -> Cells:
        """Return what should be read back."""
        return self.rows


_PARTS = ("Style", "Font", "Fill", "Color", "Alignment", "Borders", "Border", "Format")


def _alike(cell: Any) -> tuple[int, ...]:
    return tuple(cell._style)


@lru_cache(maxsize=1)
def _taken_apart(workbook: bytes) -> dict[str, list[Written]]:
    return taken_apart(workbook)


def _part_of(name: str) -> Any:
    return getattr(import_module(f"pyexcelerate.{name}"), name)


class WithFormats(WithPyExcelerate):
    """The same with a format for each cell, as openpyxl has: font, fill, borders, alignment, number."""

    def __init__(self, workbook: bytes) -> None:
        super().__init__(workbook)
        source = openpyxl.load_workbook(io.BytesIO(workbook))
        made: dict[tuple[int, ...], Any] = {}
        self.styles = {
            sheet.title: [
                (cell.row, cell.column, made.setdefault(_alike(cell), self._style(cell)))
                for row in sheet.iter_rows()
                for cell in row
                if cell.has_style
            ]
            for sheet in source.worksheets
        }

    @staticmethod
    def _style(cell: Any) -> Any:
        style, font, fill, color, alignment, borders, border, form = map(_part_of, _PARTS)
        line = border() if cell.border.left.style else None
        shade = cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else ""
        return style(
            font=font(bold=bool(cell.font.b), size=int(cell.font.sz), family=cell.font.name),
            fill=fill(background=color(*bytes.fromhex(shade))) if shade else None,
            alignment=alignment(horizontal=cell.alignment.horizontal or "left",
                                wrap_text=bool(cell.alignment.wrap_text)),
            borders=borders(line, line, line, line) if line else None,
            format=None if cell.number_format == "General" else form(escape(cell.number_format)),
        )  # fmt: skip

    def __call__(self) -> bytes:
        """Build the workbook anew."""
        book, written = self.library.Workbook(), io.BytesIO()
        for name, rows in self.ready.items():
            sheet = book.new_sheet(name, data=rows)
            for row, column, style in self.styles[name]:
                sheet.set_cell_style(row, column, style)
        book.save(written)
        return written.getvalue()


class WithRust:
    """Write cells with rustpy-xlsxwriter: records below a header, values where we have formulas.

    It has no way to put a formula into one cell, nor to leave the header out.
    """

    def __init__(self, workbook: bytes) -> None:
        import rustpy_xlsxwriter

        self.library = rustpy_xlsxwriter
        self.rows = in_rows(_taken_apart(workbook), formulas=False)
        self.records = [
            (name, [{f"c{at}": value for at, value in enumerate(row)} for row in rows])
            for name, rows in self.rows.items()
        ]

    def __call__(self) -> bytes:
        """Build the workbook anew."""
        written = io.BytesIO()
        self.library.write_worksheets(self.records, written)
        return written.getvalue()

    def cells(self) -> Cells:
        """Read back what it writes."""
        return read_back(self(), skipped=1)

    def expected(self) -> Cells:
        """Return what should be read back."""
        return self.rows


def _escaped(value: Any) -> Any:
    is_formula = isinstance(value, str) and value.startswith("=")
    return escape(value, quote=False) if is_formula else value


def read_back(workbook: bytes, *, skipped: int) -> Cells:
    """Read the cells of a workbook with openpyxl, without so many rows of header."""
    with warnings.catch_warnings(action="ignore"):  # some write no formats at all
        book = openpyxl.load_workbook(io.BytesIO(workbook))
    return {
        sheet.title: [
            list(map(number, row)) for row in sheet.iter_rows(min_row=1 + skipped, values_only=True)
        ]
        for sheet in book.worksheets
    }


def same(found: Cells, expected: Cells) -> bool:
    """Tell whether cells are the same: blanks at the end of a row or of a sheet are no cells."""
    return {name: _filled(rows) for name, rows in found.items()} == {
        name: _filled(rows) for name, rows in expected.items()
    }


def _filled(rows: list[list[Any]]) -> dict[tuple[int, int], Any]:
    return {
        (at, column): round(value, 12) if isinstance(value, float) else value
        for at, row in enumerate(rows)
        for column, value in enumerate(row)
        if value not in (None, "")
    }


RIVALS: dict[str, Any] = {
    "openpyxl": WithOpenpyxl,
    "pyexcelerate": WithPyExcelerate,
    "pyexcelerate with formats": WithFormats,
    "rustpy_xlsxwriter": WithRust,
}
"""Names of libraries to what writes with them."""
