"""異動紀錄: every step of the plan's history, with what it changed and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plc_budget.dates import roc_date
from plc_budget.language import CHINESE
from plc_budget.sheets.layout import cell
from plc_budget.sheets.pen import Pen, lines_needed
from plc_budget.sheets.wording import FIELDS, HISTORY

if TYPE_CHECKING:
    import xlsxwriter.worksheet

    from plc_budget.plan import Plan
    from plc_budget.plan.changes import Change
    from plc_budget.plan.steps import Step

    Sheet = xlsxwriter.worksheet.Worksheet

_HEAD = ("時間", "人員", "異動", "步驟", "項目與欄位", "原值", "新值", "理由")
_WIDTHS = (18, 12, 12, 22, 26, 16, 16, 34)
_ABOUT = ("reference", "on", "total", "scenario")


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


def _what(change: Change, item: str) -> str:
    """Name what was changed as the sheets call it."""
    if change.file == "timetable.csv" and change.line:
        item = f"課程表第{change.line.lstrip('+')}列"
    place = item or change.line or ("" if change.field else change.file)
    return " ".join(part for part in (place, FIELDS.get(change.field, change.field)) if part)


def _words(step: Step, change: Change | None, plan: Plan) -> list[str]:
    when = f"{roc_date(step.when.date())} {step.when:%H:%M}"
    about = "、".join(str(part) for name, part in step.about.items() if name in _ABOUT)
    what, before, after = about, "", ""
    if change is not None:
        line = plan.budget.get(change.line) if change.file == "budget.csv" else None
        what = _what(change, line.name if line else "")
        before, after = change.before or "", change.after or ""
    return [when, step.who, step.kind.words.render(CHINESE), step.name, what, before, after,
            step.reason]  # fmt: skip
