"""Which lines may give way when a total is held, and why the others do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plc_budget.language import NOTHING, Series, text
from plc_budget.money import plain

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.desk.reallocating import Asked
    from plc_budget.findings import Words
    from plc_budget.tables import BudgetRow


def lines_of(one: Asked) -> list[dict[str, Any]]:
    """Return every line with what is to be known of it: may it give way, and how far?

    Parameters
    ----------
    one : Asked
        What is asked.

    Returns
    -------
    list of dict
        ``state`` is ``free``, ``locked``, ``timetable``, ``percentage``, ``typed`` or ``set``.
    """
    return [_line(line, one) for line in one.plan.budget.lines]


def _line(line: Line, one: Asked) -> dict[str, Any]:
    state = _state(line, one)
    return {
        "code": line.code,
        "item": line.name,
        "quantity": f"{plain(line.quantity)}{line.row.unit}" if line.row.rate is None else "",
        "amount": f"{line.amount:,}",
        "state": state,
        "says": str(_SAYS[state]),
        "room": str(_room(line.row)) if state in ("free", "typed") else "",
        "lockable": state in ("free", "locked", "typed", "set"),
        "locked": line.row.locked,
    }


_SAYS = {
    "free": text("may give way"),
    "locked": text("locked"),
    "timetable": text("follows the timetable"),
    "percentage": text("percentage of other lines"),
    "typed": text("typed last; rather stays"),
    "set": text("set here"),
}


def _state(line: Line, one: Asked) -> str:
    row = line.row
    if line.is_percentage:
        return "percentage"
    if line.code in dict(one.sets):
        return "set"
    if row.locked:
        return "locked"
    if row.source and not one.moves_periods:
        return "timetable"
    return "typed" if line.code in one.typed else "free"


def _room(row: BudgetRow) -> Words:
    """Say within which bounds and by which steps a line gives way."""
    parts: list[Words] = []
    if row.min_quantity is not None:
        parts.append(text("at least {quantity}", quantity=plain(row.min_quantity)))
    if row.max_quantity is not None:
        parts.append(text("at most {quantity}", quantity=plain(row.max_quantity)))
    if row.step is not None:
        parts.append(text("by {step} at a time", step=plain(row.step)))
    return Series(tuple(parts)) if parts else NOTHING
