"""One row of a table as the texts of its cells, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place
from plc_budget.spreadsheets.addresses import column_letters
from plc_budget.tables import TABLES, BudgetRow, TimetableRow, read_rows
from plc_budget.tables.grid import Cell
from plc_budget.tables.rows import Origin
from plc_budget.tables.validation import validate

if TYPE_CHECKING:
    from plc_budget.plan import Plan

Row = BudgetRow | TimetableRow
Cells = Mapping[str, str]
"""The texts of a row by the name of the column."""
_HEAD = 2
"""The first row below the names of the columns, as spreadsheets count."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A row as far as it could be read, and what was wrong with it."""

    row: Row
    findings: tuple[Finding, ...]


def rows_of(plan: Plan, table: str) -> tuple[Row, ...]:
    """Return the rows of a table of the plan."""
    return plan.rows if table == "budget" else plan.timetable


def names_of(table: str, rows: Sequence[Row]) -> list[str]:
    """Name the rows as the screen does: by code in the budget, by number in the timetable.

    Examples
    --------
    >>> names_of("timetable", [TimetableRow(540, 580, "理念")])
    ['0']
    """
    if table == "budget":
        return [row.code for row in rows if isinstance(row, BudgetRow)]
    return [str(number) for number in range(len(rows))]


def cells_of(row: Row) -> dict[str, str]:
    """Write a row as the texts of its cells.

    Examples
    --------
    >>> cells_of(TimetableRow(540, 580, "理念"))["end"]
    '09:40'
    """
    return TABLES["budget" if isinstance(row, BudgetRow) else "timetable"].cells(row)


def read_row(table: str, cells: Cells, number: int, like: Row | None = None) -> Reading | None:
    """Read the texts of one row.

    Parameters
    ----------
    table : str
        ``budget`` or ``timetable``.
    cells : mapping of str to str
        The texts.
    number : int
        Where the row stands, from 0; findings name it as a spreadsheet does.
    like : TimetableRow, optional
        The row before the change: a time without a day falls on its day.

    Returns
    -------
    Reading or None
        None for a row without any text.

    Examples
    --------
    >>> reading = read_row("timetable", {"start": "9點", "end": "10：30", "activity": "理念"}, 0)
    >>> reading.row.minutes, reading.findings
    (90, ())
    """
    names, file = TABLES[table].names, TABLES[table].file
    grid = [
        [Cell(word, file, row, column_letters(i)) for i, word in enumerate(words)]
        for row, words in ((1, names), (number + _HEAD, [cells.get(name, "") for name in names]))
    ]
    rows, findings = read_rows(grid, TABLES[table])
    if not rows:
        return None
    row = rows[0]
    if isinstance(row, TimetableRow) and row.day is None and isinstance(like, TimetableRow):
        row = replace(row, day=like.day)
    return Reading(row, tuple(findings))


def placed(table: str, rows: Sequence[Row]) -> list[Row]:
    """Say of each row where it stands, so that findings name it.

    Examples
    --------
    >>> placed("timetable", [TimetableRow(540, 580, "理念")])[0].origin.place("end")
    Place(file='timetable.csv', row=2, column='B', line='', field='end', cell='')
    """
    letters = {name: column_letters(i) for i, name in enumerate(TABLES[table].names)}
    return [
        replace(row, origin=Origin(TABLES[table].file, number, letters))
        for number, row in enumerate(rows, start=_HEAD)
    ]


def number_of(where: Place) -> int:
    """Return which row of a table a finding is about, from 0; -1 for none."""
    return -1 if where.row is None else where.row - _HEAD


def faults(table: str, rows: Sequence[Row]) -> list[Finding]:
    """Judge typed rows by the schema of their table (pandera)."""
    return validate(placed(table, rows), TABLES[table])
