"""Last year's table as a new plan: what the paper said, as plain tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, error, has_errors, warning
from plc_budget.importing.details import Given, assumptions, details_of
from plc_budget.importing.plan_rows import budget_rows
from plc_budget.importing.table import write_amount
from plc_budget.language import text
from plc_budget.money import whole_ntd
from plc_budget.plan.reading import FILE
from plc_budget.plan.storage.folder import BUDGET, TIMETABLE, read_plan
from plc_budget.tables import TABLES, write_table
from plc_budget.tables.grid import write_grid

if TYPE_CHECKING:
    from plc_budget.importing import ForeignTable
    from plc_budget.plan import Plan

PAPER = "imported.csv"
"""What the old paper printed, row by row, beside what we made of it."""
_HUNDRED = Decimal(100)
_FIRST = 2
"""The row of ``budget.csv`` in which the first line stands."""


@dataclass(frozen=True, slots=True)
class NewPlan:
    """The files of a plan, and the plan they make."""

    files: dict[str, bytes]
    plan: Plan


def plan_from(path: Path, given: Given, name: str = "") -> tuple[NewPlan | None, list[Finding]]:
    """Make the files of a plan from a budget table somebody else made.

    Unit prices and quantities are the paper's own, also where they do not give the amount the
    paper prints; each such row is a finding, and ``imported.csv`` keeps the printed figures.

    Parameters
    ----------
    path : Path
        An .xlsx, .ods or .csv.
    given : Given
        What the planner states himself.
    name : str
        The name of the new plan's folder; that of the file without one.

    Returns
    -------
    tuple[NewPlan | None, list[Finding]]
        None where no plan can be made of it; then the findings name cells of the old table.
    """
    from plc_budget.importing import read_foreign

    table, findings = read_foreign(path)
    if table is None or has_errors(findings):
        return None, findings
    approved = approved_total(table) if given.total is None else given.total
    table, negative = _without_negative(table)
    if not table.lines:
        return None, [*findings, *negative, _no_lines(path)]
    files = {
        FILE: details_of(table, path, given, approved),
        BUDGET: write_table(budget_rows(table), TABLES["budget"]),
        TIMETABLE: write_table(table.around.timetable, TABLES["timetable"]),
        PAPER: _paper(table),
    }
    plan, problems = read_plan(name or path.stem, files)
    if plan is None:
        return None, [*findings, *(_at_paper(problem, table) for problem in problems)]
    return NewPlan(files, plan), [*findings, *negative, *assumptions(table, given, approved)]


def _without_negative(table: ForeignTable) -> tuple[ForeignTable, list[Finding]]:
    """Leave out the lines that take something off, which no plan can hold, and name them."""
    off = [n for n in table.lines if n.amount < 0 or min(n.unit_price, n.quantity, n.times) < 0]
    findings = [
        warning(
            "IMPORT-NEGATIVE",
            text(
                "“{item}” prints {amount} under 總價; a plan has no negative lines, so none was made of it.",
                item=line.item,
                amount=write_amount(line.amount),
            ),
            text("Lower other lines by it, or name the approved total with --total."),
            line.place,
        )
        for line in off
    ]
    return replace(table, lines=tuple(line for line in table.lines if line not in off)), findings


def _at_paper(problem: Finding, table: ForeignTable) -> Finding:
    """Name the cell of the old table instead of one in a folder that is not made."""
    row = problem.where.row
    if problem.where.file != BUDGET or row is None or not _FIRST <= row < len(table.lines) + _FIRST:
        return problem
    place = table.lines[row - _FIRST].place
    return replace(problem, where=place, remedy=text("Mend it in the old table, then try again."))


def approved_total(table: ForeignTable) -> int:
    """Return the printed total, or the sum of the printed amounts. [NTD]"""
    printed = table.sum_of_lines if table.total_printed is None else table.total_printed
    return whole_ntd(Decimal(printed))


def _paper(table: ForeignTable) -> bytes:
    head = ["原表列號", "項目", "單價", "數量", "金額", "說明", "重算金額(元)"]
    rows = [
        [
            str(line.place.row or ""),
            line.item_text or line.item,
            line.price_text,
            line.quantity_text,
            _plain(line.amount_printed),
            line.note,
            _plain(line.amount_computed),
        ]
        for line in table.lines
    ]
    foot = [
        [
            "",
            "總計",
            "",
            "",
            _plain(table.total_printed),
            table.total_words,
            _plain(sum((line.amount_computed for line in table.lines), Decimal(0))),
        ]
    ]
    rest = [[str(row), words, "", "", "", "", ""] for row, words in table.other_rows]
    return write_grid([head, *rows, *foot, *rest])


def _plain(amount: Decimal | int | None) -> str:
    return "" if amount is None else f"{Decimal(amount).normalize():f}"


def _no_lines(path: Path) -> Finding:
    return error(
        "IMPORT-EMPTY",
        text("No budget line was found under the headings."),
        text("Check that the rows stand below the headings, on the same sheet."),
        Place(path.name),
    )
