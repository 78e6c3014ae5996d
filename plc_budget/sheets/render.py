"""Drawing papers with XlsxWriter: one format per look, text that never becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from plc_budget.sheets.blocks import USUAL, At, Cell, Chart, Limit, Paper, Table
from plc_budget.sheets.formulas import work_out
from plc_budget.sheets.layout import Layout, PlacedRow
from plc_budget.sheets.looks import BASE, FONT, LOOKS, literal
from plc_budget.sheets.paging import divide, room
from plc_budget.spreadsheets.addresses import address_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet as Sheet

_A4 = 9
_HIDDEN_GRID: Final = 2
_CODES = 4
"""Width of a hidden column, where it is shown again."""
_AS_LARGE_AS_SAID = {"scale_with_doc": False}
"""Else Excel makes a footer smaller with its sheet, and nobody could read the passport."""
_CHINESE_OF_THEME = ('<a:ea typeface=""/>', f'<a:ea typeface="{FONT}"/>')
"""A chart sets Chinese in the font of the theme, whatever font it names."""
_UNPROTECTED = {
    "select_locked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "format_cells": True,
}
_RED = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}
_GRID = "#D9D9D9"


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    """A workbook that was written.

    Attributes
    ----------
    data : bytes
        An .xlsx file.
    values : sequence of mapping of str to str or float
        For each sheet, in their order, what each cell that holds a formula was to come to.
    """

    data: bytes
    values: Sequence[Mapping[str, str | float]]


def render_workbook(
    layout: Layout, *, header: str, footer: str, properties: Mapping[str, str], day: date
) -> WorkbookFile:
    """Draw the papers of a layout as sheets, protected without a password, always the same bytes.

    Parameters
    ----------
    layout : Layout
        What :func:`plc_budget.sheets.layout.lay_out` returns.
    header, footer : str
        Of every page, in Excel's own spelling.
    properties : mapping of str to str
        Of the document.
    day : date
        When it says it was made.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, _options())
    workbook.use_custom_theme(io.StringIO(workbook.theme_xml.replace(*_CHINESE_OF_THEME)))
    created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - Excel has no zones
    workbook.set_properties({**properties, "created": created})
    renderer = _Renderer(workbook, layout)
    values = [renderer.draw(paper) for paper in layout.papers]
    for sheet in workbook.worksheets():
        if header:
            sheet.set_header(header)
        sheet.set_footer(literal(footer), {**_AS_LARGE_AS_SAID})
    workbook.worksheets()[0].activate()
    workbook.close()
    return WorkbookFile(buffer.getvalue(), values)


