"""Headings that were typed over: put back for the comparison, so that the table is found by them.

The cells themselves are named like any other that differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from plc_budget.returning.reading.paper import Paper
from plc_budget.returning.reading.tables import Table, budget_table, timetable_table
from plc_budget.returning.reprinted.facing import Facing, facing, paired
from plc_budget.returning.reprinted.reprinting import Printing
from plc_budget.spreadsheets.sheet import NO_CELL, ForeignCell, Sheet

Spot = tuple[int, int]


def mended(paper: Paper, printing: Printing) -> Paper:
    """Return a file with the headings of its tables as they were printed, if it has lost any.

    Parameters
    ----------
    paper : Paper
        The file.
    printing : Printing
        What was printed.
    """
    budget, _ = budget_table(printing.sheets)
    table = timetable_table(printing.sheets)
    theirs = budget_table(paper.sheets)[0]
    for ours, there in ((budget, theirs), (table, timetable_table(paper.sheets))):
        if ours is not None and not _is_whole(ours, there):
            paper = _with_labels(paper, printing.sheets, ours)
    return paper


def _is_whole(ours: Table, theirs: Table | None) -> bool:
    """Tell whether a table has all that ours is found by."""
    if theirs is None or not ours.columns.keys() <= theirs.columns.keys():
        return False
    if ours.total is not None:
        return theirs.total is not None and theirs.words is not None
    wanted = [ours.sheet.cell(row, 0).squeezed for row in _below(ours)]
    found = {row[0].squeezed for row in theirs.sheet.rows if row}
    return found.issuperset(wanted)


def _below(table: Table) -> list[int]:
    """List the rows of totals below a timetable."""
    last = table.rows[-1] if table.rows else table.header
    return [row for row in range(last + 1, len(table.sheet.rows)) if table.sheet.cell(row, 0).text]


def _spots(table: Table) -> Iterator[Spot]:
    """List the cells a table is found by."""
    for column in table.columns.values():
        yield table.header, column
    if table.total is None:
        yield from ((row, 0) for row in _below(table))
    for row in (table.total, table.words):
        if row is not None:
            yield row, table.columns["item"]


def _with_labels(paper: Paper, ours: Sequence[Sheet], table: Table) -> Paper:
    name = paired(ours, paper.sheets, {}).get(table.sheet.name)
    sheet = next((one for one in paper.sheets if one.name == name), None)
    if sheet is None:
        return paper
    face = facing(table.sheet, sheet)
    cells = {spot: table.sheet.cell(*at) for at in _spots(table)
             if (spot := _there(face, at)) and face.theirs.cell(*spot).squeezed != table.sheet.cell(*at).squeezed}  # fmt: skip
    new = replace(sheet, rows=_put(sheet, cells))
    return replace(paper, sheets=tuple(new if one is sheet else one for one in paper.sheets))


def _there(face: Facing, at: Spot) -> Spot | None:
    """Find where a cell of ours lies in the file."""
    row = next((there for there, mine in face.rows.items() if mine == at[0]), None)
    column = next((there for there, mine in face.columns.items() if mine == at[1]), None)
    return None if row is None or column is None else (row, column)


def _put(sheet: Sheet, cells: dict[Spot, ForeignCell]) -> tuple[tuple[ForeignCell, ...], ...]:
    rows = [*sheet.rows, *[()] * (1 + max((row for row, _ in cells), default=0) - len(sheet.rows))]
    for (row, column), cell in cells.items():
        width = max(len(rows[row]), column + 1)
        filled = [*rows[row], *[NO_CELL] * (width - len(rows[row]))]
        filled[column] = cell
        rows[row] = tuple(filled)
    return tuple(rows)
