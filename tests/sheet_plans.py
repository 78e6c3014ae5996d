"""Plans for the tests of the sheets: the input stands in the test, the rest is the least there is."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl

from plc_budget.checks import check_plan
from plc_budget.export import export_xlsx
from plc_budget.plan import assemble
from plc_budget.plan.reading import read_details
from plc_budget.tables import read_budget, read_timetable

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

    from plc_budget.plan import Plan

LEAST = """
format = 1
title = "教師增能研習"
school_year = 113
[event]
date = 2025-05-31
[funding]
approved_total = {approved}
[[funding.sources]]
name = "縣政府"
kind = "county"
"""


def plan_of(budget: str, timetable: str = "", more: str = "", approved: int = 15_000) -> Plan:
    """Make a plan of the text of its files; it must be readable."""
    details, findings = read_details((LEAST.format(approved=approved) + more).encode())
    rows, problems = read_budget(budget.encode())
    slots, others = read_timetable(timetable.encode()) if timetable else ([], [])
    assert details is not None, [str(finding.message) for finding in findings]
    assert not problems + others, [str(finding.message) for finding in problems + others]
    plan, findings = assemble("test", details, rows, slots)
    assert plan is not None, [str(finding.message) for finding in findings]
    return plan


def bytes_of(plan: Plan, *, draft: bool = False) -> bytes:
    """Export a plan with everything its checks find."""
    return export_xlsx(plan, check_plan(plan), draft=draft)


def opened(data: bytes, *, values: bool = False) -> Workbook:
    """Open a workbook with another library: its formulas, or the values stored with them."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)
