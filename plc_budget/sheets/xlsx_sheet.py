"""A sheet of XlsxWriter that writes its cells sooner; what is rare XlsxWriter does itself.

Each override spares something that XlsxWriter does for every cell and our sheets never need.  A
test compares whole files with those of the plain XlsxWriter.
"""

# ruff: noqa: ANN401, SLF001 - what XlsxWriter hands on has its own types, and this is one of its sheets

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from inspect import unwrap
from types import SimpleNamespace
from typing import Any

from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
    re_dynamic_function,
)

from plc_budget.spreadsheets.addresses import column_letters

_LONG = 10_000
"""Signs from which on XlsxWriter looks how long a text is in UTF-16."""
_BLOCK = 16
"""Rows that share one span."""
_new: Any = tuple.__new__
"""Makes a named tuple without a call of Python's own."""
_AS_USUAL: Any = SimpleNamespace(use_future_functions=False)
"""A sheet as a formula is prepared for."""


class QuickSheet(Worksheet):
    """A sheet whose cells are given by numbers of rows and columns."""

    fh: Any
    str_table: Any
    dim_rowmin: Any
    dim_rowmax: Any
    dim_colmin: Any
    dim_colmax: Any
    row_spans: dict[int, str]

    # The wrappers look in every call whether a cell was given by name.
    write_number: Any = unwrap(Worksheet.write_number)
    write_blank: Any = unwrap(Worksheet.write_blank)
    merge_range: Any = unwrap(Worksheet.merge_range)
    set_column: Any = unwrap(Worksheet.set_column)
    set_column_pixels: Any = unwrap(Worksheet.set_column_pixels)

    def write_string(  # type: ignore[override]  # never by name
        self, row: int, col: int, string: str, cell_format: Any = None
    ) -> Any:
        """Write text; the first of a row, and a very long one, the usual way."""
        cells = self.table.get(row)
        if not cells or not self.dim_colmin <= col <= self.dim_colmax or len(string) > _LONG:
            return self._write_string(row, col, string, cell_format)
        index = self.str_table._get_shared_string_index(string)
        cells[col] = _new(CellStringTuple, (index, cell_format))
        return 0

    def _write_blank(self, row: int, col: int, blank: Any, cell_format: Any = None) -> Any:
        """Give an empty cell its look, as one of several that are made one."""
        cells = self.table.get(row)
        if not cells or not self.dim_colmin <= col <= self.dim_colmax or cell_format is None:
            return super()._write_blank(row, col, blank, cell_format)
        cells[col] = _new(CellBlankTuple, (cell_format,))
        return 0

    def write_formula(  # type: ignore[override]  # never by name
        self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0
    ) -> Any:
        """Write a formula; one that was looked through before is not searched again."""
        known = _looked_through(formula)
        if known is None or self._check_dimensions(row, col):
            return super().write_formula(row, col, formula, cell_format, value)
        self.table[row][col] = _new(CellFormulaTuple, (known, cell_format, value))
        return 0

    def _calculate_spans(self) -> None:
        """Find the first and the last column of each block of rows; we write no comments."""
        self.row_spans = {}
        for block in range(self.dim_rowmin // _BLOCK, self.dim_rowmax // _BLOCK + 1):
            rows = range(block * _BLOCK, (block + 1) * _BLOCK)
            used = [cells for row in rows if (cells := self.table.get(row))]
            if used:
                first, last = min(map(min, used)), max(map(max, used))
                self.row_spans[block] = f"{first + 1}:{last + 1}"

    def _write_rows(self) -> None:
        """Write every row at once, its cells without a list of attributes for each."""
        self._calculate_spans()
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, info = self.table.get(row), self.row_info.get(row)
            span = self.row_spans.get(row // _BLOCK)
            if cells:
                self._write_row(row, span, info)
                self._write_cells(row, cells)
                self._xml_end_tag("row")
            elif info is not None:
                self._write_empty_row(row, span, info)

    def _write_cells(self, row: int, cells: dict[int, Any]) -> None:
        number = row + 1
        try:
            marked = [
                _MARKED[type(cell)](f'r="{column_letters(at)}{number}" s="{_index(cell)}"', cell)
                for at, cell in sorted(cells.items())
            ]
        except _RARE:
            for at in sorted(cells):
                self._write_cell(row, at, cells[at])
        else:
            self.fh.write("".join(marked))


@lru_cache(maxsize=8192)
def _looked_through(formula: str) -> str | None:
    """Search a formula for the newest functions, thirty searches, once; None for one of an array."""
    if formula.startswith("{") or re_dynamic_function.search(formula):
        return None
    prepare: Any = Worksheet._prepare_formula
    return str(prepare(_AS_USUAL, formula))


def _index(cell: Any) -> int:
    look = cell.format
    return look.xf_index or look._get_xf_index()  # type: ignore[no-any-return]


def _string(at: str, cell: Any) -> str:
    return f'<c {at} t="s"><v>{cell.string}</v></c>'


def _number(at: str, cell: Any) -> str:
    return f"<c {at}><v>{cell.number:.16G}</v></c>"


def _blank(at: str, _: Any) -> str:
    return f"<c {at}/>"


def _formula(at: str, cell: Any) -> str:
    """Write a formula; one that comes to truth or perhaps to an error of Excel is rare."""
    value, kind = cell.value, ""
    if isinstance(value, str):
        if value.startswith("#"):
            raise KeyError(value)
        value, kind = _escaped(value), ' t="str"' if value else ""
    elif isinstance(value, bool):
        raise KeyError(value)
    return f"<c {at}{kind}><f>{_escaped(cell.formula)}</f><v>{value}</v></c>"


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_RARE = (KeyError, AttributeError)
"""Raised for a cell of another kind, with another value or without a look."""
_MARKED: dict[type, Callable[[str, Any], str]] = {
    CellStringTuple: _string,
    CellNumberTuple: _number,
    CellBlankTuple: _blank,
    CellFormulaTuple: _formula,
}
"""How a cell of each kind is written, given its address and look."""
