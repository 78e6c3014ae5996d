"""課程表與節數: the timetable, and how its minutes become paid periods, live."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.periods import fees_at
from plc_budget.sheets.layout import (
    BudgetLayout,
    TimetableLayout,
    budget_layout,
    cell,
    on,
    timetable_layout,
)
from plc_budget.sheets.paging import USUAL, arrange
from plc_budget.sheets.pen import Pen, lines_needed, title_height
from plc_budget.sheets.policies import policies_of
from plc_budget.sheets.printout import printed_activity, printed_speaker
from plc_budget.sheets.wording import BUDGET, SPEAKER_KINDS, TIMETABLE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from plc_budget.plan import Plan
    from plc_budget.tables import TimetableRow
    from plc_budget.timetable import Working

_HEAD = ("起", "迄", "分鐘", "活動內容", "主講人", "身分", "計節分鐘")
_WIDTHS = (8, 8, 7, 34, 20, 10, 10)
"""Of the columns that are seen; the next is the hidden one."""
_BLOCK, _PERIODS = 10, 21
"""Widths of the two columns of a policy."""
_TOTAL = 22
"""Height of a row. [pt]"""
_DAY = Decimal(24 * 60)
_LEGEND = "「↑」表示併入前面同一講師或同一時段之列計算。"
_HINT = (
    "有底色之起、迄與計節分鐘可修改，節數與鐘點費隨之重算；併計關係為匯出時所定，"
    "課程增刪或改變先後時請重新匯出。（本列不列印）"
)


def write_timetable_sheet(pen: Pen, sheet: Sheet, plan: Plan) -> None:
    """Write 課程表與節數; times and paid minutes are inputs, everything else follows them."""
    policies = policies_of(plan)
    layout = timetable_layout(plan)
    last = layout.period_column(len(policies) - 1)
    widths = [*_WIDTHS, 0, *[_BLOCK, _PERIODS] * len(policies)]
    title = f"{plan.details.title}{TIMETABLE}"
    pen.merged(sheet, f"A1:{cell(last, 1)}", title, "title")
    top = title_height(title, widths)
    sheet.set_row(0, top)
    _policies(pen, sheet, layout, policies)
    heads = _head(pen, sheet, layout, policies)
    heights: list[float] = []
    for index, row in enumerate(plan.timetable):
        heights.append(_row(pen, sheet, row, layout.first + index))
        for at, (_, working) in enumerate(policies):
            _count(pen, sheet, layout, working, index, at)
    for kind in layout.kinds:
        _kind_total(pen, sheet, layout, policies, kind)
    _fees(pen, sheet, plan, layout, policies)
    for below, words in enumerate((_LEGEND, _HINT), start=1):
        at = layout.fee_row + below
        pen.merged(sheet, f"A{at}:{cell(last, at)}", words, "plain_wrap")
        sheet.set_row(at - 1, _TOTAL)
    _mark_backwards(pen, sheet, layout)
    sheet.print_area(0, 0, layout.fee_row, last)
    sheet.repeat_rows(layout.header - 1)
    sheet.print_black_and_white()
    above = [top, USUAL, 34, *[20] * len(policies), USUAL, heads]
    totals = [_TOTAL] * (len(layout.kinds) + 2)
    bound = range(len(above) + len(heights) - 1, len(above) + len(heights) + len(totals) - 1)
    arrange(sheet, [*above, *heights, *totals], widths, wide=True, repeated=heads, bound=bound)


def _mark_backwards(pen: Pen, sheet: Sheet, layout: TimetableLayout) -> None:
    """Turn minutes red that an edit has made run backwards."""
    minutes = f"{cell(layout.MINUTES, layout.first)}:{cell(layout.MINUTES, layout.last)}"
    red = pen.workbook.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    sheet.conditional_format(minutes, {"type": "cell", "criteria": "<=", "value": 0, "format": red})


def _policies(
    pen: Pen, sheet: Sheet, layout: TimetableLayout, policies: list[tuple[str, Working]]
) -> None:
    row = layout.POLICY_HEADER
    pen.merged(sheet, f"A{row}:D{row}", "計算方式", "head")
    for column, name in ((4, "每節分鐘"), (5, "連續2節分鐘"), (6, "不足1節計")):
        pen.text(sheet, cell(column, row), name, "head")
    sheet.set_row(row - 1, 34)
    for index, (name, working) in enumerate(policies):
        at = layout.policy_row(index)
        pen.merged(sheet, f"A{at}:D{at}", name)
        pen.number(sheet, cell(4, at), working.policy.minutes, "0", "center")
        pen.number(sheet, cell(5, at), working.policy.two_minutes, "0", "center")
        short = Decimal("0.5") if working.policy.pays_half else 0
        pen.number(sheet, cell(6, at), short, "0.0", "center")
        sheet.set_row(at - 1, 20)


def _head(
    pen: Pen, sheet: Sheet, layout: TimetableLayout, policies: list[tuple[str, Working]]
) -> int:
    """Name the columns; return the height of the row. [pt]"""
    for column, (name, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        pen.text(sheet, cell(column, layout.header), name, "head")
        sheet.set_column(column, column, width)
    pen.codes(sheet, layout.CODE, layout.header, [str(n + 1) for n in range(layout.rows)])
    names = [_heading(name) for name, _ in policies]
    for index, name in enumerate(names):
        block, periods = layout.block_column(index), layout.period_column(index)
        pen.text(sheet, cell(block, layout.header), "併計分鐘", "head")
        pen.text(sheet, cell(periods, layout.header), name, "head")
        sheet.set_column(block, block, _BLOCK)
        sheet.set_column(periods, periods, _PERIODS)
    height = 18 * max(lines_needed(name, _PERIODS) for name in names) + 4
    sheet.set_row(layout.header - 1, height)
    return height


def _heading(policy: str) -> str:
    """Break a heading before its bracket, so that no bracket closes on a line of its own."""
    name = policy.replace("（", "\n（")
    return name if policy.endswith("節數") else f"{name}\n節數"


def _row(pen: Pen, sheet: Sheet, row: TimetableRow, at: int) -> int:
    """Write a row; return its height. [pt]"""
    start, end, minutes = cell(0, at), cell(1, at), cell(2, at)
    pen.number(sheet, start, row.start / _DAY, "hh:mm", "center", is_input=True)
    pen.number(sheet, end, row.end / _DAY, "hh:mm", "center", is_input=True)
    pen.formula(
        sheet, minutes, f"=ROUND(({end}-{start})*1440,0)", row.end - row.start, "0", "center"
    )
    activity, speaker = printed_activity(row), printed_speaker(row)
    pen.text(sheet, cell(3, at), activity)
    pen.text(sheet, cell(4, at), speaker)
    pen.text(sheet, cell(5, at), SPEAKER_KINDS[row.speaker_kind], "center")
    paid = cell(6, at)
    if not row.is_paid:
        pen.number(sheet, paid, 0, "0", "center")
    elif row.paid_minutes is None:
        pen.formula(sheet, paid, f"={minutes}", row.minutes, "0", "center")
    else:
        pen.number(sheet, paid, row.paid_minutes, "0", "center", is_input=True)
    needed = max(lines_needed(activity, _WIDTHS[3]), lines_needed(speaker, _WIDTHS[4]))
    sheet.set_row(at - 1, 18 * needed + 4)
    return 18 * needed + 4


def _count(
    pen: Pen, sheet: Sheet, layout: TimetableLayout, working: Working, index: int, policy: int
) -> None:
    """Write the block a row begins; a row that belongs to an earlier block shows nothing."""
    at = layout.first + index
    together, periods = (
        cell(layout.block_column(policy), at),
        cell(layout.period_column(policy), at),
    )
    block = next((block for block in working.blocks if block.rows[0] == index), None)
    if block is None:
        is_part = any(index in block.rows for block in working.blocks)
        pen.text(sheet, together, "↑" if is_part else "", "center")
        pen.text(sheet, periods, "", "center")
        return
    parts = ",".join(cell(layout.PAID, layout.first + row) for row in block.rows)
    pen.formula(sheet, together, f"=SUM({parts})", block.minutes, "0", "center")
    formula = _periods_formula(together, layout.policy_row(policy))
    pen.formula(sheet, periods, formula, block.periods, "General", "center")


def _periods_formula(minutes: str, row: int) -> str:
    """Spell :func:`plc_budget.timetable.paid_periods` as a formula over the policy's cells."""
    length, two, short = (cell(column, row, fixed=True) for column in (4, 5, 6))
    full = f"(2*INT({minutes}/{two})+IF(MOD({minutes},{two})>={length},1,0))"
    return f"={full}+IF({minutes}>{full}*{length},{short},0)"