def _options() -> dict[str, Any]:
    """Return fresh options: XlsxWriter changes the ones it is given."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": BASE["font_size"]},
    }


@dataclass
class _Renderer:
    """A shell over one workbook: its formats by look, its papers drawn one by one."""

    workbook: Workbook
    layout: Layout
    formats: dict[tuple[object, ...], Format] = field(default_factory=dict)

    def format(
        self, look: str, shown: str = "", *, is_input: bool = False, quoted: bool = False
    ) -> Format:
        """Return the format of a look; an input cell is unlocked and tinted."""
        key = (look, shown, is_input, quoted)
        if key not in self.formats:
            properties = {**BASE, **LOOKS[look]}
            if shown:
                properties["num_format"] = shown
            if is_input:
                properties |= {"locked": False, "bg_color": "#FFFBE8"}
            if quoted:
                properties["quote_prefix"] = True
            self.formats[key] = self.workbook.add_format(properties)
        return self.formats[key]

    def draw(self, paper: Paper) -> dict[str, str | float]:
        """Draw a paper as a sheet; return the values its formulas were written with."""
        sheet = self.workbook.add_worksheet(paper.name)
        for column, width in enumerate(paper.grid):
            hidden = {} if width else {"hidden": True}
            sheet.set_column(column, column, width or _CODES, None, hidden)
        rows, heights = self.layout.rows[paper.name], self.layout.heights(paper)
        values: dict[str, str | float] = {}
        for at, (placed, height) in enumerate(zip(rows, heights, strict=True)):
            if height != USUAL:
                sheet.set_row(at, height)
            for column, cell in placed.row.by_column():
                value = self.write(sheet, paper.name, placed, (at, column), cell)
                if value is not None:
                    values[address_of(at, column)] = value
            if placed.chart:
                self.chart(sheet, paper, at, placed.chart)
        for limit, column, first, last in _limits(rows):
            sheet.data_validation(first, column, last, column, _validation(limit))
        self.page(sheet, paper, heights)
        return values

    def write(
        self, sheet: Sheet, name: str, placed: PlacedRow, place: tuple[int, int], cell: Cell
    ) -> str | float | None:
        """Write a cell; return the value of a formula, stored for readers that do not calculate.

        Words that look like a formula stay words, also when they are edited again.
        """
        is_words = isinstance(cell.value, str | At) and not cell.formula
        look = cell.look or ("text" if is_words else "number")
        row, column = place
        if cell.across > 1 or cell.down > 1:
            last = (row + cell.down - 1, column + cell.across - 1)
            sheet.merge_range(row, column, *last, "", self.format(look))
        if cell.formula:
            value = work_out(self.layout, name, placed.table, row, cell)
            stored = literal(value) if isinstance(value, str) else _number(value)
            spelled = literal(self.layout.spell(cell.formula, name, placed.table, row))
            sheet.write_formula(row, column, spelled, self.format(look, cell.shown), stored)
            return stored
        if is_words:
            words = self.layout.words(cell)
            is_quoted = words.startswith(("=", "+", "-", "@")) and len(words) > 1
            drawn = self.format(look, is_input=cell.is_input, quoted=is_quoted)
            if words:
                sheet.write_string(row, column, literal(words), drawn)
            else:
                sheet.write_blank(row, column, None, drawn)
        elif isinstance(cell.value, int | Decimal):
            drawn = self.format(look, cell.shown, is_input=cell.is_input)
            sheet.write_number(row, column, float(cell.value), drawn)
        return None

    def page(self, sheet: Sheet, paper: Paper, heights: Sequence[float]) -> None:
        """Set the page up, and begin new ones where they belong."""
        page, rows = paper.page, self.layout.rows[paper.name]
        sheet.set_paper(_A4)
        (sheet.set_landscape if page.is_wide else sheet.set_portrait)()
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.center_horizontally()
        sheet.hide_gridlines(_HIDDEN_GRID)
        sheet.protect("", _UNPROTECTED)
        if page.is_black:
            sheet.print_black_and_white()
        printed = [at for at, one in enumerate(rows) if one.is_printed]
        sheet.print_area(0, 0, printed[-1], len(paper.grid) - 1)
        heads = [at for at, one in enumerate(rows) if one.is_repeated]
        if page.freezes is not None:
            tables = (block.name for block in paper.blocks if isinstance(block, Table))
            first = self.layout.spot(next(tables), paper.name)
            sheet.freeze_panes(first.first, page.freezes)
        taken = [heights[at] if (on := rows[at].room) is None else on for at in printed]
        breaks, fits = divide(
            taken,
            room(paper.grid, wide=page.is_wide),
            repeated=sum(heights[at] for at in heads),
            bound={at for at in printed[:-1] if rows[at].keeps_next},
            squeeze=page.squeeze,
            one_page=page.one_page,
        )
        sheet.fit_to_pages(1, fits)
        sheet.set_h_pagebreaks(breaks)
        chart = next((at for at, one in enumerate(rows) if one.room is not None), 0)
        if heads and not (chart and all(at >= chart for at in breaks)):
            sheet.repeat_rows(heads[0], heads[-1])
        for alarm in paper.alarms:
            mark = {"format": self.workbook.add_format(_RED), "criteria": alarm.is_}
            sheet.conditional_format(
                self.layout.spell(f"{{{alarm.cells}}}", paper.name),
                {"type": "cell", "value": alarm.number, **mark},
            )
        for name, cells in paper.names.items():
            self.workbook.define_name(name, "=" + self.layout.cells("$" + cells))

    def chart(self, sheet: Sheet, paper: Paper, row: int, block: Chart) -> None:
        """Put a bar chart over the rows that are kept for it; a column is 7 pixels a sign and 5 of margin."""
        chart: Any = self.workbook.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": block.series,
                "categories": "=" + self.layout.cells("$" + block.names),
                "values": "=" + self.layout.cells("$" + block.values),
                "data_labels": {"value": True, "num_format": "#,##0", "font": {"name": FONT}},
                "fill": {"color": "#4F6D8F"},
                "gap": 60,
            }
        )
        chart.set_title({"name": block.title, "name_font": {"name": FONT, "size": 12}})
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True, "num_font": {"name": FONT}})
        chart.set_x_axis(
            {
                "num_format": "#,##0",
                "num_font": {"name": FONT},
                "min": 0,
                "major_gridlines": {"visible": True, "line": {"color": _GRID}},
            }
        )
        width = sum(width * 7 + 5 for width in paper.grid)
        chart.set_size({"width": width, "height": block.height})
        sheet.insert_chart(row, 0, chart, {"description": block.description})


def _number(value: int | Decimal) -> float:
    """Return a number as a spreadsheet stores it: binary ones are all it has, so exactness ends here."""
    return value if isinstance(value, int) else float(value)


def _limits(rows: Sequence[PlacedRow]) -> Iterator[tuple[Limit, int, int, int]]:
    """Return what may be typed into which cells: a column, and its first and last row that go together."""
    places: dict[tuple[Limit, int], list[int]] = {}
    for at, placed in enumerate(rows):
        for column, cell in placed.row.by_column():
            if cell.limit:
                places.setdefault((cell.limit, column), []).append(at)
    for (limit, column), mine in places.items():
        for _, run in groupby(enumerate(mine), key=lambda pair: pair[1] - pair[0]):
            together = [at for _, at in run]
            yield limit, column, together[0], together[-1]


def _validation(limit: Limit) -> dict[str, object]:
    """Let a cell take what the tables take."""
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": limit.most,
        "error_title": f"{limit.name}有誤",
        "error_message": f"{limit.name}須為0至{limit.most:,}的數字。",
    }
