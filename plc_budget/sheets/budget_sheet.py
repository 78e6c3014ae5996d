"""經費概算表: the sheet that goes up for signature."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.money import capital_amount, plain
from plc_budget.sheets.layout import BudgetLayout, budget_layout, cell
from plc_budget.sheets.paging import USUAL, arrange
from plc_budget.sheets.pen import (
    Pen,
    decimals_of,
    lines_needed,
    quoted,
    title_height,
    width_of,
    with_unit,
)
from plc_budget.sheets.printout import HEADING
from plc_budget.sheets.signatures import NAMES, SEALS, bands, sign
from plc_budget.sheets.wording import (
    BUDGET,
    COLUMNS,
    CURRENCY,
    GRAND_TOTAL,
    NO_NUMBER,
    TOTAL,
    UNIT_NOTE,
    WHOLE,
)
from plc_budget.tables.rows import MOST_PRICE, MOST_QUANTITY

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from plc_budget.budget import Line
    from plc_budget.plan import Plan
    from plc_budget.sheets.layout import TimetableLayout

_LEAST = {
    "item": 21,
    "category": 12,
    "unit_price": 14,
    "quantity": 9,
    "times": 7,
    "amount": 16,
    "note": 40,
}
_MARGIN = 3
_HEADS = 22
"""Height of the names of the columns. [pt]"""
_HUNDREDTH = Decimal("0.01")
CAPITALS = "[DBNum2][$-404]General"
"""The number format that spells an amount in capitals (大寫)."""


def write_budget_sheet(pen: Pen, sheet: Sheet, plan: Plan, periods: TimetableLayout | None) -> None:
    """Write 經費概算表 in plan order, with live sums and the total in capitals."""
    layout = budget_layout(plan)
    widths = _widths(plan, layout)
    _titles(pen, sheet, plan, layout, sum(widths))
    for name, column in layout.columns.items():
        sheet.set_column(column, column, widths[column])
        pen.text(sheet, cell(column, layout.header), COLUMNS[name], "head")
    pen.codes(sheet, layout.code, layout.header, list(layout.rows))
    heights = [_line(pen, sheet, line, layout, periods) for line in plan.budget.lines]
    heights += [_sum(pen, sheet, plan, layout), _words(pen, sheet, plan, layout)]
    boxes = plan.details.signatures
    end = sign(pen, sheet, boxes, layout.words + 2, widths)
    _page(sheet, layout, end)
    _pages(sheet, plan, layout, widths, heights)
    for words, address in (
        (TOTAL, layout.at("amount", layout.total, fixed=True)),
        (GRAND_TOTAL, cell(1, layout.words, fixed=True)),
    ):
        pen.workbook.define_name(words, f"={BUDGET}!{address}")


def _widths(plan: Plan, layout: BudgetLayout) -> list[int]:
    """Make columns of figures wide enough for the widest of them; the hidden one takes no room."""
    lines = plan.budget.lines
    shown = {
        "unit_price": [f"{plain(line.unit_price)}{_per(line)}" for line in lines],
        "quantity": [plain(line.quantity) for line in lines],
        "times": [plain(line.row.times) for line in lines],
        "amount": [f"{plan.budget.total:,}元"],
    }
    widths = [
        max([_LEAST[name], *(width_of(words) + _MARGIN for words in shown.get(name, []))])
        for name in layout.columns
    ]
    return [*widths[: layout.code], 0, *widths[layout.code :]]


def _per(line: Line) -> str:
    return f"元/{line.row.unit}" if line.row.unit else "元"


def _titles(pen: Pen, sheet: Sheet, plan: Plan, layout: BudgetLayout, width: int) -> None:
    last = layout.last_column
    title = f"{plan.details.title}{BUDGET}"
    above = _above(plan, width)
    pen.merged(sheet, f"A1:{cell(last, 1)}", plan.details.programme, "subtitle")
    pen.merged(sheet, f"A2:{cell(last, 2)}", title, "title")
    heading = plan.details.funding.heading
    pen.text(sheet, "A3", HEADING + heading if heading else "", "plain")
    pen.text(sheet, cell(last, 3), UNIT_NOTE, "plain_right")
    for row, height in enumerate(above):
        sheet.set_row(row, height)


def _above(plan: Plan, width: int) -> list[int]:
    """Return the heights of the titles and of the names of the columns. [pt]"""
    title = f"{plan.details.title}{BUDGET}"
    programme = lines_needed(plan.details.programme, width)
    return [18 * programme, title_height(title, [width], 26), 20, _HEADS]


def _line(
    pen: Pen, sheet: Sheet, line: Line, layout: BudgetLayout, periods: TimetableLayout | None
) -> int:
    """Write a line; return its height. [pt]"""
    row = layout.rows[line.code]
    pen.text(sheet, layout.at("item", row), line.name)
    if "category" in layout.columns:
        pen.text(sheet, layout.at("category", row), line.row.category, "center")
    if line.is_percentage:
        _percentage(pen, sheet, line, layout)
    else:
        _price_and_quantity(pen, sheet, line, layout, periods)
    factors = [
        layout.at(name, row)
        for name in ("unit_price", "quantity", "times")
        if name in layout.columns
    ]
    pen.formula(
        sheet,
        layout.at("amount", row),
        f"=ROUND({'*'.join(factors)},0)",
        line.amount,
        with_unit("元"),
    )
    pen.text(sheet, layout.at("note", row), line.row.note, is_input=True)
    needed = max(
        lines_needed(line.name, _LEAST["item"]), lines_needed(line.row.note, _LEAST["note"])
    )
    height = max(24, 18 * needed + 4)
    sheet.set_row(row - 1, height)
    return height


def _percentage(pen: Pen, sheet: Sheet, line: Line, layout: BudgetLayout) -> None:
    """Show what a percentage is taken of as the price, and the rate as the quantity."""
    row = layout.rows[line.code]
    rate = line.row.rate or Decimal(0)
    parts = "+".join(layout.of("amount", code) for code in line.row.base)
    pen.formula(
        sheet, layout.at("unit_price", row), f"={parts}", line.base_amount or 0, with_unit("元")
    )
    shown = "0." + "0" * max(2, decimals_of(rate)) + "%"
    pen.number(sheet, layout.at("quantity", row), rate * _HUNDREDTH, shown, is_input=True)
    if "times" in layout.columns:
        pen.number(sheet, layout.at("times", row), 1, "General")


def _price_and_quantity(
    pen: Pen, sheet: Sheet, line: Line, layout: BudgetLayout, periods: TimetableLayout | None
) -> None:
    row = layout.rows[line.code]
    pen.number(
        sheet,
        layout.at("unit_price", row),
        line.unit_price,
        with_unit(_per(line), decimals_of(line.unit_price)),
        is_input=True,
    )
    quantity = layout.at("quantity", row)
    if line.speaker_kind and periods is not None:
        pen.formula(
            sheet, quantity, f"={periods.quantity_of(line.speaker_kind)}", line.quantity, "General"
        )
    else:
        pen.number(sheet, quantity, line.quantity, "General", is_input=True)
        sheet.data_validation(quantity, _up_to(MOST_QUANTITY, "數量"))
    sheet.data_validation(layout.at("unit_price", row), _up_to(MOST_PRICE, "單價"))
    if "times" in layout.columns:
        pen.number(sheet, layout.at("times", row), line.row.times, "General", is_input=True)


def _up_to(most: int, name: str) -> dict[str, object]:
    """Let a cell take what the tables take."""
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": most,
        "error_title": f"{name}有誤",
        "error_message": f"{name}須為0至{most:,}的數字。",
    }


def _sum(pen: Pen, sheet: Sheet, plan: Plan, layout: BudgetLayout) -> int:
    """Write 合計; return its height. [pt]"""
    row = layout.total
    for column in range(layout.last_column + 1):
        pen.text(sheet, cell(column, row), "" if column == layout.code else NO_NUMBER, "center")
    pen.text(sheet, layout.at("item", row), TOTAL, "strong")
    amount = layout.at("amount", row)
    pen.formula(
        sheet, amount, f"=SUM({layout.span('amount')})", plan.budget.total, with_unit("元"), "total"
    )
    sentence = plan.details.reallocation.sentence
    pen.text(sheet, layout.at("note", row), sentence)
    height = max(26, 18 * lines_needed(sentence, _LEAST["note"]) + 6)
    sheet.set_row(row - 1, height)
    approved = plan.details.funding.approved_total
    over = pen.workbook.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    sheet.conditional_format(
        amount, {"type": "cell", "criteria": ">", "value": approved, "format": over}
    )
    return height


def _words(pen: Pen, sheet: Sheet, plan: Plan, layout: BudgetLayout) -> int:
    """Write 總計; return its height. [pt]"""
    row = layout.words
    last = layout.last_column
    pen.text(sheet, layout.at("item", row), GRAND_TOTAL, "strong")
    sentence = plan.details.funding.sentence
    tail = WHOLE + (f"（{sentence}）" if sentence else "")
    value = f"{CURRENCY} {capital_amount(plan.budget.total).removesuffix(WHOLE)} {tail}"
    spelled = f'TEXT({layout.at("amount", layout.total)},"{CAPITALS}")'
    formula = f"={quoted(CURRENCY + ' ')}&{spelled}&{quoted(' ' + tail)}"
    first = cell(1, row)
    pen.joined(sheet, f"{first}:{cell(last, row)}", "words")
    pen.formula(sheet, first, formula, value, look="words")
    width = sum(_LEAST[name] for name in layout.columns) - _LEAST["item"]
    height = max(28, 18 * lines_needed(value, width) + 6)
    sheet.set_row(row - 1, height)
    return height


def _page(sheet: Sheet, layout: BudgetLayout, end: int) -> None:
    sheet.repeat_rows(layout.header - 1)
    sheet.print_area(0, 0, end - 1, layout.last_column)
    sheet.freeze_panes(layout.header, 0)
    sheet.print_black_and_white()


def _pages(
    sheet: Sheet,
    plan: Plan,
    layout: BudgetLayout,
    widths: Sequence[int],
    heights: Sequence[int],
) -> None:
    """Keep a line, 合計, 總計 and the boxes on the page that is signed."""
    above = _above(plan, sum(widths))
    boxes = [NAMES, SEALS] * len(bands(plan.details.signatures, list(filter(None, widths))))
    rows = [*above, *heights, USUAL, *boxes]
    bound = range(layout.last - 1, len(rows) - 1)
    arrange(sheet, rows, widths, repeated=_HEADS, bound=bound)
