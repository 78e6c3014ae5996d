"""經費調整對照表: approved against working, line by line.

The layout of the ministry's own 附件五 could not be verified (see the rule card ``transfer-moe``);
this one is a template of ours and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.language import CHINESE
from plc_budget.sheets.layout import budget_layout, cell, on
from plc_budget.sheets.paging import USUAL, arrange
from plc_budget.sheets.pen import Pen, decimals_of, lines_needed, title_height
from plc_budget.sheets.signatures import NAMES, SEALS, bands, sign
from plc_budget.sheets.wording import BUDGET, COMPARISON, DIFFERENCE, TOTAL, UNIT_NOTE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from plc_budget.budget import Line
    from plc_budget.comparison import Comparison, LineChange
    from plc_budget.findings import Words
    from plc_budget.plan import Plan

_WIDTHS = (20, 11, 8, 12, 11, 8, 12, 12, 9, 30, 22)
_SIDE = ("單價(元)", "數量", "金額(元)")
_ITEM, _BEFORE, _AFTER, _DIFFERENCE, _PERCENT, _REASON, _BASIS = 0, 1, 4, 7, 8, 9, 10
_HEADER = 4
_HEADS, _SUM = 22, 26
"""Heights of rows. [pt]"""
_TEMPLATE = "本表為範本：教育部附件五之欄位未經查對原件，核定機關另有格式者從其格式。"
"""Said where the ministry's rule binds; a county that pays for itself has no 附件五."""
_HUNDREDTH = Decimal("0.01")


def write_comparison_sheet(
    pen: Pen, sheet: Sheet, plan: Plan, comparison: Comparison, boxes: Sequence[str]
) -> None:
    """Write 經費調整對照表 with its own signature boxes; the new side follows 經費概算表, live.

    Parameters
    ----------
    plan : Plan
        The plan that is exported: the new side of the comparison.
    comparison : Comparison
        What it is compared with.
    boxes : sequence of str
        Who signs, left to right.
    """
    titles = _titles(pen, sheet, plan, comparison)
    heads = _heads(pen, sheet, comparison)
    first = _HEADER + 2
    heights = [
        _line(pen, sheet, plan, change, row)
        for row, change in enumerate(comparison.lines, start=first)
    ]
    total = first + len(comparison.lines)
    _sum(pen, sheet, comparison, first, total)
    last = len(_WIDTHS) - 1
    remark = _TEMPLATE if plan.book.get("transfer-moe") else ""
    pen.merged(sheet, f"A{total + 1}:{cell(last, total + 1)}", remark, "plain")
    end = sign(pen, sheet, boxes, total + 3, _WIDTHS)
    sheet.repeat_rows(_HEADER - 1, _HEADER)
    sheet.print_area(0, 0, end - 1, last)
    sheet.freeze_panes(_HEADER + 1, 1)
    below = [_SUM, USUAL, USUAL, *[NAMES, SEALS] * len(bands(boxes, _WIDTHS))]
    rows = [*titles, *heads, *heights, *below]
    bound = range(len(rows) - len(below) - 1, len(rows) - 1)
    arrange(sheet, rows, _WIDTHS, wide=True, repeated=sum(heads), bound=bound)


def _zh(words: Words | None) -> str:
    return "" if words is None else words.render(CHINESE)


def _titles(pen: Pen, sheet: Sheet, plan: Plan, comparison: Comparison) -> list[int]:
    """Write the lines above the table; return their heights. [pt]"""
    last = len(_WIDTHS) - 1
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    title = f"{plan.details.title}{COMPARISON}"
    pen.merged(sheet, f"A1:{cell(last, 1)}", plan.details.programme, "subtitle")
    pen.merged(sheet, f"A2:{cell(last, 2)}", title, "title")
    states = f"{_zh(comparison.before_name)} → {_zh(comparison.after_name)}"
    pen.merged(sheet, f"A3:{cell(_REASON, 3)}", states, "plain")
    pen.text(sheet, cell(last, 3), UNIT_NOTE, "plain_right")
    programme = 18 * lines_needed(plan.details.programme, sum(_WIDTHS)) + 2
    heights = [programme, title_height(title, _WIDTHS, 28), 20]
    for row, height in enumerate(heights):
        sheet.set_row(row, height)
    return heights


def _heads(pen: Pen, sheet: Sheet, comparison: Comparison) -> tuple[int, int]:
    """Name the columns in two rows; return their heights. [pt]"""
    top, below = _HEADER, _HEADER + 1
    for column, name in (
        (_ITEM, "經費項目"),
        (_DIFFERENCE, DIFFERENCE),
        (_PERCENT, "增減%"),
        (_REASON, "調整原因"),
        (_BASIS, "依據"),
    ):
        pen.merged(sheet, f"{cell(column, top)}:{cell(column, below)}", name, "head")
    sides = ((_BEFORE, _zh(comparison.before_name)), (_AFTER, _zh(comparison.after_name)))
    for start, name in sides:
        pen.merged(sheet, f"{cell(start, top)}:{cell(start + 2, top)}", name, "head")
        for offset, heading in enumerate(_SIDE):
            pen.text(sheet, cell(start + offset, below), heading, "head")
    width = sum(_WIDTHS[_BEFORE : _BEFORE + 3])
    height = 18 * max(lines_needed(name, width) for _, name in sides) + 4
    sheet.set_row(top - 1, height)
    sheet.set_row(below - 1, _HEADS)
    return height, _HEADS


