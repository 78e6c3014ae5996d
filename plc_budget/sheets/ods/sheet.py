"""One sheet while it is being written: what XlsxWriter's worksheet is told, kept as values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any, NamedTuple

from plc_budget.sheets.ods.looks import Look
from plc_budget.sheets.ods.pages import Page
from plc_budget.spreadsheets.addresses import column_letters

Options = Mapping[str, Any]
_A4 = 9
_CELL = re.compile(r"([A-Z]+)([0-9]+)")


class Cell(NamedTuple):
    """What stands in a cell: nothing, text or a number, perhaps as the value of a formula."""

    value: str | float | None
    look: Look | None
    formula: str = ""


class Area(NamedTuple):
    """Cells from one corner to the other; rows and columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def places(self) -> Iterator[tuple[int, int]]:
        """Go through its cells, by row and column."""
        return product(range(self.first_row, self.last_row + 1),
                       range(self.first_column, self.last_column + 1))  # fmt: skip

    @property
    def corners(self) -> tuple[str, str]:
        """The names of the first cell and of the last."""
        return (f"{column_letters(self.first_column)}{self.first_row + 1}",
                f"{column_letters(self.last_column)}{self.last_row + 1}")  # fmt: skip


def area(cells: str) -> Area:
    """Read the name of a cell or of a range.

    Examples
    --------
    >>> area("B2:C10")
    Area(first_row=1, first_column=1, last_row=9, last_column=2)
    """
    first, _, last = cells.partition(":")
    return Area(*_place(first), *_place(last or first))


def _place(name: str) -> tuple[int, int]:
    found = _CELL.fullmatch(name)
    if found is None:
        raise ValueError(f"no cell: {name}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


@dataclass
class OdsSheet:
    """A shell that keeps what it is told; see :class:`plc_budget.sheets.interface.Sheet`."""

    name: str
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    validations: list[tuple[Area, Options]] = field(default_factory=list)
    conditions: list[tuple[Area, Options]] = field(default_factory=list)
    charts: list[tuple[Area, Any, Options]] = field(default_factory=list)
    page: Page = field(default_factory=Page)
    hidden: set[int] = field(default_factory=set)
    repeated: tuple[int, int] | None = None
    printed: Area | None = None
    breaks: frozenset[int] = frozenset()
    frozen: tuple[int, int] = (0, 0)
    has_grid: bool = True
    is_protected: bool = False
    is_active: bool = False

    def _put(self, row: int, column: int, cell: Cell) -> None:
        self.cells.setdefault(row, {})[column] = cell

    def write_string(
        self, row: int, col: int, string: str, cell_format: Look | None = None
    ) -> None:
        """Write text."""
        self._put(row, col, Cell(string, cell_format))

    def write_number(
        self, row: int, col: int, number: float, cell_format: Look | None = None
    ) -> None:
        """Write a number."""
        self._put(row, col, Cell(number, cell_format))

    def write_blank(
        self, row: int, col: int, _blank: None, cell_format: Look | None = None
    ) -> None:
        """Give an empty cell its look."""
        self._put(row, col, Cell(None, cell_format))

    def write_formula(self, row: int, col: int, formula: str, cell_format: Look | None = None,
                      value: str | float = 0) -> None:  # fmt: skip
        """Write a formula of Excel together with its value."""
        self._put(row, col, Cell(value, cell_format, formula))

    def merge_range(self, first_row: int, first_col: int, last_row: int, last_col: int, data: str,
                    cell_format: Look | None = None) -> None:  # fmt: skip
        """Make one cell of several."""
        merged = Area(first_row, first_col, last_row, last_col)
        for place in merged.places():
            self._put(*place, Cell(None, cell_format))
        self._put(first_row, first_col, Cell(data or None, cell_format))
        self.merged.append(merged)

    def set_row(self, row: int, height: float) -> None:
        """Set the height of a row. [pt]"""
        self.heights[row] = height

    def set_column(self, first_col: int, last_col: int, width: float,
                   _format: Look | None = None, options: Options | None = None) -> None:  # fmt: skip
        """Set the width of columns [digit], or hide them."""
        for column in range(first_col, last_col + 1):
            self.widths[column] = width
            if options and options.get("hidden"):
                self.hidden.add(column)

    def data_validation(self, cells: str, options: Options) -> None:
        """Limit what may be typed."""
        self.validations.append((area(cells), options))

    def conditional_format(self, cells: str, options: Options) -> None:
        """Mark values."""
        self.conditions.append((area(cells), options))

    def insert_chart(self, cell: str, chart: Any, options: Options) -> None:  # noqa: ANN401 - as the interface has it
        """Put a chart on the sheet."""
        self.charts.append((area(cell), chart, options))

    def set_paper(self, paper_type: int) -> None:
        """Choose the paper: A4, the only one in the offices."""
        if paper_type != _A4:
            raise ValueError(f"no paper of our sheets: {paper_type}")

    def set_landscape(self) -> None:
        """Turn the paper on its side."""
        self.page = replace(self.page, wide=True)

    def set_portrait(self) -> None:
        """Set the paper upright."""
        self.page = replace(self.page, wide=False)

    def fit_to_pages(self, width: int, height: int) -> None:
        """Print on that many pages; 0 is as many as it takes."""
        self.page = replace(self.page, across=width, down=height)

    def set_margins(self, left: float, right: float, top: float, bottom: float) -> None:
        """Set the margins. [inch]"""
        self.page = replace(self.page, margins=(left, right, top, bottom))

    def center_horizontally(self) -> None:
        """Print in the middle of the page."""
        self.page = replace(self.page, centered=True)

    def hide_gridlines(self, option: int) -> None:
        """Hide the lines between cells, which are never printed here."""
        self.has_grid = option < 1

    def print_black_and_white(self) -> None:
        """Do nothing: OpenDocument leaves this to whoever prints."""

    def set_header(self, header: str) -> None:
        """Set the header, in Excel's codes."""
        self.page = replace(self.page, header=header)

    def set_footer(self, footer: str, _options: Options | None = None) -> None:
        """Set the footer, in Excel's codes."""
        self.page = replace(self.page, footer=footer)

    def repeat_rows(self, first_row: int, last_row: int | None = None) -> None:
        """Print rows on every page."""
        self.repeated = first_row, first_row if last_row is None else last_row

    def print_area(self, first_row: int, first_col: int, last_row: int, last_col: int) -> None:
        """Print these cells only."""
        self.printed = Area(first_row, first_col, last_row, last_col)

    def set_h_pagebreaks(self, breaks: list[int]) -> None:
        """Begin a new page after so many rows."""
        self.breaks = frozenset(breaks)

    def freeze_panes(self, row: int, col: int) -> None:
        """Keep the first rows and columns in view."""
        self.frozen = row, col

    def protect(self, password: str, _options: Options) -> None:
        """Protect all cells that are not unlocked; what else may be done OpenDocument cannot say."""
        if password:
            raise ValueError("our sheets are protected without a password")
        self.is_protected = True

    def activate(self) -> None:
        """Show this sheet first."""
        self.is_active = True
