"""Rows of a budget that only sum other rows of it: 小計 is no line, whoever put it there."""

from __future__ import annotations

from collections.abc import Mapping

from plc_budget.importing.labels import TotalKind, total_label
from plc_budget.returning.reading.formulas import Sort, Strange, Token, spelled, tokens
from plc_budget.spreadsheets.sheet import Sheet

SUBTOTAL = "SUBTOTAL"
_CALLS = ("SUM", SUBTOTAL)
_SIGNS = ("(", ")", ",", "+")
_SEVERAL = 2
_LAST = 20_000
"""No row further down is looked at, however far a range goes."""


def summed_rows(sheet: Sheet, row: int, columns: Mapping[str, int], header: int) -> frozenset[int]:
    """Return the rows whose amounts a row sums, where it does nothing else.

    Parameters
    ----------
    sheet : Sheet
        With the budget.
    row : int
        The row, from 0.
    columns : mapping of str to int
        Field to column.
    header : int
        The row of headings, from 0.

    Returns
    -------
    frozenset[int]
        Empty for a line: one with a price and a quantity, or an amount of its own.  Of a 小計 whose
        amount is a number and no formula, all rows above it.

    Examples
    --------
    >>> from plc_budget.spreadsheets.sheet import ForeignCell
    >>> rows = ((), (ForeignCell("8,000"),), (ForeignCell(formula="=SUM(A2:A2)"),))
    >>> summed_rows(Sheet("back.xlsx", "表", rows), 2, {"amount": 0}, 0)
    frozenset({1})
    """
    column = columns.get("amount", -1)
    amount = sheet.cell(row, column)
    if _has_factors(sheet, row, columns):
        return frozenset()
    if not amount.formula:
        is_one = amount.value is not None and _is_called_so(sheet, row, columns)
        return frozenset(range(header + 1, row)) if is_one else frozenset()
    found = _summed(amount.formula, sheet.name, column)
    return found if found and row not in found and min(found) > header else frozenset()


def _has_factors(sheet: Sheet, row: int, columns: Mapping[str, int]) -> bool:
    cells = [sheet.cell(row, columns.get(name, -1)) for name in ("unit_price", "quantity")]
    return all(cell.value is not None or cell.formula for cell in cells)


def _is_called_so(sheet: Sheet, row: int, columns: Mapping[str, int]) -> bool:
    """Tell whether a row whose amount is a number alone calls itself 小計; which lines it sums is not told."""
    label = total_label(sheet.cell(row, columns.get("item", -1)).squeezed)
    return label is not None and label.kind is TotalKind.PART


def _summed(formula: str, sheet: str, column: int) -> frozenset[int]:
    """Return the rows a formula sums in one column; none where it does anything else."""
    try:
        parts = list(tokens(spelled(formula)))
    except Strange:
        return frozenset()
    ranges = [one for one in parts if one.sort is Sort.RANGE]
    is_sum = len(ranges) >= _SEVERAL or any(one.sort is Sort.CALL for one in parts)
    is_plain = all(_belongs(parts, at) for at in range(len(parts)))
    inside = all(one.sheet in ("", sheet) and one.corners[1] == one.corners[3] == column
                 for one in ranges)  # fmt: skip
    if not (ranges and is_sum and is_plain and inside):
        return frozenset()
    return frozenset(row for one in ranges
                     for row in range(one.corners[0], min(one.corners[2], _LAST) + 1))  # fmt: skip


def _belongs(parts: list[Token], at: int) -> bool:
    """Tell whether a token may stand in a sum: the first number within SUBTOTAL says how it sums."""
    one = parts[at]
    if one.sort is Sort.NUMBER:
        return at > 0 and parts[at - 1].words == SUBTOTAL
    return one.sort is Sort.RANGE or (
        one.words in (_CALLS if one.sort is Sort.CALL else _SIGNS if one.sort is Sort.SIGN else ())
    )
