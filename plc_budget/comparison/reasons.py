"""Why lines were changed: the reasons that the steps of a plan's history record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.language import CHINESE, read
from plc_budget.plan.history.change_words import changes_named
from plc_budget.plan.history.changes import FieldChange, changes_between
from plc_budget.plan.history.log import done_and_undone, read_history
from plc_budget.plan.history.remarks import LINES
from plc_budget.plan.history.steps import Step, StepKind
from plc_budget.plan.storage.folder import load_files

if TYPE_CHECKING:
    from plc_budget.plan import Plan

BUDGET, TIMETABLE = "budget.csv", "timetable.csv"


def reasons_of(
    steps: Sequence[Step],
    plan: Plan,
    unrecorded: Sequence[FieldChange] = (),
    items: Sequence[Mapping[str, str]] = (),
) -> dict[str, str]:
    """Collect why each line was changed, by code; several reasons stand in their order.

    A change of the timetable is the reason of the lines it pays.  A step without a reason counts by
    its name, unless the name only says what was changed.  A reason that was recorded afterwards is
    the one for all that was done before it.  A line that was changed in another program since the
    last step has no reason, whatever was recorded for it before.

    Parameters
    ----------
    steps : sequence of Step
        What was done, in its order.
    plan : Plan
        As it is now.
    unrecorded : sequence of Change
        What was changed since the last step.
    items : sequence of mapping of str to str
        The printed item of each code, before and after.
    """
    paid = [row.code for row in plan.rows if row.source]
    reasons: dict[str, list[str]] = {}
    for step in steps:
        if step.kind is StepKind.REMARK:
            reasons |= {str(code): [step.reason] for code in step.about.get(LINES, ())}
            continue
        words = step.reason or _given_name(step, items)
        for code in {code for change in step.changes for code in _codes(change, paid)}:
            known = reasons.setdefault(code, [])
            known += [words] if words and words not in known else []
    for change in unrecorded:
        for code in _codes(change, paid):
            reasons.pop(code, None)
    return {code: "；".join(words) for code, words in reasons.items()}


def _given_name(step: Step, items: Sequence[Mapping[str, str]]) -> str:
    """Return the name somebody gave a step; the name it has of itself is no reason."""
    own = {str(read(changes_named(step.changes, names), CHINESE)) for names in items}
    return "" if step.name in own else step.name


def _codes(change: FieldChange, paid: Sequence[str]) -> Sequence[str]:
    if change.file == TIMETABLE:
        return paid
    return [change.line] if change.file == BUDGET and change.line else []


def unrecorded_changes(folder: Path) -> tuple[FieldChange, ...]:
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
    approvals = [
        number
        for number, step in enumerate(history.steps)
        if step.kind is StepKind.APPROVE and step.after == files
    ]
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
    """Return the steps of a stretch that were not taken back, and the remarks among them."""
    standing = {step.id for step in done_and_undone(steps[:end])[0]}
    return [
        step for step in steps[start:end] if step.id in standing or step.kind is StepKind.REMARK
    ]