def _line(pen: Pen, sheet: Sheet, plan: Plan, change: LineChange, row: int) -> int:
    """Write a line before and after; return its height. [pt]"""
    name = change.line.name
    pen.text(sheet, cell(_ITEM, row), name)
    _side(pen, sheet, change.before, _BEFORE, row)
    if change.after is not None and plan.budget.get(change.code) == change.after:
        _live_side(pen, sheet, plan, change.after, row)
    else:
        _side(pen, sheet, change.after, _AFTER, row)
    before, after = cell(_BEFORE + 2, row), cell(_AFTER + 2, row)
    pen.formula(sheet, cell(_DIFFERENCE, row), f"={after}-{before}", change.difference, _SIGNED)
    _percent(pen, sheet, row, change.amount_before, change.difference)
    pen.text(sheet, cell(_REASON, row), change.reason, "small", is_input=True)
    basis = _zh(change.basis)
    pen.text(sheet, cell(_BASIS, row), basis, "small")
    needed = max(
        lines_needed(words, _WIDTHS[column])
        for column, words in ((_ITEM, name), (_REASON, change.reason), (_BASIS, basis))
    )
    height = max(24, 16 * needed + 6)
    sheet.set_row(row - 1, height)
    return height


_SIGNED = "+#,##0;-#,##0;0"


def _percent(pen: Pen, sheet: Sheet, row: int, before: int, difference: int) -> None:
    """Write the difference as part of the amount before; from nothing there is none."""
    base = cell(_BEFORE + 2, row)
    formula = f'=IF({base}=0,"-",{cell(_DIFFERENCE, row)}/{base})'
    value = Decimal(difference) / Decimal(before) if before else "-"
    pen.formula(sheet, cell(_PERCENT, row), formula, value, "+0.00%;-0.00%;0.00%")


def _side(pen: Pen, sheet: Sheet, line: Line | None, start: int, row: int) -> None:
    if line is None:
        for offset in (0, 1):
            pen.text(sheet, cell(start + offset, row), "-", "center")
        pen.number(sheet, cell(start + 2, row), 0, "#,##0")
        return
    pen.number(sheet, cell(start, row), line.unit_price, _exact(line.unit_price))
    if line.row.rate is not None:
        pen.number(sheet, cell(start + 1, row), line.row.rate * _HUNDREDTH, "0.00##%")
    elif line.row.times != 1:
        times = f"{line.quantity:f}×{line.row.times:f}"
        pen.text(sheet, cell(start + 1, row), times, "center")
    else:
        pen.number(sheet, cell(start + 1, row), line.quantity, "General")
    pen.number(sheet, cell(start + 2, row), line.amount, "#,##0")


def _live_side(pen: Pen, sheet: Sheet, plan: Plan, line: Line, row: int) -> None:
    _side(pen, sheet, line, _AFTER, row)
    layout = budget_layout(plan)
    links = [
        ("unit_price", _AFTER, line.unit_price, _exact(line.unit_price)),
        ("amount", _AFTER + 2, Decimal(line.amount), "#,##0"),
    ]
    if line.row.rate is None and line.row.times == 1:
        links.append(("quantity", _AFTER + 1, line.quantity, "General"))
    for field, column, value, shown in links:
        source = on(BUDGET, layout.of(field, line.code))
        pen.formula(sheet, cell(column, row), f"={source}", value, shown)


def _exact(number: Decimal) -> str:
    places = decimals_of(number)
    return "#,##0" + ("." + "0" * places if places else "")


def _sum(pen: Pen, sheet: Sheet, comparison: Comparison, first: int, row: int) -> None:
    pen.text(sheet, cell(_ITEM, row), TOTAL, "strong")
    for column in (_BEFORE, _BEFORE + 1, _AFTER, _AFTER + 1, _REASON, _BASIS):
        pen.text(sheet, cell(column, row), "", "center")
    sums = (
        (_BEFORE + 2, comparison.total_before, "#,##0"),
        (_AFTER + 2, comparison.total_after, "#,##0"),
        (_DIFFERENCE, comparison.difference, _SIGNED),
    )
    for column, amount, shown in sums:
        span = f"{cell(column, first)}:{cell(column, row - 1)}"
        pen.formula(sheet, cell(column, row), f"=SUM({span})", amount, shown, "total")
    _percent(pen, sheet, row, comparison.total_before, comparison.difference)
    sheet.set_row(row - 1, _SUM)
