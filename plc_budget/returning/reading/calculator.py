"""The formulas of a returned file worked out anew, in decimals; what is stored is not looked at.

Only what stands on our own sheets is understood: sums, products, rounding, ``IF``, ``SUMIF`` and
the amount in capitals.  Whatever else a cell says has no value here.  Each formula is read once, so
the time is bounded by the size of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, DecimalException
from functools import partial

from plc_budget.importing.amounts import read_amount
from plc_budget.returning.reading.expression import DEEPEST, worked_out
from plc_budget.returning.reading.formulas import Strange, Token, spelled
from plc_budget.returning.reading.functions import Value, shown
from plc_budget.returning.reading.subtotals import SUBTOTAL
from plc_budget.spreadsheets.sheet import ForeignCell, Kind, Sheet
from plc_budget.tables.cells import Unreadable, read_clock

_HUNDRED = Decimal(100)
_MOST_CELLS = 20_000
"""Most cells one range may span."""
_DAY = 24 * 60
Spot = tuple[str, int, int]


class Calculator:
    """A shell over the sheets of a file; every cell is worked out at most once."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self._known: dict[Spot, Value] = {}
        self._busy: set[Spot] = set()

    def sheet(self, name: str) -> Sheet | None:
        """Return a sheet of the file, or None where there is none of that name."""
        return self._sheets.get(name)

    def value(self, sheet: str, row: int, column: int) -> Value:
        """Return what a cell comes to; None if nothing stands there.

        Raises
        ------
        Strange
            If it cannot be worked out.
        """
        spot = (sheet, row, column)
        if spot not in self._known:
            self._known[spot] = self._worked_out(spot)
        return self._known[spot]

    def number(self, sheet: str, row: int, column: int) -> Decimal | None:
        """Return the number of a cell, or None where it is none or cannot be worked out."""
        try:
            value = self.value(sheet, row, column)
        except Strange:
            return None
        return value if isinstance(value, Decimal) else None

    def words(self, sheet: str, row: int, column: int) -> str | None:
        """Return the text of a cell, or None where it cannot be worked out."""
        try:
            return shown(self.value(sheet, row, column))
        except Strange:
            return None

    def _worked_out(self, spot: Spot) -> Value:
        sheet, row, column = spot
        if sheet not in self._sheets:
            raise Strange(sheet)
        cell = self._sheets[sheet].cell(row, column)
        if not cell.formula:
            return typed(cell)
        if spot in self._busy or len(self._busy) >= DEEPEST:
            raise Strange("circle")
        self._busy.add(spot)
        try:
            return worked_out(cell.formula, partial(self.cells, sheet=sheet, taker=cell.formula))
        except (DecimalException, RecursionError, IndexError) as problem:
            raise Strange(cell.formula) from problem
        finally:
            self._busy.discard(spot)

    def cells(self, token: Token, *, sheet: str, taker: str = "") -> list[Value]:
        """Return what the cells of a range come to for a formula; SUBTOTAL leaves out others of its kind.

        Raises
        ------
        Strange
            If the range is larger than any of ours, or a cell of it cannot be worked out.
        """
        top, left, bottom, right = token.corners
        if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
            raise Strange(token.words)
        name = token.sheet or sheet
        spots = [
            (name, row, column)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]
        if len(spots) > 1 and SUBTOTAL in taker.upper():
            spots = [spot for spot in spots if not self._is_subtotal(spot, taker)]
        return [self.value(*spot) for spot in spots]

    def _is_subtotal(self, spot: Spot, taker: str) -> bool:
        name, row, column = spot
        found = self._sheets.get(name)
        is_one = found is not None and SUBTOTAL in found.cell(row, column).formula.upper()
        if is_one and not spelled(taker).upper().startswith(f"={SUBTOTAL}("):
            raise Strange(taker)  # a sum beside it would count it
        return is_one


def typed(cell: ForeignCell) -> Value:
    """Return what was typed into a cell: a number as a spreadsheet counts with it, or a text.

    Examples
    --------
    >>> typed(ForeignCell("2.11%", Decimal("2.11"), Kind.PERCENT)), typed(ForeignCell("費"))
    (Decimal('0.0211'), '費')
    """
    if cell.kind is Kind.PERCENT and cell.value is not None:
        return cell.value / _HUNDRED
    if cell.value is not None:
        return cell.value
    if cell.kind is Kind.DATE:
        return _clock(cell.text)
    if cell.kind is Kind.TRUTH:
        return Decimal(cell.text.upper().startswith("T"))
    if cell.kind is Kind.FAULT:
        raise Strange(cell.text)
    return cell.text or None


def _clock(words: str) -> Value:
    try:
        return Decimal(read_clock(words)[1]) / _DAY
    except Unreadable:
        return words


def typed_number(cell: ForeignCell) -> Decimal | None:
    """Return the number a person typed, also as text: ``６０``, ``1,000元``; None if it is none."""
    if cell.formula:
        return None
    try:
        amount = read_amount(cell)
    except Unreadable:
        return None
    return None if amount is None else amount.number
