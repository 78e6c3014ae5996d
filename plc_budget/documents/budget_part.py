"""經費概算 as the 實施計畫 prints it: the lines, their sum, the total in capitals, the boxes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.documents import wording
from plc_budget.documents.model import Block, Cell, Paragraph, Row, Table
from plc_budget.documents.styles import WIDTH, Style
from plc_budget.money import capital_amount, ntd, plain
from plc_budget.sheets.layout import budget_layout
from plc_budget.sheets.wording import COLUMNS, CURRENCY, GRAND_TOTAL, NO_NUMBER, TOTAL, WHOLE

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan

_WIDTHS = {"item": 34, "category": 17, "unit_price": 27, "quantity": 14, "times": 13, "amount": 26}
_LINE = 7
"""Least height of a line. [mm]"""
_SEAL = 18
"""Room for a seal. [mm]"""
_MOST_BOXES = 6
"""Most signature boxes beside each other; further ones stand below."""
_STYLES = {
    "item": Style.CELL, "category": Style.CENTER, "unit_price": Style.RIGHT,
    "quantity": Style.CENTER, "times": Style.CENTER, "amount": Style.RIGHT, "note": Style.CELL,
}  # fmt: skip


def budget_blocks(plan: Plan) -> list[Block]:
    """Write the table of 經費概算 with its total, and the signature boxes.

    Parameters
    ----------
    plan : Plan
        The plan.
    """
    return [_table(plan), Paragraph("", Style.GAP), *_boxes(plan.details.signatures)]


def grand_total(plan: Plan) -> str:
    """Spell the total as 總計 prints it: 新台幣 …元整, with the sentence about the money.

    Parameters
    ----------
    plan : Plan
        The plan.
    """
    sentence = plan.details.funding.sentence
    tail = WHOLE + (f"（{sentence}）" if sentence else "")
    return f"{CURRENCY} {capital_amount(plan.budget.total).removesuffix(WHOLE)} {tail}"


def _table(plan: Plan) -> Table:
    fields = [*budget_layout(plan).columns]
    widths = [_WIDTHS.get(name, 0) for name in fields]
    widths[-1] = WIDTH - sum(widths)
    head = Row(tuple(Cell(COLUMNS[name], Style.HEAD) for name in fields), is_head=True)
    lines = [_line(line, fields) for line in plan.budget.lines]
    spelled = Cell(grand_total(plan), Style.WORDS, columns=len(fields) - 1)
    words = Row((Cell(GRAND_TOTAL, Style.STRONG), spelled), height=_LINE)
    return Table(wording.BUDGET, tuple(widths), (head, *lines, _sum(plan, fields), words))


def _line(line: Line, fields: Sequence[str]) -> Row:
    shown = {
        "item": line.name,
        "category": line.row.category,
        "unit_price": _price(line),
        "quantity": _quantity(line),
        "times": plain(line.row.times),
        "amount": ntd(line.amount),
        "note": line.row.note,
    }
    return Row(tuple(Cell(shown[name], _STYLES[name]) for name in fields), height=_LINE)


def _price(line: Line) -> str:
    unit = f"/{line.row.unit}" if line.row.unit and not line.is_percentage else ""
    return f"{plain(line.unit_price)}元{unit}"


def _quantity(line: Line) -> str:
    rate = line.row.rate
    return plain(line.quantity) if rate is None else f"{plain(Decimal(rate))}%"


def _sum(plan: Plan, fields: Sequence[str]) -> Row:
    shown = {
        "item": Cell(TOTAL, Style.STRONG),
        "amount": Cell(ntd(plan.budget.total), Style.TOTAL),
        "note": Cell(plan.details.reallocation.sentence),
    }
    return Row(tuple(shown.get(name, Cell(NO_NUMBER, Style.CENTER)) for name in fields),
               height=_LINE)  # fmt: skip


def _boxes(names: Sequence[str]) -> list[Block]:
    """Draw the signature boxes (核章欄), as many beside each other as there is room for."""
    blocks: list[Block] = []
    for start in range(0, len(names), _MOST_BOXES):
        band = names[start : start + _MOST_BOXES]
        head = Row(tuple(Cell(name, Style.HEAD) for name in band))
        seals = Row(tuple(Cell("", Style.CENTER) for _ in band), height=_SEAL)
        widths = _even(len(band))
        blocks += [Table(wording.SIGNATURES, widths, (head, seals)), Paragraph("", Style.GAP)]
    return blocks


def _even(count: int) -> tuple[int, ...]:
    """Divide the width of the page; the last box takes what is left over. [mm]"""
    width = WIDTH // count
    return (*[width] * (count - 1), WIDTH - width * (count - 1))
