"""異動紀錄: every step of the plan's history, with what it changed and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from plc_budget.dates import read_date, roc_date
from plc_budget.language import CHINESE, read
from plc_budget.plan.change_words import ABOUT, subject, value_words
from plc_budget.sheets.layout import cell
from plc_budget.sheets.pen import Pen, lines_needed
from plc_budget.sheets.wording import HISTORY

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.plan.changes import Change
    from plc_budget.plan.steps import Step
    from plc_budget.sheets.interface import Sheet

_HEAD = ("時間", "人員", "異動", "步驟", "項目與欄位", "原值", "新值", "理由")
_WIDTHS = (18, 12, 12, 22, 26, 16, 16, 34)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def write_history_sheet(pen: Pen, sheet: Sheet, plan: Plan, steps: Sequence[Step]) -> None:
    """Write 異動紀錄, one row per field changed; a step that changed none has a row of its own."""
    last = len(_HEAD) - 1
    pen.merged(sheet, f"A1:{cell(last, 1)}", f"{plan.details.title}{HISTORY}", "title")
    sheet.set_row(0, 30)
    for column, (name, width) in enumerate(zip(_HEAD, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        pen.text(sheet, cell(column, 3), name, "head")
    row = 4
    for step in steps:
        for change in step.changes or (None,):
            _row(pen, sheet, row, _words(step, change, plan))
            row += 1
    sheet.repeat_rows(2)
    sheet.print_area(0, 0, max(row - 2, 3), last)


def _row(pen: Pen, sheet: Sheet, row: int, words: Sequence[str]) -> None:
    for column, part in enumerate(words):
        pen.text(sheet, cell(column, row), part, "small")
    needed = max(lines_needed(part, width * 1.1)
                 for part, width in zip(words, _WIDTHS, strict=True))  # fmt: skip
    sheet.set_row(row - 1, max(20, 15 * needed + 5))


def _shown(change: Change, value: str | None) -> str:
    """Write a value as the sheets do: dates in 民國 years, nothing where there is nothing."""
    if not value:
        return ""
    return _told(read(value_words(change, value), CHINESE))


def _told(part: object) -> str:
    words = str(part)
    return roc_date(read_date(words)) if _ISO.fullmatch(words) else words


def _words(step: Step, change: Change | None, plan: Plan) -> list[str]:
    when = f"{roc_date(step.when.date())} {step.when:%H:%M}"
    about = "、".join(_told(part) for name, part in step.about.items() if name in ABOUT)
    what, before, after = about, "", ""
    if change is not None:
        items = {line.code: line.name for line in plan.budget.lines}
        what = str(read(subject(change, items), CHINESE))
        before, after = _shown(change, change.before), _shown(change, change.after)
    return [when, step.who, step.kind.words.render(CHINESE), step.name, what, before, after,
            step.reason]  # fmt: skip