def _kind_total(
    pen: Pen,
    sheet: Sheet,
    layout: TimetableLayout,
    policies: list[tuple[str, Working]],
    kind: str,
) -> None:
    row = layout.kind_row(kind)
    name = SPEAKER_KINDS[kind]
    pen.merged(sheet, f"A{row}:{cell(layout.CODE, row)}", f"{name}節數合計", "strong")
    kinds = _span(layout, layout.KIND)
    for at, (_, working) in enumerate(policies):
        pen.text(sheet, cell(layout.block_column(at), row), "", "center")
        total = f'=SUMIF({kinds},"{name}",{_span(layout, layout.period_column(at))})'
        pen.formula(
            sheet,
            cell(layout.period_column(at), row),
            total,
            working.of_kind(kind),
            "General",
            "strong",
        )
    sheet.set_row(row - 1, _TOTAL)


def _span(layout: TimetableLayout, column: int) -> str:
    first, last = (cell(column, row, fixed=True) for row in (layout.first, layout.last))
    return f"{first}:{last}"


def _fees(
    pen: Pen, sheet: Sheet, plan: Plan, layout: TimetableLayout, policies: list[tuple[str, Working]]
) -> None:
    row = layout.fee_row
    budget = budget_layout(plan)
    lines = [line for line in plan.budget.lines if line.speaker_kind]
    pen.merged(sheet, f"A{row}:{cell(layout.CODE, row)}", "依各計算方式之鐘點費(元)", "strong")
    for at, (_, working) in enumerate(policies):
        column = layout.period_column(at)
        parts = [
            f"ROUND({_factors(budget, line.code)}*{cell(column, layout.kind_row(line.speaker_kind))},0)"
            for line in lines
        ]
        pen.text(sheet, cell(layout.block_column(at), row), "", "center")
        pen.formula(
            sheet,
            cell(column, row),
            "=" + ("+".join(parts) or "0"),
            fees_at(plan, working),
            '#,##0"元"',
            "strong",
        )
    sheet.set_row(row - 1, _TOTAL)


def _factors(budget: BudgetLayout, code: str) -> str:
    names = [name for name in ("unit_price", "times") if name in budget.columns]
    return "*".join(on(BUDGET, budget.of(name, code, fixed=True)) for name in names)
