"""A sheet as a table: columns, rows and cells, each with its look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from plc_budget.sheets.ods.formula import address, open_formula
from plc_budget.sheets.ods.looks import PLAIN, Look, Mark, cell_style
from plc_budget.sheets.ods.markup import escaped, paragraphs, tag
from plc_budget.sheets.ods.numbers import shown, typed
from plc_budget.sheets.ods.rules import Rules
from plc_budget.sheets.ods.sheet import Cell, OdsSheet

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
            self.described.append(_column_style(name, width))
        return self.columns[width]

    def row(self, height: float | None, *, breaks: bool) -> str:
        """Name the style of a row; without a height it is as high as its text."""
        key = height, breaks
        if key not in self.rows:
            self.rows[key] = name = f"ro{len(self.rows) + 1}"
            self.described.append(_row_style(name, height, breaks=breaks))
        return self.rows[key]

    def marked_cell(self, look: Look | None, mark: Mark) -> str:
        """Name the style of a cell that a condition marks."""
        look = look or PLAIN
        key = look.name, mark
        if key not in self.marked:
            self.marked[key] = name = f"{look.name}m{len(self.marked) + 1}"
            self.described.append(cell_style(look, self.numbers, name, mark))
        return self.marked[key]


@lru_cache(maxsize=512)
def _column_style(name: str, width: float) -> str:
    properties = {"style:column-width": f"{_column_points(width):.2f}pt"}
    return _style(name, "table-column", tag("style:table-column-properties", properties))


@lru_cache(maxsize=1024)
def _row_style(name: str, height: float | None, *, breaks: bool) -> str:
    return _style(name, "table-row", tag("style:table-row-properties", {
        "style:row-height": f"{_row_points(height):g}pt",
        "fo:break-before": "page" if breaks else "auto",
        "style:use-optimal-row-height": "true" if height is None else "false",
    }))  # fmt: skip


def _style(name: str, family: str, inside: str) -> str:
    return tag("style:style", {"style:name": name, "style:family": family}, inside)


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
        (styles.column(sheet.widths[at]) if at in sheet.widths else "",
         "collapse" if at in sheet.hidden else "") for at in range(last + 1)
    ]  # fmt: skip
    return "".join(
        tag("table:table-column", {"table:style-name": name, "table:visibility": seen,
                                   "table:number-columns-repeated": _many(len(list(alike))),
                                   "table:default-cell-style-name": "Default"})
        for (name, seen), alike in groupby(names)
    )  # fmt: skip


def _many(count: int) -> int | str:
    return count if count > 1 else ""


class _Rows:
    """The rows of a sheet, with what is known of its merged cells."""

    def __init__(self, sheet: OdsSheet, styles: Styles, rules: Rules,
                 frames: dict[tuple[int, int], str]) -> None:  # fmt: skip
        self.sheet, self.styles, self.rules, self.frames = sheet, styles, rules, frames
        self.corners = {(area.first_row, area.first_column): area for area in sheet.merged}
        covered = {place for area in sheet.merged for place in area.places()}
        self.covered = covered - self.corners.keys()

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
        for column in sorted(written.keys() | framed) if framed else sorted(written):
            if column > end:
                yield _gap(column - end)
            yield self._cell((row, column), written.get(column, _NOTHING))
            end = column + 1

    def _cell(self, place: tuple[int, int], cell: Cell) -> str:
        look = cell.look
        mark = self.rules.marked.get(place)
        style = self.styles.marked_cell(look, mark) if mark else look.name if look else ""
        if place in self.covered:
            return _covered(style)
        merged = self.corners.get(place)
        written = cell_xml(
            cell.value, cell.formula, look.number if look else "", style,
            self.rules.checked.get(place, ""),
            (merged.last_column - merged.first_column + 1, merged.last_row - merged.first_row + 1)
            if merged else None,
        )  # fmt: skip
        frame = self.frames.get(place)
        return (
            written.replace("</table:table-cell>", f"{frame}</table:table-cell>")
            if frame
            else written
        )


_NOTHING = Cell(None, None)


@lru_cache(maxsize=64)
def _gap(columns: int) -> str:
    return tag("table:table-cell", {"table:number-columns-repeated": _many(columns)})


@lru_cache(maxsize=256)
def _covered(style: str) -> str:
    return tag("table:covered-table-cell", {"table:style-name": style})


@lru_cache(maxsize=16_384)
def cell_xml(
    value: str | float | None,
    formula: str,
    code: str,
    style: str,
    validation: str,
    spans: tuple[int, int] | None,
) -> str:
    """Write a cell; most cells of a workbook are those of the one before.

    Parameters
    ----------
    value : str or float or None
        What it shows.
    formula : str
        Of Excel, if the value comes from one.
    code : str
        The number format.
    style, validation : str
        Names of what it looks like and of what it takes.
    spans : tuple[int, int] or None
        How many columns and rows it covers, if it is merged.
    """
    start = "".join(f' table:{name}="{words}"' for name, words in (
        ("style-name", style), ("content-validation-name", validation),
        ("formula", escaped(open_formula(formula)) if formula else ""),
        ("number-columns-spanned", spans[0] if spans else ""),
        ("number-rows-spanned", spans[1] if spans else ""),
    ) if words)  # fmt: skip
    if value is None:
        return f"<table:table-cell{start}></table:table-cell>"
    if isinstance(value, str):
        kind, inside = 'office:value-type="string"', paragraphs(value)
    else:
        kind, inside = typed(value, code), paragraphs(shown(value, code))
    return f"<table:table-cell{start} {kind}>{inside}</table:table-cell>"
