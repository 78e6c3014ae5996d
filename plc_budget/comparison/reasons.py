"""Why lines were changed: the reasons that the steps of a plan's history record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.plan.changes import Change, changes_between
from plc_budget.plan.folder import load_files
from plc_budget.plan.history import done_and_undone, read_history
from plc_budget.plan.steps import Step, StepKind

if TYPE_CHECKING:
    from plc_budget.plan import Plan

BUDGET, TIMETABLE = "budget.csv", "timetable.csv"


def reasons_of(
    steps: Sequence[Step], plan: Plan, unrecorded: Sequence[Change] = ()
) -> dict[str, str]:
    """Collect why each line was changed, by code; several reasons stand in their order.

    A change of the timetable is the reason of the lines it pays.  A line that was changed in
    another program since the last step has no reason, whatever was recorded for it before.
    """
    paid = [row.code for row in plan.rows if row.source]
    reasons: dict[str, list[str]] = {}
    for step in steps:
        words = step.reason or step.name
        codes = {code for change in step.changes for code in _codes(change, paid)}
        for code in codes:
            known = reasons.setdefault(code, [])
            known += [words] if words and words not in known else []
    for change in unrecorded:
        for code in _codes(change, paid):
            reasons.pop(code, None)
    return {code: "；".join(words) for code, words in reasons.items()}


def _codes(change: Change, paid: Sequence[str]) -> Sequence[str]:
    if change.file == TIMETABLE:
        return paid
    return [change.line] if change.file == BUDGET and change.line else []


def unrecorded_changes(folder: Path) -> tuple[Change, ...]:
    """List what was changed in another program since the last step of the history."""
    history, _ = read_history(folder)
    if history is None or history.last is None:
        return ()
    known = history.files(history.last.after)
    files, _ = load_files(folder)
    return () if known is None else changes_between(known, files)


def steps_since_approval(folder: Path, files: Mapping[str, str]) -> list[Step]:
    """Return the steps that stand since these files were approved."""
    history, _ = read_history(folder)
    if history is None:
        return []
    approvals = [number for number, step in enumerate(history.steps)
                 if step.kind is StepKind.APPROVE and step.after == files]  # fmt: skip
    start = approvals[-1] + 1 if approvals else 0
    return _standing(history.steps, start, len(history.steps))


def steps_between(folder: Path, first: str, second: str) -> list[Step]:
    """Return the steps that stand between two steps, by id or name; the last one if left out."""
    history, _ = read_history(folder)
    if history is None:
        return []
    start, end = history.get(first), history.get(second) if second else history.last
    if start is None or end is None:
        return []
    return _standing(history.steps, history.steps.index(start) + 1, history.steps.index(end) + 1)


def _standing(steps: Sequence[Step], start: int, end: int) -> list[Step]:
    done, _ = done_and_undone(steps[:end])
    return [step for step in done if steps.index(step) >= start]
