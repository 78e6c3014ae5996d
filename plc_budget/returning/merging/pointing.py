"""What the plan cannot take is told by the cell of the file it stands in, not by the plan's own tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place
from plc_budget.language import text
from plc_budget.returning.comparing.differences import BUDGET, TIMETABLE, Difference

if TYPE_CHECKING:
    from plc_budget.returning.merging.taking import Taken

_FIRST = 2
"""Row of a table with its first record, below the headings."""


def pointed(
    findings: Sequence[Finding], taken: Taken, accepted: Sequence[Difference]
) -> list[Finding]:
    """Point at the cells of a file where findings speak of rows that would have been saved.

    Parameters
    ----------
    findings : sequence of Finding
        Why the plan was not saved.
    taken : Taken
        What would have been saved.
    accepted : sequence of Difference
        What it was made of.
    """
    return [_pointed(finding, taken, accepted) for finding in findings]


def _pointed(finding: Finding, taken: Taken, accepted: Sequence[Difference]) -> Finding:
    where = finding.where
    table = where.file.removesuffix(".csv")
    rows = {BUDGET: taken.rows, TIMETABLE: taken.timetable}.get(table)
    at = (where.row or 0) - _FIRST
    if rows is None or not 0 <= at < len(rows):
        return finding
    cells = [one.cell for one in accepted if _is_of(one, table, rows[at], where.field)]
    if not cells:
        return finding
    remedy = text("Mend cell {cell} in the file, or leave it out.", cell=cells[0])
    return replace(finding, remedy=remedy, where=Place(cell=cells[0]))


def _is_of(one: Difference, table: str, row: object, field: str) -> bool:
    """Tell whether a field of a row comes from a difference."""
    change = one.change
    if change is None or change.table != table or field not in change.values:
        return False
    code = getattr(row, "code", change.line)
    is_row = change.is_new or table == TIMETABLE or code == change.line
    return is_row and bool(getattr(row, field, None) == change.values[field])
