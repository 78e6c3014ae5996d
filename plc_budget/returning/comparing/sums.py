"""What the lines of a returned file come to; no word of it where one of them cannot be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plc_budget.money import product, whole_ntd
from plc_budget.returning.reading.calculator import Calculator
from plc_budget.returning.reading.roots import MOST, roots
from plc_budget.returning.reading.sight import Sight
from plc_budget.returning.reading.tables import budget_table
from plc_budget.spreadsheets.sheet import Sheet

_FACTORS = ("unit_price", "quantity", "times")
_ONCE = Decimal(1)
_NUMBER = re.compile(r"[\d,]+(?:\.\d+)?%?")
"""A text that a spreadsheet counts with as well."""


@dataclass(frozen=True)
class Sum:
    """What the lines of a file come to.

    Attributes
    ----------
    money : int or None
        Their sum; None where one of them cannot be read. [NTD]
    unclear : tuple of str
        The cells because of which it cannot, as Excel names them.
    own : int or None
        What the row of 合計 says; None where no whole number stands there. [NTD]
    """

    money: int | None
    unclear: tuple[str, ...] = ()
    own: int | None = None


def sum_in(sheets: Sequence[Sheet], wanted: str = "") -> Sum | None:
    """Add the lines of a file up.

    Parameters
    ----------
    sheets : sequence of Sheet
        Those of the file.
    wanted : str
        The sheet to take, if the budget stands on several.

    Returns
    -------
    Sum or None
        None when it holds no 經費概算表, or it has to be said first on which sheet.
    """
    table, _ = budget_table(sheets, wanted)
    return None if table is None else sum_of(Sight(table, Calculator(sheets)))


def sum_of(sight: Sight) -> Sum:
    """Add the lines of a table up, each as 總價 says, or by its own figures.

    Parameters
    ----------
    sight : Sight
        The table.
    """
    amounts = [_amount(sight, row) for row in sight.table.rows]
    money = [one for one in amounts if isinstance(one, int)]
    cells = [cell for one in amounts if not isinstance(one, int) for cell in one]
    total = sight.table.total
    own = None if total is None else sight.number(total, "amount").number
    return Sum(
        sum(money) if len(money) == len(amounts) else None,
        tuple(dict.fromkeys(cells))[:MOST],
        int(own) if own is not None and own == own.to_integral_value() else None,
    )


def _amount(sight: Sight, row: int) -> int | list[str]:
    """Return what a row comes to, or the cells because of which that cannot be told. [NTD]"""
    said = sight.number(row, "amount")
    if said.number is not None:
        return whole_ntd(said.number)
    price, quantity = sight.number(row, "unit_price").number, sight.fraction(row, "quantity")
    if said.is_empty and price is None and quantity is None:
        return 0
    unclear = [name for name in _FACTORS if not _is_clear(sight, row, name)]
    times = sight.number(row, "times").number
    if unclear:
        return [cell for name in unclear for cell in _roots(sight, row, name)]
    at_fault = [] if said.is_empty else _roots(sight, row, "amount")
    texts = [sight.table.at(row, name) for name in _FACTORS if _is_text(sight, row, name)]
    if price is None or quantity is None or not {*at_fault} <= {*texts}:
        return at_fault or [sight.table.at(row, "amount")]
    return whole_ntd(product(price, quantity, _ONCE if times is None else times))


def _is_clear(sight: Sight, row: int, name: str) -> bool:
    """Tell whether a spreadsheet can count with a factor; nothing at all stands for once."""
    said = sight.number(row, name)
    if said.number is None:
        return name == "times" and said.is_empty
    return not _is_text(sight, row, name) or _NUMBER.fullmatch(said.words.strip()) is not None


def _is_text(sight: Sight, row: int, name: str) -> bool:
    cell = sight.cell(row, name)
    return bool(cell.text) and not cell.formula and cell.value is None


def _roots(sight: Sight, row: int, name: str) -> list[str]:
    table = sight.table
    column = table.columns.get(name)
    if column is None:
        return [table.at(row, "item")]
    return roots(sight.calculator, table.sheet, row, column) or [table.at(row, name)]
