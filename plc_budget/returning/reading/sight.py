"""What a cell of a returned table says: its number or its text, typed or worked out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from plc_budget.returning.reading.calculator import Calculator, typed_number
from plc_budget.returning.reading.formulas import spelled
from plc_budget.returning.reading.tables import Table
from plc_budget.spreadsheets.sheet import ForeignCell, Kind
from plc_budget.tables.cells import Unreadable, read_number, read_price

_SHOWN = 80
_COUNTED = re.compile(r"(?P<number>[\d,]+(?:\.\d+)?)[^\d.,]{1,4}")
"""A quantity with its unit: ``60份``."""
_UNIT = re.compile(r"[元圓]/(?P<unit>[^\d()/%]{1,12})$")
_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says.

    Attributes
    ----------
    number : Decimal or None
        Its number; None if nothing or no number stands there.
    words : str
        It as a person reads it; a formula that cannot be worked out as it is spelled.
    formula : str
        As spelled, or empty.
    """

    number: Decimal | None
    words: str
    formula: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there."""
        return not self.words and not self.formula

    @property
    def is_clear(self) -> bool:
        """Whether a number stands there."""
        return self.number is not None


@dataclass(frozen=True)
class Sight:
    """A returned table, and the calculator that works its formulas out."""

    table: Table
    calculator: Calculator

    def cell(self, row: int, field: str) -> ForeignCell:
        """Return a cell as it lies in the file."""
        return self.table.cell(row, field)

    def number(self, row: int, field: str) -> Said:
        """Read the cell of a figure."""
        cell = self.table.cell(row, field)
        if cell.formula:
            number = self.calculator.number(self.table.sheet.name, row, self.table.columns[field])
            return Said(
                number, spelled(cell.formula)[:_SHOWN] if number is None else "", cell.formula
            )
        return Said(_typed(cell, field), cell.text[:_SHOWN])

    def text(self, row: int, field: str) -> Said:
        """Read the cell of a text."""
        cell = self.table.cell(row, field)
        if cell.formula:
            words = self.calculator.words(self.table.sheet.name, row, self.table.columns[field])
            return Said(
                None, spelled(cell.formula)[:_SHOWN] if words is None else words, cell.formula
            )
        return Said(None, cell.text)

    def fraction(self, row: int, field: str) -> Decimal | None:
        """Read a rate as a fraction of 1, whether 2.11% or 0.0211 stands there."""
        said, cell = self.number(row, field), self.table.cell(row, field)
        if said.number is None:
            return None
        is_percent = not cell.formula and (cell.kind is Kind.PERCENT or cell.text.endswith("%"))
        return said.number * _HUNDREDTH if is_percent else said.number

    def unit(self, row: int) -> str:
        """Read the unit typed behind a price, such as 節 of the text 1,000元/節; empty if there is none.

        That of a number is part of its looks and says nothing: a number format cannot hold every unit.
        """
        cell = self.table.cell(row, "unit_price")
        found = _UNIT.search(cell.squeezed) if cell.number is None else None
        return found["unit"] if found else ""

    def figures(self, row: int) -> Mapping[str, Decimal | None]:
        """Read the factors of a row."""
        return {name: self.number(row, name).number for name in ("unit_price", "quantity", "times")}


def _typed(cell: ForeignCell, field: str) -> Decimal | None:
    number = typed_number(cell)
    if number is not None or not cell.text:
        return number
    counted = _COUNTED.fullmatch(cell.squeezed)
    try:
        if field == "unit_price":
            return read_price(cell.text)[0]
        return read_number(counted["number"]) if counted else None
    except Unreadable:
        return None
