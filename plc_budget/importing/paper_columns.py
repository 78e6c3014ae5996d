"""Whose money it is, as columns beside the amounts say it: 教育部補助, 縣配合款, 自籌."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plc_budget.importing.amounts import is_nothing, read_amount
from plc_budget.importing.labels import total_label
from plc_budget.importing.layout import Layout
from plc_budget.importing.paper_owners import kind_of_money
from plc_budget.spreadsheets.sheet import ForeignCell, Sheet
from plc_budget.tables.cells import Unreadable

_SOURCE = re.compile(r"補\(?捐?\)?助|配合|自籌|負擔|支應")
_OWN = re.compile("自籌|配合")
_NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class SourceColumns:
    """Headings that name a source, with what stands under them, added up. [NTD]

    Attributes
    ----------
    amounts : tuple of tuple of str and Decimal
        What was taken.
    total : Decimal
        The amounts of the lines, in the same unit; 0 if the paper prints none.
    untaken : tuple of str
        Headings of the columns that say something else than an amount, or not whose it is.
    """

    amounts: tuple[tuple[str, Decimal], ...] = ()
    total: Decimal = _NONE
    untaken: tuple[str, ...] = ()


def source_columns(sheet: Sheet, layout: Layout, lines: Collection[int]) -> SourceColumns:
    """Read the columns that are headed by a source of money.

    Parameters
    ----------
    sheet, layout
        Where the table stands.
    lines : collection of int
        The rows of the lines, counted from 1 as Excel does.
    """
    totals = _rows_of_totals(sheet, lines)
    found = [
        (words, _added_up(sheet, column, lines, totals), _says(sheet, column, (*lines, *totals)))
        for column, words in _headed(sheet, layout).items()
    ]
    known = any(amount and (kind_of_money(words) or _OWN.search(words)) for words, amount, _ in found)  # fmt: skip
    taken = [
        (words, amount)
        for words, amount, _ in found
        if amount and (known if len(found) > 1 else kind_of_money(words) or _OWN.search(words))
    ]
    total = _added_up(sheet, layout.amount[0], lines, ()) if layout.amount else _NONE
    untaken = [words for words, amount, says in found if says and (words, amount) not in taken]
    return SourceColumns(tuple(taken), total, tuple(untaken))


def _headed(sheet: Sheet, layout: Layout) -> dict[int, str]:
    used = {*layout.ladder, *layout.price, *layout.amount}
    used |= {column for span in (*layout.factors, *layout.notes) for column in span}
    headings = range(layout.first, layout.last + 1)
    width = max((len(sheet.rows[row]) for row in headings), default=0)
    words = {
        column: "".join(sheet.cell(row, column).text for row in headings)
        for column in range(width)
        if column not in used
    }
    return {
        column: " ".join(heading.split())
        for column, heading in words.items()
        if _SOURCE.search(heading)
    }


def _rows_of_totals(sheet: Sheet, lines: Collection[int]) -> tuple[int, ...]:
    """Return the rows of totals below the lines, counted from 1."""
    below = range(max(lines, default=len(sheet.rows)) + 1, len(sheet.rows) + 1)
    return tuple(n for n in below if any(total_label(cell.text) for cell in sheet.rows[n - 1]))


def _added_up(sheet: Sheet, column: int, lines: Collection[int], totals: Sequence[int]) -> Decimal:
    """Add up a column; of one that is filled at its foot alone, take that."""
    whole = sum((_amount(sheet.cell(row - 1, column)) or _NONE for row in lines), _NONE)
    at_foot = (_amount(sheet.cell(row - 1, column)) or _NONE for row in totals)
    return whole or next((amount for amount in at_foot if amount), _NONE)


def _says(sheet: Sheet, column: int, rows: Collection[int]) -> bool:
    """Tell whether something stands in a column that is not 0."""
    cells = (sheet.cell(row - 1, column) for row in rows)
    return any(not is_nothing(cell) and _amount(cell) != 0 for cell in cells)


def _amount(cell: ForeignCell) -> Decimal | None:
    """Read a cell as an amount; None if it says anything else."""
    try:
        read = read_amount(cell)
    except Unreadable:
        return None
    return None if read is None or read.percent else max(read.number, _NONE)
