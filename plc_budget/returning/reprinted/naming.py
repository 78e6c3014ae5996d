"""What the cells of a table belong to: the line or the activity of their row, and the field of their column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from plc_budget.returning.comparing.comparing import Compared
from plc_budget.returning.comparing.differences import Difference
from plc_budget.returning.reading.formulas import cell_at
from plc_budget.returning.reading.tables import Table

_Names = Mapping[int, tuple[str, str]]
"""By row: what it is called, and its code or number."""


def naming(compared: Compared | None) -> Callable[[Difference], Difference]:
    """Return what gives a difference of a cell the name of its row and its field.

    Parameters
    ----------
    compared : Compared or None
        The tables of the file; None where it holds no budget table.
    """
    lines, slots = (compared.lines, compared.slots) if compared else (None, None)
    tables: dict[str, tuple[Table, _Names]] = {}
    if slots is not None:
        days = slots.plan.timetable
        activities = {row: (days[at].activity, str(at)) for row, at in slots.pairs.items()}
        tables[slots.sight.table.sheet.name] = slots.sight.table, activities
    if lines is not None:
        names = {row: (line.name, line.code) for row, line in lines.pairs.items()}
        tables[lines.sight.table.sheet.name] = lines.sight.table, names
    return lambda one: _named(one, tables)


def _named(one: Difference, tables: Mapping[str, tuple[Table, _Names]]) -> Difference:
    sheet, _, address = one.cell.rpartition("!")
    spot = cell_at(address)
    if spot is None or sheet not in tables:
        return one
    table, names = tables[sheet]
    field = next((name for name, column in table.columns.items() if column == spot[1]), "")
    if spot[0] == table.total and field == "amount":
        return replace(one, field="total")
    if spot[0] not in names:
        return one
    item, line = names[spot[0]]
    return replace(one, item=item, line=line, field=field)
