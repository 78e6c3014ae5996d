"""Which cells keep a formula from being worked out: those a person has to mend."""

from __future__ import annotations

from plc_budget.returning.reading.calculator import Calculator, Spot
from plc_budget.returning.reading.formulas import Strange, Token, ranges
from plc_budget.spreadsheets.sheet import Sheet

MOST = 5
"""Most cells that are named."""
_MOST_LOOKED_AT = 500


def roots(calculator: Calculator, sheet: Sheet, row: int, column: int) -> list[str]:
    """Return the cells because of which a cell cannot be worked out; itself if it is none other.

    Parameters
    ----------
    calculator : Calculator
        Of the file.
    sheet : Sheet
        Where the cell stands.
    row, column : int
        The cell, from 0.

    Returns
    -------
    list[str]
        At most five, as Excel names them.
    """
    found: dict[Spot, None] = {}
    seen: set[Spot] = set()
    waiting: list[Spot] = [(sheet.name, row, column)]
    while waiting and len(found) < MOST and len(seen) < _MOST_LOOKED_AT:
        spot = waiting.pop(0)
        if spot in seen:
            continue
        seen.add(spot)
        on = calculator.sheet(spot[0])
        taken = ranges(on.cell(*spot[1:]).formula) if on else []
        failing = [one for token in taken for one in _spots(token, spot[0])
                   if one != spot and one not in seen and _fails(calculator, one)]  # fmt: skip
        waiting += failing
        if not failing:
            found |= dict.fromkeys(_texts(calculator, taken, spot) or [spot])
    there = ((calculator.sheet(name), at, cell) for name, at, cell in found)
    return [on.address(at, cell) for on, at, cell in there if on is not None]


def _spots(token: Token, sheet: str) -> list[Spot]:
    top, left, bottom, right = token.corners
    cells = [(row, column) for row in range(top, min(bottom, top + _MOST_LOOKED_AT) + 1)
             for column in range(left, min(right, left + MOST) + 1)]  # fmt: skip
    return [(token.sheet or sheet, row, column) for row, column in cells[:_MOST_LOOKED_AT]]


def _fails(calculator: Calculator, spot: Spot) -> bool:
    try:
        calculator.value(*spot)
    except Strange:
        return True
    return False


def _texts(calculator: Calculator, taken: list[Token], spot: Spot) -> list[Spot]:
    """List the single cells a formula takes that hold a text: it cannot count with one."""
    single = [one for token in taken for one in _spots(token, spot[0])
              if token.corners[:2] == token.corners[2:]]  # fmt: skip
    return [one for one in single if _is_text(calculator, one)]


def _is_text(calculator: Calculator, spot: Spot) -> bool:
    try:
        return isinstance(calculator.value(*spot), str)
    except Strange:  # a cell of a circle: it was looked at before
        return False
