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
from plc_budget.sheets.blocks import SMALL, Cell, Column, Gap, Page, Paper, Row, Table, Title
from plc_budget.sheets.wording import HISTORY

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.plan.history.changes import FieldChange
    from plc_budget.plan.history.steps import Step

_COLUMNS = (
    Column("when", "時間", 18),
    Column("who", "人員", 12),
    Column("kind", "異動", 12),
    Column("step", "步驟", 30),
    Column("changes", "異動內容", 60),
    Column("reason", "理由", 34),
)
_MOST = 12
"""Lines in a cell; more take a row of their own, and no row is higher than a spreadsheet takes."""
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def history_paper(plan: Plan, steps: Sequence[Step]) -> Paper:
    """Make 異動紀錄, one row for each step; a step that changed a great deal takes several."""
    items = items_of(plan.rows, steps)
    lines = (words for step in steps for words in _rows(step, steps, items))
    rows = (Row(tuple(Cell(one, "small") for one in words)) for words in lines)
    table = Table("history", _COLUMNS, tuple(rows), head=20, line=SMALL, repeats=True)
    return Paper(
        HISTORY, (Title(f"{plan.details.title}{HISTORY}"), Gap(), table), Page(is_wide=True)
    )


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


def _dated(change: FieldChange) -> FieldChange:
    """Return a change with its dates as the sheets write them: in 民國 years."""
    before, after = (None if v is None else _day(v) for v in (change.before, change.after))
    return replace(change, before=before, after=after)


def _day(words: str) -> str:
    return roc_date(read_date(words)) if _ISO.fullmatch(words) else words
