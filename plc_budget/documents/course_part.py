"""The timetable as the 實施計畫 prints it: times, activities, speakers and the periods paid (節數)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from plc_budget.dates import roc_date
from plc_budget.documents import wording
from plc_budget.documents.model import Block, Cell, Paragraph, Row, Table
from plc_budget.documents.styles import Style
from plc_budget.money import plain
from plc_budget.sheets.wording import NO_NUMBER, SPEAKER_KINDS, TOTAL
from plc_budget.tables.timetable_table import clock

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.tables import TimetableRow
    from plc_budget.timetable import Block as Taught

_WIDTHS = (28, 72, 52, 18)
_LINE = 7
"""Least height of a row. [mm]"""
_WEEK = "一二三四五六日"


def when_of(plan: Plan) -> str:
    """Say when it takes place: in the plan's words, or from its days and sessions.

    Parameters
    ----------
    plan : Plan
        The plan.
    """
    event = plan.details.event
    if event.when.strip():
        return event.when.strip()
    first, last = plan.days[0], plan.days[-1]
    until = f"至{roc_date(last)}" if last != first else ""
    mark = "暫訂" if event.is_tentative else ""
    return f"{mark}{roc_date(first)}{until}辦理，共計{event.sessions}場次。"


def course_blocks(plan: Plan) -> list[Block]:
    """Write the timetable as a table, and how its periods are counted; nothing if there is none.

    Parameters
    ----------
    plan : Plan
        The plan.
    """
    if not plan.timetable:
        return []
    head = Row(tuple(Cell(name, Style.HEAD) for name in wording.COURSE_HEAD), is_head=True)
    rows = [head, *_rows(plan), *_total(plan)]
    return [Table(wording.COURSE, _WIDTHS, tuple(rows)), *_note(plan)]


def _rows(plan: Plan) -> list[Row]:
    day = plan.details.event.day
    numbered = list(enumerate(plan.timetable))
    rows: list[Row] = []
    for on, same in groupby(numbered, key=lambda one: one[1].day or day):
        if len(plan.days) > 1:
            rows.append(Row((Cell(_day(on), Style.STRONG, columns=len(_WIDTHS)),), height=_LINE))
        rows += _day_rows(plan, list(same))
    return rows


def _day(day: date) -> str:
    return f"{roc_date(day)}（星期{_WEEK[day.weekday()]}）"


def _day_rows(plan: Plan, numbered: Sequence[tuple[int, TimetableRow]]) -> list[Row]:
    rows: list[Row] = []
    here = {index for index, _ in numbered}
    begun: tuple[int, int] | None = None
    for index, row in numbered:
        slot = (row.start, row.end)
        speaker = "\n".join(part for part in (row.organisation, row.speaker) if part)
        cells = [Cell(row.activity), Cell(speaker, Style.CENTER), *_periods(plan, index, here)]
        if slot != begun:
            many = _same_slot(plan.timetable, index, here)
            cells.insert(0, Cell(f"{clock(row.start)}-{clock(row.end)}", Style.CENTER, rows=many))
        rows.append(Row(tuple(cells), height=_LINE))
        begun = slot
    return rows


def _same_slot(rows: Sequence[TimetableRow], index: int, here: set[int]) -> int:
    """Count the rows from one on that share its time."""
    many = 1
    slot = (rows[index].start, rows[index].end)
    while index + many in here and (rows[index + many].start, rows[index + many].end) == slot:
        many += 1
    return many


def _periods(plan: Plan, index: int, here: set[int]) -> list[Cell]:
    """Show the periods of a block once, beside all its rows if they stand together."""
    block = next((block for block in plan.working.blocks if index in block.rows), None)
    if block is None:
        return [Cell(NO_NUMBER, Style.CENTER)]
    stands_together = _stands_together(block, here)
    if index != min(block.rows):
        return [] if stands_together else [Cell(wording.WITH_ABOVE, Style.CENTER)]
    many = len(block.rows) if stands_together else 1
    return [Cell(plain(block.periods), Style.CENTER, rows=many)]


def _stands_together(block: Taught, here: set[int]) -> bool:
    first, last = min(block.rows), max(block.rows)
    return last - first + 1 == len(block.rows) and here.issuperset(block.rows)


def _total(plan: Plan) -> list[Row]:
    if not plan.working.blocks:
        return []
    total = Cell(f"{plain(plan.working.total)}節", Style.STRONG)
    return [Row((Cell(TOTAL, Style.STRONG, columns=len(_WIDTHS) - 1), total), height=_LINE)]


def _note(plan: Plan) -> list[Block]:
    """Say by which rule the periods are counted, and how many are paid to whom."""
    rule = plan.book.get(plan.details.period_policy)
    if rule is None or not plan.working.blocks:
        return [Paragraph("", Style.GAP)]
    kinds = "、".join(
        f"{SPEAKER_KINDS[kind]}{plain(periods)}節" for kind, periods in plan.working.by_kind.items()
    )
    policy = rule.card.title.zh
    return [Paragraph(wording.PERIODS_NOTE.format(policy=policy, kinds=kinds), Style.NOTE)]
