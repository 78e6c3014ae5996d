"""From a row to a move: the exact price of a step, and how far the line can go."""

from __future__ import annotations

from decimal import Decimal
from math import lcm

from plc_budget.money import EXACT
from plc_budget.reallocation.exact.problem import Follower, Move
from plc_budget.tables import BudgetRow

_ONE = Decimal(1)
_ZERO = Decimal(0)
_WHOLE_PERCENT = 100


def move_of(row: BudgetRow, quantity: Decimal) -> Move | None:
    """Return how a line can give way, or None if no step changes its amount.

    Parameters
    ----------
    row : BudgetRow
        Gives price, step and bounds.
    quantity : Decimal
        Where it stands.

    Examples
    --------
    >>> move_of(BudgetRow("p", "業務費", "印刷費", Decimal(100), step=Decimal(10)), Decimal(80))
    Move(num=1000, den=1, rest=0, least=-8, most=None)
    >>> move_of(BudgetRow("p", "業務費", "印刷費", Decimal("46.05")), Decimal(10))
    Move(num=921, den=20, rest=0, least=-10, most=None)
    """
    price = EXACT.multiply(row.unit_price or _ZERO, row.times)
    step = row.step or _ONE
    num, den = EXACT.multiply(price, step).as_integer_ratio()
    if not num:
        return None
    least, most = _reach(row, quantity, step)
    if den == 1:
        return Move(num, 1, 0, least, most)
    now, parts = EXACT.multiply(price, quantity).as_integer_ratio()
    common = lcm(den, parts, 2)
    above = (now * (common // parts) + common // 2) % common
    return Move(num, den, above // (common // den), least, most)


def _reach(row: BudgetRow, quantity: Decimal, step: Decimal) -> tuple[int, int | None]:
    """Return the fewest and the most steps from a quantity that keep the bounds of a row."""
    least = -_steps(EXACT.subtract(quantity, row.min_quantity or _ZERO), step)
    if row.max_quantity is None:
        return least, None
    return least, _steps(EXACT.subtract(row.max_quantity, quantity), step)


def _steps(room: Decimal, step: Decimal) -> int:
    """Return how many whole steps fit, rounded down."""
    steps = int(EXACT.divide_int(room, step))
    return steps - 1 if room < 0 and EXACT.remainder(room, step) else steps


def follower_of(
    row: BudgetRow, moves: tuple[int, ...], followers: tuple[int, ...], base: int, drift: int
) -> Follower:
    """Return how a percentage line follows its base."""
    num, den = (row.rate or _ZERO).as_integer_ratio()
    return Follower(num, den * _WHOLE_PERCENT, moves, followers, base, drift)
