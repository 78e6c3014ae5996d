"""A block from a spreadsheet laid over a table: what goes where, and what is passed over."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plc_budget.app.rows import NEW_ITEM, Row, new_row
from plc_budget.findings import Words
from plc_budget.importing.headings import Role, heading_of
from plc_budget.importing.labels import total_label
from plc_budget.language import Sentences, Series, text
from plc_budget.spreadsheets.sheet import squeeze
from plc_budget.tables import TABLES, BudgetRow

if TYPE_CHECKING:
    from plc_budget.app.edits import Texts


_FIGURES = frozenset((Role.PRICE, Role.QUANTITY, Role.AMOUNT, Role.TIMES))
_BUDGET = {
    Role.ITEM: "item",
    Role.PRICE: "unit_price",
    Role.UNIT: "unit",
    Role.QUANTITY: "quantity",
    Role.TIMES: "times",
    Role.NOTE: "note",
}
"""Where the column of a printed table goes; the others hold what is computed or kept elsewhere."""
_NOWHERE = "分鐘 節數 時間 時數 備註 說明 minutes periods"
"""Headings of what is computed, or kept elsewhere."""
_TIMETABLE = {
    **dict.fromkeys(_NOWHERE.split(), ""),
    **{name: one.name for one in TABLES["timetable"].columns for name in one.headings.split()},
}
Columns = tuple[str, ...]
"""The column of the table that each cell of a row goes to; nothing where it goes nowhere."""


def columns_named(table: str, line: Sequence[str]) -> Columns | None:
    """Tell which columns a row names; None if it is no row of names.

    Parameters
    ----------
    table : str
        ``budget`` or ``timetable``.
    line : sequence of str
        The cells.

    Examples
    --------
    >>> columns_named("budget", ["經費項目", "單價(元)", "數量", "總價", "說明"])
    ('item', 'unit_price', 'quantity', '', 'note')
    >>> columns_named("budget", ["印刷費", "100", "80"]) is None
    True
    """
    filled = [cell for cell in line if cell.strip()]
    if not filled or any(character.isdigit() for cell in filled for character in cell):
        return None
    return _of_budget(line, filled) if table == "budget" else _of_timetable(line, filled)


def _of_timetable(line: Sequence[str], filled: Sequence[str]) -> Columns | None:
    words = [squeeze(cell).lower() for cell in line]
    if any(squeeze(cell).lower() not in _TIMETABLE for cell in filled):
        return None
    return _first(tuple(_TIMETABLE.get(word, "") for word in words))


def _of_budget(line: Sequence[str], filled: Sequence[str]) -> Columns | None:
    found = [heading_of(cell) if cell.strip() else None for cell in line]
    known = [heading for heading in found if heading is not None]
    if len(known) < len(filled) or (len(known) > 1 and not _FIGURES & {one.role for one in known}):
        return None
    best = max((one.rank for one in known if one.role is Role.ITEM), default=0)
    roles = {one.role for one in known}
    names = {**_BUDGET, Role.TIMES: "times" if Role.QUANTITY in roles else "quantity"}
    return _first(
        tuple(
            ""
            if one is None or (one.role is Role.ITEM and one.rank < best)
            else names.get(one.role, "")
            for one in found
        )
    )


def _first(columns: Columns) -> Columns:
    """Let each column be named once."""
    return tuple(name if name not in columns[:i] else "" for i, name in enumerate(columns))


def is_total(line: Sequence[str]) -> bool:
    """Tell whether a row of a budget is a sum of others: 合計, 總計, 業務費小計.

    Examples
    --------
    >>> is_total(["合  計", "", "", "15,000"]), is_total(["會計師簽證費", "3,000"])
    (True, False)
    """
    first = next((cell for cell in line if cell.strip()), "")
    return total_label(first) is not None


def names_its_column(named: Columns, column: str) -> bool:
    """Tell whether the only name of a row is that of the column it is pasted into."""
    return [name for name in named if name] == [column]


_COMPUTED = "amount"
_NAMED = 3
Lines = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Pasted:
    """A block over a table.

    Attributes
    ----------
    rows : tuple
        The table, with rows of its own for what goes beyond its end.
    texts : mapping
        What goes into which cell.
    placed : tuple of int
        The rows that something was pasted into.
    old : int
        How many rows the table had before.
    headings, sums : int
        How many rows were passed over: names of columns, and totals.
    locked : tuple of str
        The items that were left alone.
    """

    rows: tuple[Row, ...]
    texts: Texts = field(default_factory=dict)
    placed: tuple[int, ...] = ()
    old: int = 0
    headings: int = 0
    sums: int = 0
    locked: tuple[str, ...] = ()

    @property
    def overwritten(self) -> tuple[str, ...]:
        """The items that have another name now."""
        return tuple(
            _item(self.rows[at])
            for at in self.placed
            if at < self.old
            and _item(self.rows[at]) not in (NEW_ITEM, self.texts.get((at, "item"), "").strip())
            and (at, "item") in self.texts
        )


def shown_columns(table: str, rows: Sequence[Row]) -> Columns:
    """Return the columns as they stand on the screen, which is how a block is pasted.

    Of the budget, 用途別 and 次數 stand there where an amount cannot be checked without them.

    Examples
    --------
    >>> from decimal import Decimal
    >>> twice = BudgetRow("printing", "業務費", "印刷費", Decimal(100), times=Decimal(2))
    >>> shown_columns("budget", [twice])
    ('item', 'unit_price', 'unit', 'quantity', 'times', 'amount', 'note')
    """
    if table != "budget":
        return TABLES[table].names
    lines = [row for row in rows if isinstance(row, BudgetRow)]
    category = ("category",) if len({row.category for row in lines}) > 1 else ()
    times = ("times",) if any(row.times != 1 for row in lines) else ()
    return ("item", *category, "unit_price", "unit", "quantity", *times, _COMPUTED, "note")


def lines_of(raw: str) -> list[list[str]] | None:
    """Read what a spreadsheet puts on the clipboard: tabs between cells, quotes around line breaks.

    Examples
    --------
    >>> lines_of('印刷費\\t"兩\\n行"\\r\\n\\r\\n')
    [['印刷費', '兩\\n行']]
    """
    try:
        rows = list(csv.reader(io.StringIO(raw, newline=""), dialect="excel-tab"))
    except csv.Error:
        return None
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return [[cell.replace("\r\n", "\n") for cell in row] for row in rows]


def lay_block(table: str, rows: Sequence[Row], corner: tuple[int, str], lines: Lines) -> Pasted:
    """Lay a block over a table from a corner on; rows below the last one are new.

    Rows that name columns say where the cells below them go, and are passed over like sums.  A
    locked line is left alone: lines with names go on below it, bare figures meant for it go nowhere.

    Parameters
    ----------
    table : str
        ``budget`` or ``timetable``.
    rows : sequence
        The table as it is.
    corner : tuple of int and str
        Row, from 0, and column of the first cell.
    lines : sequence of sequence of str
        The block.
    """
    shown = shown_columns(table, rows)
    columns: Columns = shown[shown.index(corner[1]) :]
    body: list[Mapping[str, str]] = []
    headings = sums = 0
    for line in lines:
        named = columns_named(table, line)
        if named is not None and (
            _several(named, line) or (line is lines[0] and names_its_column(named, columns[0]))
        ):
            headings, columns = headings + 1, named
        elif table == "budget" and columns[0] in ("item", "") and is_total(line):
            sums += 1
        else:
            cells = zip(columns, line, strict=False)
            body.append({name: raw for name, raw in cells if name not in ("", _COMPUTED)})
    return _over(table, rows, corner[0], body, (headings, sums))


def _several(named: Columns, line: Sequence[str]) -> bool:
    return any(named) and sum(bool(cell.strip()) for cell in line) > 1


def _over(
    table: str,
    rows: Sequence[Row],
    at: int,
    body: Sequence[Mapping[str, str]],
    passed: tuple[int, int],
) -> Pasted:
    all_rows: list[Row] = list(rows)
    texts: dict[tuple[int, str], str] = {}
    placed: list[int] = []
    locked: list[str] = []
    for cells in body:
        while _is_locked(all_rows, at):
            if "item" not in cells or _names(cells, all_rows[at]):
                break
            locked.append(_item(all_rows[at]))
            at += 1
        if _is_locked(all_rows, at):
            locked.append(_item(all_rows[at]))
        elif at < len(all_rows) or any(raw.strip() for raw in cells.values()):
            if at >= len(all_rows):
                all_rows.append(new_row(table, all_rows))
            texts |= {(at, name): raw for name, raw in cells.items()}
            placed.append(at)
        else:
            continue
        at += 1
    return Pasted(tuple(all_rows), texts, tuple(placed), len(rows), *passed, tuple(locked))


def _is_locked(rows: Sequence[Row], at: int) -> bool:
    row = rows[at] if at < len(rows) else None
    return isinstance(row, BudgetRow) and row.locked


def _names(cells: Mapping[str, str], row: Row) -> bool:
    return cells["item"].strip() == _item(row)


def _item(row: Row) -> str:
    return row.item if isinstance(row, BudgetRow) else row.activity


def describe_paste(pasted: Pasted, waiting: int, totals: tuple[int, int]) -> Words:
    """Say what became of a block: rows taken, rows new, cells that wait, rows passed over, the total.

    Parameters
    ----------
    pasted : Pasted
        The block.
    waiting : int
        How many of its cells could not be taken over.
    totals : tuple of int and int
        The total before and after. [NTD]
    """
    new = len(pasted.rows) - pasted.old
    said: list[Words] = [
        text("Rows pasted: {rows}, {new} of them new.", rows=len(pasted.placed), new=new)
        if new
        else text("Rows pasted: {rows}.", rows=len(pasted.placed))
    ]
    if waiting:
        said.append(
            text(
                "Cells that were not taken over and wait, each says why: {number}.", number=waiting
            )
        )
    if pasted.overwritten:
        said.append(text("Overwritten: {items}.", items=_named(pasted.overwritten)))
    said += _passed_over(pasted)
    before, after = totals
    if before == after:
        said.append(text("The total stays {total:,}.", total=after))
    else:
        said.append(
            text("The total went from {before:,} to {after:,}.", before=before, after=after)
        )
    return Sentences(tuple(said))


def _passed_over(pasted: Pasted) -> list[Words]:
    said: list[Words] = []
    if pasted.headings:
        said.append(text("Heading rows passed over: {number}.", number=pasted.headings))
    if pasted.sums:
        said.append(text("Total rows passed over: {number}.", number=pasted.sums))
    if pasted.locked:
        said.append(text("Locked lines stay as they are: {items}.", items=_named(pasted.locked)))
    return said


def _named(items: Sequence[str]) -> Words:
    """Name items, of many only the first ones."""
    names: list[Words] = [text("“{item}”", item=item) for item in items[:_NAMED]]
    if len(items) > _NAMED:
        names.append(text("{number} more", number=len(items) - _NAMED))
    return Series(tuple(names))
