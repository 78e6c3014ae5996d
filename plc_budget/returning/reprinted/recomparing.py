"""The workbook of a comparison printed anew: which two states it compares stands above its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from plc_budget.comparison import Compared, two_folders, two_points
from plc_budget.comparison.states import NOW, after_step, plan_name
from plc_budget.export import edition_of_comparison
from plc_budget.language import CHINESE
from plc_budget.plan.history.log import HISTORY, log
from plc_budget.returning.reading.paper import Paper
from plc_budget.sheets.passport import squeezed, version_of
from plc_budget.sheets.wording import DRAFT

if TYPE_CHECKING:
    from pathlib import Path

    from plc_budget.findings import Words
    from plc_budget.plan.history.saving import Opened
    from plc_budget.plan.history.steps import Step
    from plc_budget.returning.comparing.base import Base

_ARROW = "→"
_TOP = 6
"""Rows from the top in which the states are named."""


def recompared(paper: Paper, opened: Opened, base: Base) -> Iterator[tuple[bytes, bool]]:
    """Print what ``plc-budget compare -o`` printed, where it was neither since the approval nor lost.

    Parameters
    ----------
    paper : Paper
        The file that came back.
    opened : Opened
        The plan as it is.
    base : Base
        The version the file was printed from.

    Yields
    ------
    tuple[bytes, bool]
        A workbook, and whether it is a draft.
    """
    if not base.is_printed:
        return
    is_draft = any(DRAFT in words for words in paper.margins.headers)
    for found in _pairs(paper, opened, base):
        edition = edition_of_comparison(found, base.version)
        yield edition.workbook(draft=is_draft).data, is_draft


def _pairs(paper: Paper, opened: Opened, base: Base) -> Iterator[Compared]:
    """Find the two states that are named above the table."""
    for words in _named(paper):
        before, _, after = words.partition(_ARROW)
        folder = opened.folder
        for first in _steps(folder, before):
            for second, name in _ends(folder, base, after):
                found, _ = two_points(folder, first.id, second)
                if found is not None:
                    named = replace(found.comparison, before_name=_called(first, before),
                                    after_name=name)  # fmt: skip
                    yield replace(found, comparison=named)
        if after == _shown(plan_name(folder.name)) and base.is_current:
            yield from _other_plan(folder, before)


def _named(paper: Paper) -> list[str]:
    texts = [squeezed(cell.text) for sheet in paper.sheets for row in sheet.rows[:_TOP]
             for cell in row if _ARROW in cell.text]  # fmt: skip
    return list(dict.fromkeys(texts))


def _shown(words: Words) -> str:
    return squeezed(words.render(CHINESE))


def _called(step: Step, words: str) -> Words:
    return after_step(step.id if words == _shown(after_step(step.id)) else step.name)


def _steps(folder: Path, words: str) -> list[Step]:
    """Find a step by the words for it: its id, or its name, which the latest of that name has."""
    steps = log(folder)[0] if (folder / HISTORY).is_file() else ()
    found = [step for step in reversed(steps)
             if words in (_shown(after_step(step.id)), _shown(after_step(step.name)))]  # fmt: skip
    return found[:1]


def _ends(folder: Path, base: Base, words: str) -> list[tuple[str, Words]]:
    """Find the later state: a step, or the plan as it was at that version."""
    if words != _shown(NOW):
        return [(step.id, _called(step, words)) for step in _steps(folder, words)]
    if base.is_current:
        return [("", NOW)]
    steps, _ = log(folder)
    same = [step for number, step in enumerate(steps, start=1)
            if version_of(steps[:number]) == base.version]  # fmt: skip
    return [(step.id, NOW) for step in same[-1:]]


def _other_plan(folder: Path, words: str) -> Iterator[Compared]:
    """Compare with the plan of that name that lies beside this one."""
    beside = (one for one in sorted(folder.parent.iterdir()) if one.is_dir())
    for other in beside:
        if words == _shown(plan_name(other.name)):
            found, _ = two_folders(other, folder)
            if found is not None:
                yield found
