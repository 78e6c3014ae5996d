"""Rows of a table as the texts of their cells and back, and what follows from a changed row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from plc_budget.app.state import Draft
from plc_budget.findings import Finding, Place
from plc_budget.language import text
from plc_budget.money import plain
from plc_budget.plan.paying import ceiling_price, paid_kinds, paying
from plc_budget.plan.what_if import recount
from plc_budget.spreadsheets.addresses import column_letters
from plc_budget.tables import MADE, TABLES, BudgetRow, TimetableRow, read_rows
from plc_budget.tables.cells import tidy
from plc_budget.tables.grid import Cell
from plc_budget.tables.rows import Origin
from plc_budget.tables.validation import validate

if TYPE_CHECKING:
    from plc_budget.app.edits import Texts
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


def place_rows(table: str, rows: Sequence[Row]) -> list[Row]:
    """Say of each row where it stands, so that findings name it.

    Examples
    --------
    >>> place_rows("timetable", [TimetableRow(540, 580, "理念")])[0].origin.place("end")
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
    return validate(place_rows(table, rows), TABLES[table])


NEW_ITEM, NEW_ACTIVITY = "新項目", "新活動"
COUNTED = (
    text("This quantity is counted from the timetable."),
    text("Change the timetable, or choose “typed in” as its source first."),
)
"""Why nothing is typed over such a quantity, and what to do."""
_CATEGORY = "業務費"
_LAST_MINUTE = 24 * 60
_WITH_UNIT = re.compile(r"([\d.,]*\d)\s*([^\d\s.,%]{1,2})")
"""A number and what counts it: 80份, 3人次; longer words say something else: 80份左右."""


def follow_change(plan: Plan, table: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Return both tables after one of them was changed, as :func:`plc_budget.plan.history.saving.save` takes them.

    When the timetable pays a kind of speaker that no line pays, the line of speakers who are no
    longer there pays them, or a line is added, at the ceiling of their fee.  A quantity that repeats
    the timetable's goes with it.

    Parameters
    ----------
    plan : Plan
        Before the change.
    table : str
        Which table was changed.
    rows : sequence
        The table as it shall be.
    """
    if table == "budget":
        lines = [row for row in rows if isinstance(row, BudgetRow)]
        return {"rows": _counted(plan, _based(lines), plan.timetable)}
    timetable = [row for row in rows if isinstance(row, TimetableRow)]
    old, now = paid_kinds(plan.timetable), paid_kinds(timetable)
    lines = list(plan.rows)
    for kind in [kind for kind in now if kind not in old]:
        price, _ = ceiling_price(plan.book, kind)
        lines = paying(lines, kind, old, now, price)
    return {"rows": _counted(plan, lines, timetable), "timetable": timetable}


def _based(lines: Sequence[BudgetRow]) -> list[BudgetRow]:
    """Take lines that are gone out of the base of percentages."""
    codes = {line.code for line in lines}
    return [
        replace(line, base=tuple(code for code in line.base if code in codes)) for line in lines
    ]


def _counted(
    plan: Plan, lines: Sequence[BudgetRow], timetable: Sequence[TimetableRow]
) -> Sequence[BudgetRow]:
    if not any(line.source and line.quantity is not None for line in lines):
        return lines
    counted, _ = recount(plan, lines, timetable)
    return lines if counted is None else counted.rows


def complete_texts(plan: Plan, table: str, rows: Sequence[Row], texts: Texts) -> Texts:
    """Complete what was typed by what goes with it.

    A line that follows the timetable no more keeps the quantity it had; a unit typed behind a
    quantity is the unit of a line that has none.

    Parameters
    ----------
    plan : Plan
        Before the change.
    table, rows, texts
        What was typed, and where.
    """
    if table != "budget":
        return texts
    more: dict[tuple[int, str], str] = {}
    for (number, column), raw in texts.items():
        row = rows[number]
        if not isinstance(row, BudgetRow):
            continue
        if column == "from" and not raw and row.source and row.quantity is None:
            line = plan.budget.get(row.code)
            more[number, "quantity"] = plain(line.quantity) if line else ""
        with_unit = _WITH_UNIT.fullmatch(tidy(raw)) if column == "quantity" else None
        if with_unit and not row.unit and (number, "unit") not in texts:
            more |= {(number, "quantity"): with_unit[1], (number, "unit"): with_unit[2]}
    return {**more, **{key: raw for key, raw in texts.items() if key not in more}}


def find_computed(
    plan: Plan, table: str, rows: Sequence[Row], texts: Texts
) -> dict[tuple[int, str], Draft]:
    """Return what was typed over a quantity that is counted, unless it is the very same.

    Parameters
    ----------
    plan : Plan
        Before the change.
    table, rows, texts
        What was typed, and where.
    """
    drafts: dict[tuple[int, str], Draft] = {}
    for (number, column), raw in texts.items():
        row = rows[number]
        if table != "budget" or column != "quantity" or not isinstance(row, BudgetRow):
            continue
        source = texts.get((number, "from"), row.source)
        line = plan.budget.get(row.code)
        if source and line is not None and tidy(raw) not in ("", plain(line.quantity)):
            drafts[number, column] = Draft(raw, *COUNTED)
    return drafts


def new_row(
    table: str, above: Sequence[Row], rows: Sequence[Row] = (), like: Row | None = None
) -> Row:
    """Return a row that can stand below others at once: it costs nothing and names what to fill in.

    Parameters
    ----------
    table : str
        ``budget`` or ``timetable``.
    above : sequence
        The rows above it.
    rows : sequence
        All rows; those above if left out.
    like : BudgetRow or TimetableRow, optional
        The row it is a copy of.

    Examples
    --------
    >>> row = new_row("timetable", [TimetableRow(540, 580, "理念")])
    >>> row.start, row.end, row.activity, row.is_paid
    (580, 620, '新活動', False)
    """
    if table == "budget":
        lines = [row for row in (rows or above) if isinstance(row, BudgetRow)]
        return _new_line(lines, above, like if isinstance(like, BudgetRow) else None)
    return _new_activity(above, like if isinstance(like, TimetableRow) else None)


def _new_line(
    lines: Sequence[BudgetRow], above: Sequence[Row], like: BudgetRow | None
) -> BudgetRow:
    codes = {line.code for line in lines}
    stem = like.code.rstrip("0123456789_")[:30] if like else "line"
    code = next(c for n in range(2, len(codes) + 3) if (c := f"{stem}_{n}") not in codes)
    if like:
        return replace(like, code=code, origin=MADE)
    last = above[-1] if above else None
    category = last.category if isinstance(last, BudgetRow) else _CATEGORY
    return BudgetRow(code, category, NEW_ITEM, Decimal(0), quantity=Decimal(1))


def _new_activity(above: Sequence[Row], like: TimetableRow | None) -> TimetableRow:
    if like is not None:
        return replace(like, origin=MADE)
    last = above[-1] if above else None
    if not isinstance(last, TimetableRow):
        return TimetableRow(9 * 60, 10 * 60, NEW_ACTIVITY)
    end = min(_LAST_MINUTE, last.end + (last.end - last.start))
    start = last.end if last.end < end else last.start
    return TimetableRow(start, end, NEW_ACTIVITY, day=last.day)
