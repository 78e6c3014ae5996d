"""Where each sheet of ours lies in a returned file, and where its rows and columns have gone there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from plc_budget.review.expected import Copy
from plc_budget.review.lines import Rows
from plc_budget.review.paper import Paper
from plc_budget.review.tables import Table, budget_table, timetable_table
from plc_budget.review.values import number_in
from plc_budget.sheets import wording
from plc_budget.sheets.passport import squeezed
from plc_budget.spreadsheets.formulas import spell
from plc_budget.spreadsheets.sheet import ForeignCell, Sheet
from plc_budget.spreadsheets.sheet import Kind as CellKind


@dataclass(frozen=True)
class Place:
    """Where a sheet of ours lies in the file: its rows and columns there, by ours.

    Attributes
    ----------
    apart : collection of int
        Rows of theirs that are named as a new line, or asked about.
    gone : collection of int
        Rows of ours that are named as removed.
    names : mapping of int to (str, str)
        By row of theirs: the item or activity, and its code.
    table : Table or None
        The table of theirs on it.
    """

    ours: Sheet
    theirs: Sheet
    rows: Mapping[int, int]
    columns: Mapping[int, int]
    apart: Collection[int] = ()
    gone: Collection[int] = ()
    names: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    table: Table | None = None


def find_places(paper: Paper, copy: Copy, lines: Rows | None, slots: Rows | None) -> list[Place]:
    """Find the sheets of ours that are there: the tables by their rows, others by name or what they hold."""
    there = {sheet.name: sheet for sheet in paper.sheets}
    ours_budget, ours_times = budget_table(copy.sheets)[0], timetable_table(copy.sheets)
    known: dict[str, Place] = {}
    if lines is not None and ours_budget is not None:
        known[wording.BUDGET] = _table_place(ours_budget, lines)
    if slots is not None and ours_times is not None:
        known[wording.TIMETABLE] = _table_place(ours_times, slots)
    known = {name: replace(one, theirs=there[one.theirs.name]) for name, one in known.items()}
    taken = {one.theirs.name for one in known.values()}
    for sheet in copy.sheets:
        if (
            sheet.name not in known
            and (theirs := _same_sheet(sheet, there, taken, copy)) is not None
        ):
            taken.add(theirs.name)
            known[sheet.name] = _plain_place(sheet, theirs)
    return [known[sheet.name] for sheet in copy.sheets if sheet.name in known]


def _same_sheet(
    ours: Sheet, there: Mapping[str, Sheet], taken: Collection[str], copy: Copy
) -> Sheet | None:
    """Find a sheet by its name, else among those of strange names by what stands on it."""
    if ours.name in there and ours.name not in taken:
        return there[ours.name]
    names = {sheet.name for sheet in copy.sheets}
    held = list(filled_cells(ours))
    for name, sheet in there.items():
        if name not in taken and name not in names:
            same = sum(typed_value(sheet.cell(*at)) == typed_value(ours.cell(*at)) for at in held)
            if 2 * same >= len(held) > 0:
                return sheet
    return None


def filled_cells(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """List the cells in which something stands."""
    return (
        (row, column)
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if not cell.is_empty
    )


def _plain_place(ours: Sheet, theirs: Sheet) -> Place:
    rows, columns = len(ours.rows), max(map(len, ours.rows), default=0)
    return Place(ours, theirs, {n: n for n in range(rows)}, {n: n for n in range(columns)})


def _table_place(ours: Table, found: Rows) -> Place:
    """Say where a table lies: above and below it as far from it as it was, its columns by their headings."""
    theirs, order = found.reading.table, [*found.olds]
    lines = {ours.rows[order.index(name)]: row for row, name in found.pairs.items()}
    title_of = found.table.title_of
    names = {row: (title_of(found.olds[name]), name) for row, name in found.pairs.items()}
    rows = {row: row + theirs.header - ours.header for row in range(ours.header + 1)}
    rows = {row: there for row, there in rows.items() if there >= 0} | dict(lines)
    if ours.total is not None and theirs.total is not None:
        rows[ours.total] = theirs.total
    if ours.words is not None and theirs.words is not None:
        rows[ours.words] = theirs.words
    away = _below(theirs) - _below(ours)
    rows |= {row: row + away for row in range(_below(ours) + 1, len(ours.sheet.rows))}
    gone = [
        row for row in (*ours.rows, ours.total, ours.words) if row is not None and row not in rows
    ]
    here = {*rows.values()}
    apart = [row for row in (*theirs.rows, *theirs.subtotals) if row not in here]
    return Place(ours.sheet, theirs.sheet, rows, _columns(ours, theirs), apart, gone, names, theirs)


def _below(table: Table) -> int:
    """Return the last row of a table, its lines that only sum others and 合計 included."""
    return table.end


def _columns(ours: Table, theirs: Table) -> dict[int, int]:
    """Pair the columns of a table by their headings; of several of one heading in their order."""
    found: dict[str, list[int]] = defaultdict(list)
    for column in range(max(map(len, theirs.sheet.rows), default=0)):
        found[theirs.sheet.cell(theirs.header, column).squeezed].append(column)
    pairs = {
        column: theirs.columns[name]
        for name, column in ours.columns.items()
        if name in theirs.columns
    }
    used = {*pairs.values()}
    for column in range(max(map(len, ours.sheet.rows), default=0)):
        heading = ours.sheet.cell(ours.header, column).squeezed
        left = [one for one in found[heading] if one not in used] if heading else []
        if column not in pairs and left and column not in ours.columns.values():
            pairs[column] = left[0]
            used.add(left[0])
    return pairs


def typed_value(cell: ForeignCell) -> Decimal | str | None:
    """Return what was typed into a cell, comparable: a number, a text without blanks, or None."""
    if cell.formula:
        return spell(cell.formula)
    if cell.value is not None or cell.kind is CellKind.DATE:
        number = number_in(cell)
        if number is not None:
            return (
                round(number * 86_400) / Decimal(86_400) if cell.kind is CellKind.DATE else number
            )
    return squeezed(cell.text.upper() if cell.kind is CellKind.TRUTH else cell.text) or None
