"""A sheet as a table: columns, rows and cells, each with its look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from plc_budget.sheets.ods.formula import address, open_formula
from plc_budget.sheets.ods.looks import Look, Mark, cell_style
from plc_budget.sheets.ods.markup import escaped, paragraphs, tag
from plc_budget.sheets.ods.numbers import shown, typed
from plc_budget.sheets.ods.rules import Rules
from plc_budget.sheets.ods.sheet import Area, Cell, OdsSheet

_USUAL_HEIGHT = 15.0
"""Of a row that was given none. [pt]"""
_DIGIT = 6
"""Width of a digit of the usual font, which is half as wide as high. [pt]"""


@dataclass
class Styles:
    """The automatic styles of all sheets, as they come up; each is described once."""

    numbers: dict[str, str]
    columns: dict[float, str] = field(default_factory=dict)
    rows: dict[tuple[float | None, bool], str] = field(default_factory=dict)
    marked: dict[tuple[str, Mark], str] = field(default_factory=dict)
    described: list[str] = field(default_factory=list)

    def column(self, width: float) -> str:
        """Name the style of a column of a width. [digit]"""
        if width not in self.columns:
            self.columns[width] = name = f"co{len(self.columns) + 1}"
            inside = f'<style:table-column-properties style:column-width="{_column_points(width):.2f}pt"/>'
            self.described.append(_style(name, "table-column", inside))
        return self.columns[width]

    def row(self, height: float | None, *, breaks: bool) -> str:
        """Name the style of a row; without a height it is as high as its text."""
        key = height, breaks
        if key not in self.rows:
            self.rows[key] = name = f"ro{len(self.rows) + 1}"
            self.described.append(_style(name, "table-row", tag("style:table-row-properties", {
                "style:row-height": f"{_row_points(height):g}pt",
                "fo:break-before": "page" if breaks else "auto",
                "style:use-optimal-row-height": "true" if height is None else "false",
            })))  # fmt: skip
        return self.rows[key]

    def cell(self, look: Look | None, mark: Mark | None) -> str:
        """Name the style of a cell."""
        if look is None or mark is None:
            return look.name if look else ""
        key = look.name, mark
        if key not in self.marked:
            self.marked[key] = name = f"{look.name}m{len(self.marked) + 1}"
            self.described.append(cell_style(look, self.numbers, name, mark))
        return self.marked[key]


def _style(name: str, family: str, inside: str) -> str:
    return tag("style:style", {"style:name": name, "style:family": f"{family}"}, inside)


def _column_points(width: float) -> float:
    """Return what a column of so many digits takes, rounded to pixels as a workbook has it. [pt]"""
    return int((int(width * 7 + 0.5) + 5) / 7 * 256) / 256 * _DIGIT


def _row_points(height: float | None) -> float:
    """Round a height to pixels, as a workbook has it. [pt]"""
    return _USUAL_HEIGHT if height is None else int(height * 4 / 3 + 0.5) * 0.75


def table(sheet: OdsSheet, number: int, styles: Styles, rules: Rules, frames: dict[tuple[int, int], str]
          ) -> str:  # fmt: skip
    """Write a sheet; ``frames`` are the charts by the cell they hang on."""
    attributes = {
        "table:name": sheet.name, "table:style-name": f"ta{number}",
        "table:protected": "true" if sheet.is_protected else "",
        "table:print-ranges": address(sheet.name, *sheet.printed.corners) if sheet.printed else "",
    }  # fmt: skip
    columns = _columns(sheet, styles)
    rows = list(_Rows(sheet, styles, rules, frames).all())
    first, last = sheet.repeated or (0, -1)
    repeated = "".join(rows[first : last + 1])
    header = f"<table:table-header-rows>{repeated}</table:table-header-rows>" if repeated else ""
    inside = [columns, *rows[:first], header, *rows[last + 1 :]]
    return tag("table:table", attributes, "".join(inside))


def _columns(sheet: OdsSheet, styles: Styles) -> str:
    last = max([*sheet.widths, *(column for row in sheet.cells.values() for column in row), 0])
    names = [
        styles.column(sheet.widths[at]) if at in sheet.widths else "" for at in range(last + 1)
    ]
    return "".join(
        tag("table:table-column", {"table:style-name": name,
                                   "table:number-columns-repeated": _many(len(list(alike))),
                                   "table:default-cell-style-name": "Default"})
        for name, alike in groupby(names)
    )  # fmt: skip


def _many(count: int) -> int | str:
    return count if count > 1 else ""


class _Rows:
    """The rows of a sheet, with what is known of its merged cells."""

    def __init__(self, sheet: OdsSheet, styles: Styles, rules: Rules,
                 frames: dict[tuple[int, int], str]) -> None:  # fmt: skip
        self.sheet, self.styles, self.rules, self.frames = sheet, styles, rules, frames
        self.corners = {(area.first_row, area.first_column): area for area in sheet.merged}
        self.covered = {
            (row, column)
            for area in sheet.merged
            for row in range(area.first_row, area.last_row + 1)
            for column in range(area.first_column, area.last_column + 1)
        } - self.corners.keys()

    def all(self) -> Iterator[str]:
        """Write each row."""
        sheet = self.sheet
        printed = sheet.printed.last_row if sheet.printed else 0
        last = max([*sheet.cells, *sheet.heights, *(row for row, _ in self.frames), printed])
        for row in range(last + 1):
            style = self.styles.row(sheet.heights.get(row), breaks=row in sheet.breaks)
            cells = "".join(self._cells(row)) or "<table:table-cell/>"
            yield f'<table:table-row table:style-name="{style}">{cells}</table:table-row>'

    def _cells(self, row: int) -> Iterator[str]:
        written = self.sheet.cells.get(row, {})
        framed = {column for at, column in self.frames if at == row}
        end = 0
        for column in sorted(written.keys() | framed):
            if column > end:
                yield tag(
                    "table:table-cell", {"table:number-columns-repeated": _many(column - end)}
                )
            yield self._cell(row, column, written.get(column, Cell(None, None)))
            end = column + 1

    def _cell(self, row: int, column: int, cell: Cell) -> str:
        style = self.styles.cell(cell.look, self.rules.mark(row, column))
        start = f' table:style-name="{style}"' if style else ""
        if (row, column) in self.covered:
            return f"<table:covered-table-cell{start}/>"
        validation = self.rules.validation(row, column)
        if validation:
            start += f' table:content-validation-name="{validation}"'
        if cell.formula:
            start += f' table:formula="{escaped(open_formula(cell.formula))}"'
        start += _spans(self.corners.get((row, column)))
        return _filled(start, cell, self.frames.get((row, column), ""))


def _spans(merged: Area | None) -> str:
    if merged is None:
        return ""
    across = merged.last_column - merged.first_column + 1
    down = merged.last_row - merged.first_row + 1
    return f' table:number-columns-spanned="{across}" table:number-rows-spanned="{down}"'


def _filled(start: str, cell: Cell, frame: str) -> str:
    value = cell.value
    if value is None:
        return f"<table:table-cell{start}>{frame}</table:table-cell>"
    if isinstance(value, str):
        kind, inside = 'office:value-type="string"', paragraphs(value)
    else:
        code = cell.look.number if cell.look else ""
        kind, inside = typed(value, code), paragraphs(shown(value, code))
    return f"<table:table-cell{start} {kind}>{inside}{frame}</table:table-cell>"
