"""異動紀錄: every step of the plan's history, with what it changed and why, told as on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.dates import read_date, roc_date
from plc_budget.language import CHINESE, read, text
from plc_budget.plan.history.answer_words import is_of_answer
from plc_budget.plan.history.change_words import about_words, changes_words, items_of
from plc_budget.plan.history.steps import StepKind
from plc_budget.sheets.layout import cell
from plc_budget.sheets.paging import USUAL, arrange
from plc_budget.sheets.pen import Pen, small_height, title_height
from plc_budget.sheets.wording import HISTORY

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet as Sheet

    from plc_budget.plan import Plan
    from plc_budget.plan.history.changes import Change
    from plc_budget.plan.history.steps import Step

_HEAD = ("時間", "人員", "異動", "步驟", "異動內容", "理由")
_WIDTHS = (18, 12, 12, 30, 60, 34)
_HEADS = 20
_MOST = 12
"""Lines in a cell; more take a row of their own, and no row is higher than a spreadsheet takes."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def write_history_sheet(pen: Pen, sheet: Sheet, plan: Plan, steps: Sequence[Step]) -> None:
    """Write 異動紀錄, one row for each step; a step that changed a great deal takes several."""
    last = len(_HEAD) - 1
    title = f"{plan.details.title}{HISTORY}"
    pen.merged(sheet, f"A1:{cell(last, 1)}", title, "title")
    top = title_height(title, _WIDTHS)
    sheet.set_row(0, top)
    sheet.set_row(2, _HEADS)
    for column, (name, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        pen.text(sheet, cell(column, 3), name, "head")
    items = items_of(plan.rows, steps)
    heights = [top, USUAL, _HEADS]
    for step in steps:
        for words in _rows(step, steps, items):
            heights.append(_row(pen, sheet, len(heights) + 1, words))
    sheet.repeat_rows(2)
    sheet.print_area(0, 0, len(heights) - 1, last)
    arrange(sheet, heights, _WIDTHS, wide=True, repeated=_HEADS)


def _row(pen: Pen, sheet: Sheet, row: int, words: Sequence[str]) -> int:
    for column, part in enumerate(words):
        pen.text(sheet, cell(column, row), part, "small")
    height = small_height(words, _WIDTHS)
    sheet.set_row(row - 1, height)
    return height


def _rows(step: Step, steps: Sequence[Step], items: Mapping[str, str]) -> Iterator[list[str]]:
    when = f"{roc_date(step.when.date())} {step.when:%H:%M}"
    told = _changes(step, items) or _about(step)
    kind, name = step.kind.words.render(CHINESE), _name(step, steps)
    for start in range(0, max(len(told), 1), _MOST):
        part = "\n".join(told[start : start + _MOST])
        yield [when, step.who, kind, f"{name}（續）" if start else name, part, step.reason]


def _name(step: Step, steps: Sequence[Step]) -> str:
    """Name a step; one that took others back, or did them again, by these."""
    past = [other for other in steps if other.id in step.steps]
    names = (other.name or other.kind.words.render(CHINESE) for other in past)
    return "、".join(f"「{name}」" for name in names) or step.name


def _changes(step: Step, items: Mapping[str, str]) -> list[str]:
    """Write what a step changed; of a reason only its words where the step is called after it."""
    is_back = step.kind is StepKind.UNDO
    words = changes_words([*map(_dated, step.changes)], items, is_back=is_back)
    told = [one.render(CHINESE) for one in words]
    if len(told) == 1 and is_of_answer(step.changes[0]):
        return [told[0].removeprefix(step.name).lstrip("：: ") or told[0]]
    return told


def _about(step: Step) -> list[str]:
    """Say what an approval or a scenario is about, beside its name."""
    if step.kind is StepKind.CORRECT:
        return []  # its name says what was written and what is meant
    day, total = step.about.get("on"), step.about.get("total")
    if step.kind is not StepKind.APPROVE or not isinstance(total, int):
        return [words for words in about_words(step) if words != step.name]
    return [str(read(text("{day}, {total:,} NTD", day=_day(str(day)), total=total), CHINESE))]


def _dated(change: Change) -> Change:
    """Return a change with its dates as the sheets write them: in 民國 years."""
    before, after = (None if v is None else _day(v) for v in (change.before, change.after))
    return replace(change, before=before, after=after)


def _day(words: str) -> str:
    return roc_date(read_date(words)) if _ISO.fullmatch(words) else words
