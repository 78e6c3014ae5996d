"""Budget tables that stand in a returned file beside the one that is compared."""

from __future__ import annotations

from collections.abc import Sequence

from plc_budget.findings import Finding, warning
from plc_budget.language import text
from plc_budget.money import whole_ntd
from plc_budget.returning.reading.calculator import Calculator
from plc_budget.returning.reading.sight import Sight
from plc_budget.returning.reading.tables import Table, budget_table
from plc_budget.spreadsheets.sheet import Sheet

OTHER = "RETURN-OTHER-TABLE"
_REMEDY = text("Compare that one with --sheet, or delete it if it is none of this paper, and save the file.")  # fmt: skip


def other_tables(sheets: Sequence[Sheet], chosen: Table) -> list[Finding]:
    """Name every other sheet with a budget table, and its total: nobody looked at it.

    Parameters
    ----------
    sheets : sequence of Sheet
        Those of the file.
    chosen : Table
        The table that is compared.
    """
    calculator = Calculator(sheets)
    found = (budget_table([sheet])[0] for sheet in sheets if sheet.name != chosen.sheet.name)
    return [_finding(Sight(table, calculator)) for table in found if table is not None]


def _finding(sight: Sight) -> Finding:
    table = sight.table
    said = None if table.total is None else sight.number(table.total, "amount").number
    what = (
        text("Another budget table stands on the sheet “{sheet}”; its total cannot be read, and it was not compared.",
             sheet=table.sheet.name)
        if said is None
        else text("Another budget table stands on the sheet “{sheet}”, with a total of {total:,} NTD; it was not compared.",
                  sheet=table.sheet.name, total=whole_ntd(said))
    )  # fmt: skip
    return warning(OTHER, what, _REMEDY, table.sheet.place(table.header))
