"""What the sheets ask of a writer: the part of XlsxWriter's interface that we use.

Whatever has these methods can take our sheets: XlsxWriter itself, and the writer of OpenDocument
beside this file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, Protocol

Options = dict[str, Any]
Format = Any
"""What ``add_format`` returns; a writer's own and of no meaning to others."""


class Sheet(Protocol):
    """One sheet; rows and columns count from 0, cells by name are as Excel names them."""

    def write_string(self, row: int, col: int, string: str, cell_format: Format = ..., /) -> object:
        """Write text."""

    def write_number(self, row: int, col: int, number: float, cell_format: Format = ..., /
                     ) -> object:  # fmt: skip
        """Write a number."""

    def write_blank(self, row: int, col: int, blank: None, cell_format: Format = ..., /) -> object:
        """Give an empty cell its look."""

    def write_formula(self, row: int, col: int, formula: str, cell_format: Format = ...,
                      value: str | float = ..., /) -> object:  # fmt: skip
        """Write a formula of Excel together with its value."""

    def merge_range(self, first_row: int, first_col: int, last_row: int, last_col: int, data: str,
                    cell_format: Format = ..., /) -> object:  # fmt: skip
        """Make one cell of several."""

    def set_row(self, row: int, height: float, /) -> object:
        """Set the height of a row. [pt]"""

    def set_column(self, first_col: int, last_col: int, width: float, cell_format: Format = ...,
                   options: Options = ..., /) -> object:  # fmt: skip
        """Set the width of columns [digit], or hide them."""

    def data_validation(self, cells: str, options: Options, /) -> object:
        """Limit what may be typed."""

    def conditional_format(self, cells: str, options: Options, /) -> object:
        """Mark values."""

    def insert_chart(self, cell: str, chart: Any, options: Options, /) -> object:  # noqa: ANN401 - made by the same writer
        """Put a chart on the sheet."""

    def set_paper(self, paper_type: int, /) -> object:
        """Choose the paper."""

    def set_landscape(self) -> object:
        """Turn the paper on its side."""

    def set_portrait(self) -> object:
        """Set the paper upright."""

    def fit_to_pages(self, width: int, height: int, /) -> object:
        """Print on that many pages; 0 is as many as it takes."""

    def set_margins(self, left: float, right: float, top: float, bottom: float) -> object:
        """Set the margins. [inch]"""

    def center_horizontally(self) -> object:
        """Print in the middle of the page."""

    def hide_gridlines(self, option: Literal[0, 1, 2], /) -> object:
        """Hide the lines between cells."""

    def print_black_and_white(self) -> object:
        """Print without tints."""

    def set_header(self, header: str, /) -> object:
        """Set the header, in Excel's codes."""

    def set_footer(self, footer: str, options: Options | None = ..., /) -> object:
        """Set the footer, in Excel's codes."""

    def repeat_rows(self, first_row: int, last_row: int | None = ..., /) -> object:
        """Print rows on every page."""

    def print_area(self, first_row: int, first_col: int, last_row: int, last_col: int, /
                   ) -> object:  # fmt: skip
        """Print these cells only."""

    def set_h_pagebreaks(self, breaks: list[int], /) -> object:
        """Begin a new page after so many rows."""

    def freeze_panes(self, row: int, col: int, /) -> object:
        """Keep the first rows and columns in view."""

    def protect(self, password: str, options: dict[str, Any], /) -> object:
        """Protect all cells that are not unlocked."""

    def activate(self) -> object:
        """Show this sheet first."""


class Workbook(Protocol):
    """A workbook that is being written."""

    def add_worksheet(self, name: str, /) -> Sheet:
        """Add a sheet."""

    def add_format(self, properties: dict[str, Any], /) -> Format:
        """Make a look of cells."""

    def add_chart(self, options: dict[str, Any], /) -> Any:  # noqa: ANN401 - XlsxWriter has a class for each kind
        """Make a chart."""

    def define_name(self, name: str, formula: str, /) -> object:
        """Name a cell."""

    def worksheets(self) -> Sequence[Sheet]:
        """Return the sheets in their order."""

    def set_properties(self, properties: dict[str, Any], /) -> object:
        """Say what the document is."""
