"""The workbook of a plan: five sheets and more, A4, protected without a password, always the same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from plc_budget.sheets import wording
from plc_budget.sheets.budget_sheet import write_budget_sheet
from plc_budget.sheets.comparison_sheet import write_comparison_sheet
from plc_budget.sheets.history_sheet import write_history_sheet
from plc_budget.sheets.layout import located, timetable_layout
from plc_budget.sheets.passport import printed
from plc_budget.sheets.pen import FONT, Pen, literal
from plc_budget.sheets.precheck_sheet import write_precheck_sheet
from plc_budget.sheets.rules_sheet import write_rules_sheet
from plc_budget.sheets.shares_sheet import write_shares_sheet
from plc_budget.sheets.timetable_sheet import write_timetable_sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet as Sheet

    from plc_budget.comparison import Comparison
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan
    from plc_budget.plan.history.steps import Step
    from plc_budget.sheets.passport import Passport

_A4 = 9
_HIDDEN_GRID: Final = 2
_SIZE = 12
"""Of the letters, unless a cell says otherwise. [pt]"""
_AS_LARGE_AS_SAID = {"scale_with_doc": False}
"""Else Excel makes a footer smaller with its sheet, and nobody could read the passport."""
_CHINESE_OF_THEME = ('<a:ea typeface=""/>', f'<a:ea typeface="{FONT}"/>')
"""A chart sets Chinese in the font of the theme, whatever font it names."""
_UNPROTECTED = {
    "select_locked_cells": True,
    "format_columns": True,
    "format_rows": True,
    "format_cells": True,
}


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    """A workbook that was written.

    Attributes
    ----------
    data : bytes
        An .xlsx file.
    values : sequence of mapping of str to str or float
        For each sheet, in their order, what each cell that holds a formula was to come to.
    """

    data: bytes
    values: Sequence[Mapping[str, str | float]]


def write_workbook(
    plan: Plan,
    findings: Sequence[Finding],
    *,
    draft: bool = False,
    comparison: Comparison | None = None,
    history: Sequence[Step] = (),
    passport: Passport | None = None,
) -> WorkbookFile:
    """Write a plan as a workbook: 經費概算表 and the sheets that answer for it.

    The same plan gives the same bytes, whenever and wherever it is written.

    Parameters
    ----------
    plan : Plan
        What :func:`plc_budget.load_plan` returns.
    findings : sequence of Finding
        What :func:`plc_budget.check_plan` returns; printed on 主計預檢表.
    draft : bool
        Mark every page 草稿.
    comparison : Comparison, optional
        Printed as 經費調整對照表; the plan is its new side.
    history : sequence of Step
        Printed as 異動紀錄, if there is any.
    passport : Passport, optional
        Printed in the footer of every sheet.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, _options())
    workbook.use_custom_theme(io.StringIO(workbook.theme_xml.replace(*_CHINESE_OF_THEME)))
    workbook.set_properties(_properties(plan))
    pen = Pen(workbook)
    found = located(list(findings), plan)
    budget = _add(workbook, wording.BUDGET, draft=draft)
    periods = timetable_layout(plan) if plan.timetable else None
    write_budget_sheet(pen, budget, plan, periods)
    if plan.timetable:
        write_timetable_sheet(pen, _add(workbook, wording.TIMETABLE, draft=draft, wide=True), plan)
    precheck = _add(workbook, wording.PRECHECK, draft=draft, wide=True)
    write_precheck_sheet(pen, precheck, plan, found)
    write_rules_sheet(pen, _add(workbook, wording.RULES, draft=draft, wide=True), plan, found)
    write_shares_sheet(pen, _add(workbook, wording.SHARES, draft=draft), plan)
    if comparison is not None:
        sheet = _add(workbook, wording.COMPARISON, draft=draft, wide=True)
        write_comparison_sheet(pen, sheet, plan, comparison, plan.details.change_signatures)
    if history:
        sheet = _add(workbook, wording.HISTORY, draft=draft, wide=True)
        write_history_sheet(pen, sheet, plan, history)
    for sheet in workbook.worksheets():
        sheet.set_footer(literal(_footer(passport)), {**_AS_LARGE_AS_SAID})
    budget.activate()
    values = pen.given()
    workbook.close()
    return WorkbookFile(buffer.getvalue(), values)


def _add(workbook: Workbook, name: str, *, draft: bool, wide: bool = False) -> Sheet:
    sheet = workbook.add_worksheet(name)
    sheet.set_paper(_A4)
    if wide:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.center_horizontally()
    sheet.hide_gridlines(_HIDDEN_GRID)
    if draft:
        sheet.set_header(f'&C&"{FONT},Bold"&16&KC00000{wording.DRAFT}')
    sheet.protect("", _UNPROTECTED)
    return sheet


def _footer(passport: Passport | None) -> str:
    """Write the number of the page and, small below it, which plan and version this is."""
    page = f'&C&"{FONT},Regular"&10{wording.PAGE}'
    if passport is None:
        return page
    return f"{page}\n&8{printed(passport).replace('&', '&&')}"


def _options() -> dict[str, Any]:
    """Return fresh options: XlsxWriter changes the ones it is given."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": _SIZE},
    }


def _properties(plan: Plan) -> dict[str, Any]:
    day = plan.details.event.day
    return {
        "title": f"{plan.details.title}{wording.BUDGET}",
        "subject": plan.details.programme[:200],
        "company": "、".join(plan.details.organisers.hosting),
        "created": datetime(day.year, day.month, day.day),  # noqa: DTZ001 - Excel has no zones
    }
