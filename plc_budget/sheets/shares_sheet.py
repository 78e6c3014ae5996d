"""經費分配: the total by line, by account and by source of money, with a picture."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

from plc_budget.budget import share_table
from plc_budget.sheets.layout import budget_layout, cell, on
from plc_budget.sheets.paging import USUAL, breaks, room
from plc_budget.sheets.pen import FONT, Pen, lines_needed, title_height
from plc_budget.sheets.wording import BUDGET, SHARES, TOTAL, UNIT_NOTE

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from plc_budget.plan import Plan

_FIRST = 4
_NAME, _FIGURE, _SHEET = 26, 15, 76
"""Least widths of the columns, and of the sheet."""
_DIVIDED = "各來源分攤至元，以最大餘數法調整，合計相符。"
_STALE = "經費概算表之合計已變動，分攤為匯出時之數字，請重新匯出。"
_LINE = 18
"""Height of a row. [pt]"""
_TALLEST, _BAR, _AROUND, _LEAST = 820, 30, 60, 220
"""Heights of a chart that still fits a page, of a bar, of what is around them, and the least. [pixel]"""
_MOST_BARS = 40
"""More can neither be told apart nor read on one page."""
_TOO_MANY = f"項目逾{_MOST_BARS}項，長條圖從略。"
_GRID = "#D9D9D9"
_PIXEL = 0.75
"""[pt]"""


def write_shares_sheet(pen: Pen, sheet: Sheet, plan: Plan) -> None:
    """Write 經費分配: lines with their part of the total, accounts by source, and a bar chart."""
    sources = plan.details.funding.sources
    last = max(2, 1 + len(sources))
    widths = [max(_NAME, _SHEET - _FIGURE * last), *[_FIGURE] * last]
    sheet.set_column(0, 0, widths[0])
    sheet.set_column(1, last, _FIGURE)
    title = f"{plan.details.title}{SHARES}"
    pen.merged(sheet, f"A1:{cell(last, 1)}", title, "title")
    pen.text(sheet, cell(last, 2), UNIT_NOTE, "plain_right")
    _by_line(pen, sheet, plan)
    row = _by_source(pen, sheet, plan, _FIRST + len(plan.budget.lines) + 2)
    heads = _FIRST + len(plan.budget.lines) + 1
    heights = [float(_LINE)] * row
    heights[0] = title_height(title, widths)
    heights[heads] = (
        _LINE * (1 + max([1, *(lines_needed(one.name, _FIGURE) for one in sources)])) + 4
    )
    for at, height in enumerate(heights):
        sheet.set_row(at, height)
    end = _pictured(pen, sheet, plan, widths, heights, heads)
    sheet.print_area(0, 0, end, last)


def _pictured(
    pen: Pen,
    sheet: Sheet,
    plan: Plan,
    widths: Sequence[int],
    heights: Sequence[float],
    heads: int,
) -> int:
    """Put the chart below the tables, on the next page where there is no room; return the last row."""
    row = len(heights)
    bound = {*range(heads, row - 1), _FIRST - 2}
    most = room(widths)
    found = breaks(heights, most, _LINE, bound)
    if found:
        sheet.repeat_rows(_FIRST - 2)
    if len(plan.budget.lines) > _MOST_BARS:
        pen.text(sheet, cell(0, row + 2), _TOO_MANY, "plain")
        sheet.set_h_pagebreaks(found)
        return row + 1
    height = min(_TALLEST, max(_LEAST, _AROUND + _BAR * len(plan.budget.lines)))
    used = sum(heights[found[-1] :]) + _LINE if found else sum(heights)
    needed = (height + 2 * _LINE / _PIXEL) * _PIXEL
    _chart(pen, sheet, plan, row + 2, (_pixels(widths), height))
    sheet.set_h_pagebreaks([*found, *([row] if used + needed > most else [])])
    return row + 1 + ceil(height * _PIXEL / USUAL)


def _by_line(pen: Pen, sheet: Sheet, plan: Plan) -> None:
    layout = budget_layout(plan)
    for column, name in enumerate(("經費項目", "總價(元)", "占合計")):
        pen.text(sheet, cell(column, _FIRST - 1), name, "head")
    total = on(BUDGET, layout.at("amount", layout.total, fixed=True))
    for row, line in enumerate(plan.budget.lines, start=_FIRST):
        pen.text(sheet, cell(0, row), line.name)
        amount = on(BUDGET, layout.of("amount", line.code))
        pen.formula(sheet, cell(1, row), f"={amount}", line.amount, "#,##0")
        part = Decimal(line.amount) / Decimal(plan.budget.total or 1)
        pen.formula(sheet, cell(2, row), f"=IF({total}=0,0,{amount}/{total})", part, "0.00%")


def _by_source(pen: Pen, sheet: Sheet, plan: Plan, row: int) -> int:
    """Write accounts by source; whole dollars by largest remainder, so they are not live."""
    sources = {source.name: source.share for source in plan.details.funding.sources}
    amounts = plan.budget.by_category()
    table = share_table(amounts, sources)
    heads = ["用途別", *(f"{name}\n{share:f}%" for name, share in sources.items()), TOTAL]
    for column, name in enumerate(heads):
        pen.text(sheet, cell(column, row), name, "head")
    first = row + 1
    for category in amounts:
        row += 1
        pen.text(sheet, cell(0, row), category)
        for column, name in enumerate(sources, start=1):
            pen.number(sheet, cell(column, row), table[category][name], "#,##0")
        span = f"{cell(1, row)}:{cell(len(sources), row)}"
        pen.formula(sheet, cell(len(heads) - 1, row), f"=SUM({span})", amounts[category], "#,##0")
    row += 1
    pen.text(sheet, cell(0, row), TOTAL, "strong")
    _still_divided(pen, sheet, plan, row + 1, len(heads))
    columns = [sum(table[category][name] for category in amounts) for name in sources]
    for column, amount in enumerate([*columns, plan.budget.total], start=1):
        span = f"{cell(column, first)}:{cell(column, row - 1)}"
        pen.formula(sheet, cell(column, row), f"=SUM({span})", amount, "#,##0", "total")
    return row + 1


def _still_divided(pen: Pen, sheet: Sheet, plan: Plan, row: int, width: int) -> None:
    """Say below the division whether it is still of the total as it stands."""
    layout = budget_layout(plan)
    total = on(BUDGET, layout.at("amount", layout.total))
    pen.joined(sheet, f"{cell(0, row)}:{cell(width - 1, row)}", "plain")
    live = f'=IF({cell(width - 1, row - 1)}={total},"{_DIVIDED}","{_STALE}")'
    pen.formula(sheet, cell(0, row), live, _DIVIDED, look="plain")


def _pixels(widths: Sequence[int]) -> int:
    """Return how wide the sheet is; a column is 7 pixels a sign and 5 of margin."""
    return sum(width * 7 + 5 for width in widths)


def _chart(pen: Pen, sheet: Sheet, plan: Plan, row: int, size: tuple[int, int]) -> None:
    last = _FIRST + len(plan.budget.lines) - 1
    chart: Any = pen.workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": "總價(元)",
            "categories": [SHARES, _FIRST - 1, 0, last - 1, 0],
            "values": [SHARES, _FIRST - 1, 1, last - 1, 1],
            "data_labels": {"value": True, "num_format": "#,##0", "font": {"name": FONT}},
            "fill": {"color": "#4F6D8F"},
            "gap": 60,
        }
    )
    chart.set_title({"name": "各項目金額（元）", "name_font": {"name": FONT, "size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"name": FONT}})
    chart.set_x_axis(
        {
            "num_format": "#,##0",
            "num_font": {"name": FONT},
            "min": 0,
            "major_gridlines": {"visible": True, "line": {"color": _GRID}},
        }
    )
    chart.set_size({"width": size[0], "height": size[1]})
    sheet.insert_chart(cell(0, row), chart, {"description": "各項目金額長條圖"})
