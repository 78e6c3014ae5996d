"""經費分配: the total by line, by account and by source of money, with a picture."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.budget import share_table
from plc_budget.sheets.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Gap,
    Height,
    Page,
    Paper,
    Row,
    Sentence,
    Table,
    Title,
)
from plc_budget.sheets.wording import AMOUNT, SHARES, TOTAL, UNIT_NOTE

if TYPE_CHECKING:
    from plc_budget.plan import Plan

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


def shares_paper(plan: Plan) -> Paper:
    """Make 經費分配: lines with their part of the total, accounts by source, and a bar chart."""
    last = max(2, 1 + len(plan.details.funding.sources))
    divided, lines = _by_source(plan), len(plan.budget.lines)
    total = "{sources!sum@" + TOTAL + "}={budget!amount@" + TOTAL + "}"
    live = f'=IF({total},"{_DIVIDED}","{_STALE}")'
    picture: Block = Chart(
        "各項目金額（元）",
        "各項目金額長條圖",
        "shares!item@*",
        "shares!amount@*",
        AMOUNT,
        min(_TALLEST, max(_LEAST, _AROUND + _BAR * lines)),
    )
    blocks = (
        Title(f"{plan.details.title}{SHARES}"),
        Sentence(None, UNIT_NOTE, _LINE),
        _by_line(plan),
        Gap(_LINE),
        Gap(_LINE),
        divided,
        Sentence(Cell(_DIVIDED, "plain", "", live), height=_LINE),
        *([picture] if lines <= _MOST_BARS else [Gap(), Sentence(Cell(_TOO_MANY, "plain"))]),
    )
    widths = (max(_NAME, _SHEET - _FIGURE * last), *[_FIGURE] * last)
    return Paper(SHARES, blocks, Page(squeeze=0), widths)


def _by_line(plan: Plan) -> Table:
    total = f"{{$budget!amount@{TOTAL}}}"
    lines = []
    for line in plan.budget.lines:
        amount = f"{{budget!amount@{line.code}}}"
        part = Decimal(line.amount) / Decimal(plan.budget.total or 1)
        cells = (
            Cell(line.name),
            Cell(line.amount, "", "#,##0", f"={amount}"),
            Cell(part, "", "0.00%", f"=IF({total}=0,0,{amount}/{total})"),
        )
        lines.append(Row(cells, line.code))
    columns = (Column("item", "經費項目"), Column("amount", AMOUNT), Column("part", "占合計"))
    return Table(
        "shares", columns, tuple(lines), head=_LINE, line=_LINE, repeats=True, keeps="heads"
    )


def _by_source(plan: Plan) -> Table:
    """Divide accounts by source; whole dollars by largest remainder, so they are not live."""
    sources = {source.name: source.share for source in plan.details.funding.sources}
    amounts = plan.budget.by_category()
    table = share_table(amounts, sources)
    names = [f"source{at}" for at in range(len(sources))]
    across = f"=SUM({{{names[0]}}}:{{{names[-1]}}})"
    lines = []
    for category, amount in amounts.items():
        divided = (Cell(table[category][name], "", "#,##0") for name in sources)
        cells = (Cell(category), *divided, Cell(amount, "", "#,##0", across))
        lines.append(Row(cells, category))
    columns = [sum(table[category][name] for category in amounts) for name in sources]
    sums = zip([*names, "sum"], [*columns, plan.budget.total], strict=True)
    foot = [Cell(total, "total", "#,##0", f"=SUM({{{name}@*}})") for name, total in sums]
    headings = (f"{name}\n{share:f}%" for name, share in sources.items())
    sums_of = (Column(*both) for both in zip(names, headings, strict=True))
    return Table(
        "sources",
        (Column("account", "用途別"), *sums_of, Column("sum", TOTAL)),
        tuple(lines),
        (Row((Cell(TOTAL, "strong"), *foot), TOTAL),),
        Height(40, _LINE, 4),
        _LINE,
        keeps="all",
    )
