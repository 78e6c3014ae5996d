"""Rows of a pasted block that are no rows of the table: names of columns, and sums."""

from __future__ import annotations

from collections.abc import Sequence

from plc_budget.importing.headings import Role, heading_of
from plc_budget.importing.labels import total_label
from plc_budget.spreadsheets.sheet import squeeze
from plc_budget.tables import TABLES

_FIGURES = frozenset((Role.PRICE, Role.QUANTITY, Role.AMOUNT, Role.TIMES))
_BUDGET = {
    Role.ITEM: "item", Role.PRICE: "unit_price", Role.UNIT: "unit", Role.QUANTITY: "quantity",
    Role.TIMES: "times", Role.NOTE: "note",
}  # fmt: skip
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
    return _first(tuple(
        "" if one is None or (one.role is Role.ITEM and one.rank < best) else names.get(one.role, "")
        for one in found
    ))  # fmt: skip


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
