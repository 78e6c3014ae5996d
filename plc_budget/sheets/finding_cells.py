"""Which cell of the exported sheets a finding is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from plc_budget.sheets.budget_sheet import budget_paper
from plc_budget.sheets.layout import Layout, lay_out, on
from plc_budget.sheets.timetable_sheet import timetable_paper
from plc_budget.sheets.wording import SHARES, TOTAL

if TYPE_CHECKING:
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan

_COLUMNS = {
    "rate": "quantity",
    "base": "unit_price",
    "from": "quantity",
    "unit": "unit_price",
    "code": "item",
}
"""Where on 經費概算表 a field of a line shows that has no column of its own."""


def locate_findings(findings: list[Finding], plan: Plan) -> list[Finding]:
    """Fill in the cell of the exported sheet each finding is about."""
    papers = [budget_paper(plan)]
    if plan.timetable and any(finding.where.file == "timetable.csv" for finding in findings):
        papers.append(timetable_paper(plan))
    return fill_in_cells(findings, plan, lay_out(papers))


def fill_in_cells(findings: Iterable[Finding], plan: Plan, layout: Layout) -> list[Finding]:
    """Fill in the cells where the papers they stand on are laid out already."""
    return [
        finding.at(found) if (found := _find_cell(finding, plan, layout)) else finding
        for finding in findings
    ]


def _find_cell(finding: Finding, plan: Plan, layout: Layout) -> str:
    where = finding.where
    if where.line in layout.tables["budget"].rows:
        field = _COLUMNS.get(where.field, where.field)
        known = field if field in layout.tables["budget"].columns else "item"
        return layout.cells(f"budget!{known}@{where.line}")
    if where.file == "timetable.csv" and where.row is not None:
        rows = [row.origin.row for row in plan.timetable]
        if where.row not in rows:
            return ""
        field = {"organisation": "speaker", "": "activity"}.get(where.field, where.field)
        known = field if field in layout.tables["timetable"].columns else "activity"
        return layout.cells(f"timetable!{known}@{rows.index(where.row) + 1}")
    if where.field == "funding.approved_total":
        return layout.cells(f"budget!amount@{TOTAL}")
    if where.field == "funding.sources":
        return on(SHARES, "A1")
    return ""
