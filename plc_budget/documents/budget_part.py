"""經費概算 as the 實施計畫 prints it: the lines, their sum, the total in capitals, the boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from plc_budget.documents import wording
from plc_budget.documents.model import Block, Cell, Paragraph, Row, Table
from plc_budget.documents.styles import WIDTH, Style
from plc_budget.language import width_of
from plc_budget.money import ntd, plain
from plc_budget.sheets.budget_sheet import budget_columns, grand_total, write_other_cells
from plc_budget.sheets.wording import GRAND_TOTAL, NO_NUMBER, TOTAL

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan

_WIDEST = {"category": 17, "unit_price": 34, "quantity": 18, "times": 15, "amount": 30}
"""Most a column takes for its words; longer ones are broken. [mm]"""
_OTHER = 22
"""The same of a column that the table declares beyond these. [mm]"""
_LEAST_ITEM, _ITEM_PART = 28, 0.4
"""Least width of an item, and its part of what the figures leave. [mm]"""
_SIZE, _SMALL = 12, 11
"""Of the letters, in a table that has columns to spare and in one that has not. [pt]"""
_FEW = 5
"""Columns that leave room."""
_MILLIMETRES, _AROUND = 25.4 / 72, 3.6
"""What a point is, and what stands beside the words of a cell. [mm]"""
_TAIL = 3
"""Last rows of the table that stand on one page with the boxes: a line, 合計 and 總計."""
_LINE = 7
"""Least height of a line. [mm]"""
_SEAL = 18
"""Room for a seal. [mm]"""
_MOST_BOXES = 6
"""Most signature boxes beside each other; further ones stand below."""
_STYLES = {
    "item": Style.CELL,
    "category": Style.CENTER,
    "unit_price": Style.RIGHT,
    "quantity": Style.CENTER,
    "times": Style.CENTER,
    "amount": Style.RIGHT,
    "note": Style.CELL,
}


def budget_blocks(plan: Plan) -> list[Block]:
    """Write the table of 經費概算 with its total, and the signature boxes.

    Parameters
    ----------
    plan : Plan
        The plan.
    """
    return [_table(plan), Paragraph("", Style.GAP), *_boxes(plan.details.signatures)]


def _table(plan: Plan) -> Table:
    headings = budget_columns(plan)
    fields = [*headings]
    head = Row(tuple(Cell(one, Style.HEAD) for one in headings.values()), is_head=True)
    lines = [_line(line, fields) for line in plan.budget.lines]
    spelled = Cell(grand_total(plan), Style.WORDS, columns=len(fields) - 1)
    words = Row((Cell(GRAND_TOTAL, Style.STRONG), spelled), height=_LINE)
    rows = [*lines, _sum(plan, fields), words]
    size = _SMALL if len(fields) > _FEW else _SIZE
    widths = _widths(fields, [head, *rows[:-1]], size)
    tail = [replace(row, keeps_next=True) for row in rows[-_TAIL:]]
    return Table(wording.BUDGET, widths, (head, *rows[:-_TAIL], *tail), size)


def _widths(fields: Sequence[str], rows: Sequence[Row], size: int) -> tuple[int, ...]:
    """Give figures the room they take, so that none is broken; what is left is for words. [mm]"""
    needed = [max(_width(row.cells[at].text, size) for row in rows) for at in range(len(fields))]
    widths = [min(needed[at], _WIDEST.get(name, _OTHER)) for at, name in enumerate(fields)]
    widths[0] = widths[-1] = 0
    left = WIDTH - sum(widths)
    widths[0] = min(needed[0], max(_LEAST_ITEM, round(left * _ITEM_PART)))
    widths[-1] = left - widths[0]
    return tuple(widths)


def _width(words: str, size: int) -> int:
    """Return how wide a cell is that holds some words in one line. [mm]"""
    return ceil(width_of(words) * size / 2 * _MILLIMETRES + _AROUND)


def _line(line: Line, fields: Sequence[str]) -> Row:
    shown = {
        "item": line.name,
        "category": line.row.category,
        "unit_price": _price(line),
        "quantity": _quantity(line),
        "times": "1" if line.is_percentage else plain(line.row.times),
        "amount": ntd(line.amount),
        "note": line.row.note,
        **write_other_cells(line),
    }
    return Row(
        tuple(Cell(shown[name], _STYLES.get(name, Style.CENTER)) for name in fields), height=_LINE
    )


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
    return Row(
        tuple(shown.get(name, Cell(NO_NUMBER, Style.CENTER)) for name in fields), height=_LINE
    )


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
