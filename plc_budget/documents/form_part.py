"""The feedback form (回饋表): a page of its own, items on a scale, open questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.documents import wording
from plc_budget.documents.model import Block, Cell, Heading, Paragraph, Row, Table
from plc_budget.documents.numbering import item_number
from plc_budget.documents.styles import WIDTH, Style

if TYPE_CHECKING:
    from plc_budget.plan.details import Feedback

_STEP = 11
"""Width of a place to tick. [mm]"""
_ITEM = 13
"""Height of an item. [mm]"""
_ANSWER = 45
"""Room to answer an open question. [mm]"""


def form_blocks(form: Feedback) -> list[Block]:
    """Write the feedback form; nothing if the plan has none.

    Parameters
    ----------
    form : Feedback
        What the plan asks.
    """
    if not (form.title or form.fields or form.items or form.open_questions):
        return []
    blocks: list[Block] = [Heading(form.title, style=Style.FORM_TITLE)]
    titles = [f"{field.rstrip('：:')}：" for field in form.fields]
    asks = form.items or form.open_questions
    for number, words in enumerate([*titles, *([wording.SURVEY] if asks else [])], start=1):
        blocks.append(Paragraph(f"{item_number(number)}、{words}", Style.FIRST))
    if asks:
        blocks += [_table(form), Paragraph("", Style.GAP)]
    return blocks


def _table(form: Feedback) -> Table:
    steps = form.scale if form.items else 0
    widths = (WIDTH - _STEP * steps, *[_STEP] * steps)
    return Table(wording.SURVEY, widths, (*_head(form, steps), *_items(form), *_open(form, steps)))


def _head(form: Feedback, steps: int) -> list[Row]:
    """Name the ends of the scale above its numbers."""
    if not steps:
        return []
    ends = f"{form.lowest} ←→ {form.highest}" if form.lowest or form.highest else ""
    fit = "\n".join(part for part in (wording.FIT, ends) if part)
    top = Row(
        (Cell(wording.INDICATOR, Style.HEAD, rows=2), Cell(fit, Style.HEAD, columns=steps)),
        is_head=True,
    )
    numbers = tuple(Cell(str(step), Style.HEAD) for step in range(1, steps + 1))
    return [top, Row(numbers, is_head=True)]


def _items(form: Feedback) -> list[Row]:
    ticks = tuple(Cell("", Style.CENTER) for _ in range(form.scale))
    return [
        Row((Cell(f"{number}.{item}"), *ticks), height=_ITEM)
        for number, item in enumerate(form.items, start=1)
    ]


def _open(form: Feedback, steps: int) -> list[Row]:
    first = len(form.items) + 1
    return [
        Row((Cell(f"{number}.{question}", columns=steps + 1, is_high=True),), height=_ANSWER)
        for number, question in enumerate(form.open_questions, start=first)
    ]
