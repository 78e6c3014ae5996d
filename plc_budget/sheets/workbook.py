"""The workbook of a plan: 經費概算表, and the papers that answer for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from plc_budget.sheets import wording
from plc_budget.sheets.budget_sheet import budget_paper
from plc_budget.sheets.comparison_sheet import comparison_paper
from plc_budget.sheets.finding_cells import fill_in_cells
from plc_budget.sheets.history_sheet import history_paper
from plc_budget.sheets.layout import lay_out
from plc_budget.sheets.looks import FONT
from plc_budget.sheets.passport import write_passport
from plc_budget.sheets.precheck_sheet import precheck_paper
from plc_budget.sheets.render import WorkbookFile, render_workbook
from plc_budget.sheets.rules_sheet import rules_paper
from plc_budget.sheets.shares_sheet import shares_paper
from plc_budget.sheets.timetable_sheet import timetable_paper

if TYPE_CHECKING:
    from plc_budget.comparison import Comparison
    from plc_budget.findings import Finding
    from plc_budget.plan import Plan
    from plc_budget.plan.history.steps import Step
    from plc_budget.sheets.blocks import Paper
    from plc_budget.sheets.passport import Passport


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
    return write_papers(
        plan_papers(plan, findings, comparison=comparison, history=history),
        {
            "title": f"{plan.details.title}{wording.BUDGET}",
            "subject": plan.details.programme[:200],
            "company": "、".join(plan.details.organisers.hosting),
        },
        plan.details.event.day,
        draft=draft,
        passport=passport,
    )


def write_papers(
    papers: Sequence[Paper],
    properties: Mapping[str, str],
    day: date,
    *,
    draft: bool = False,
    passport: Passport | None = None,
) -> WorkbookFile:
    """Write papers as a workbook, each page with its number, 草稿 and passport where there is one.

    Parameters
    ----------
    papers : sequence of Paper
        In their order.
    properties : mapping of str to str
        Of the document, such as its ``title``.
    day : date
        When it says it was made.
    draft, passport
        As :func:`write_workbook` takes them.
    """
    header = f'&C&"{FONT},Bold"&16&KC00000{wording.DRAFT}' if draft else ""
    footer = f'&C&"{FONT},Regular"&10{wording.PAGE}'
    if passport is not None:
        footer += f"\n&8{write_passport(passport).replace('&', '&&')}"
    layout = lay_out(papers)
    return render_workbook(layout, header=header, footer=footer, properties=properties, day=day)


def plan_papers(
    plan: Plan,
    findings: Sequence[Finding],
    *,
    comparison: Comparison | None = None,
    history: Sequence[Step] = (),
) -> list[Paper]:
    """Make the papers of a plan, in their order; what they show is not drawn yet."""
    papers = [budget_paper(plan), *([timetable_paper(plan)] if plan.timetable else [])]
    found = fill_in_cells(findings, plan, lay_out(papers))
    papers += [precheck_paper(plan, found), rules_paper(plan, found), shares_paper(plan)]
    if comparison is not None:
        papers.append(comparison_paper(plan, comparison))
    if history:
        papers.append(history_paper(plan, history))
    return papers
