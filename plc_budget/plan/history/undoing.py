"""Back and forth in the history of a plan, and any point of it as a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from plc_budget.findings import Finding, Place, error, has_errors, notice
from plc_budget.language import Series, by_place, text
from plc_budget.plan.history.change_words import items_of, step_told
from plc_budget.plan.history.log import (
    HISTORY,
    approved_steps,
    done_and_undone,
    read_history,
)
from plc_budget.plan.history.recording import Draft, Ground, standing, write
from plc_budget.plan.history.saving import Opened, read_opened
from plc_budget.plan.history.steps import Step, StepKind
from plc_budget.plan.model import Plan
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.folder import read_plan
from plc_budget.plan.storage.snapshot import WORKING

_MOST_NAMED = 10


def undo(
    folder: str | Path,
    name: str | None = None,
    *,
    past_approval: bool = False,
    reason: str = "",
    by: str = "",
) -> tuple[Opened | None, list[Finding]]:
    """Take back the last step, or everything from a named step on.

    The files become what they were before it, byte by byte.  What is taken back stays in the
    history and can be redone.  What was typed in a spreadsheet since the last step counts as one.

    Parameters
    ----------
    folder : str or Path
        A plan, or one of its scenarios.
    name : str, optional
        Name or id of the first step to take back; the last step if left out.
    past_approval : bool
        Whether a step may be taken back that was part of an approved plan.
    reason, by : str
        Why, and who; the system's user if left out.

    Returns
    -------
    tuple[Opened or None, list[Finding]]
        The plan as it is then; None when nothing was taken back, and why, or when what stood there
        before cannot be read as a plan (``UNDONE`` among the findings says that it is back).
    """
    with standing(folder) as (ground, findings):
        if ground is None:
            return None, findings
        done, _ = done_and_undone(ground.history.steps)
        steps, problems = _chosen(done, name)
        if not past_approval:
            problems += _approved(ground, steps)
        if has_errors(problems):
            return None, [*findings, *problems]
        draft = Draft(StepKind.UNDO, reason=reason, by=by)
        opened, problems = _gone_to(ground, steps[-1].before, draft, steps)
    return opened, [*findings, *problems]


def redo(
    folder: str | Path, name: str | None = None, *, reason: str = "", by: str = ""
) -> tuple[Opened | None, list[Finding]]:
    """Do again what was taken back last, or everything up to a named step.

    Parameters
    ----------
    folder : str or Path
        A plan, or one of its scenarios.
    name : str, optional
        Name or id of the last step to do again; the next one if left out.
    reason, by : str
        Why, and who; the system's user if left out.
    """
    with standing(folder) as (ground, findings):
        if ground is None:
            return None, findings
        _, undone = done_and_undone(ground.history.steps)
        steps, problems = _chosen(undone, name)
        if has_errors(problems):
            return None, [*findings, *problems]
        draft = Draft(StepKind.REDO, reason=reason, by=by)
        opened, problems = _gone_to(ground, steps[-1].after, draft, steps)
    return opened, [*findings, *problems]


def point(folder: str | Path, name: str) -> tuple[Plan | None, list[Finding]]:
    """Return the plan as it was after a step.

    Parameters
    ----------
    folder : str or Path
        A plan, or one of its scenarios.
    name : str
        Id of the step, or its name.
    """
    history, findings = read_history(Path(folder))
    if history is None:
        return None, findings
    step = history.get(name)
    if step is None:
        return None, [*findings, _unknown(name, history.steps)]
    files = history.files(step.after)
    if files is None:
        return None, [*findings, _lost(step)]
    plan, problems = read_plan(disk.real(folder).name, files)
    return plan, [*findings, *problems]


def _chosen(stack: Sequence[Step], name: str | None) -> tuple[list[Step], list[Finding]]:
    """Choose the steps to go through, the first one first."""
    if not stack:
        return [], [_nothing()]
    steps = list(reversed(stack))
    if name is None:
        return steps[:1], []
    found = [n for n, step in enumerate(steps) if step.id == name] or [
        n for n, step in enumerate(steps) if step.name == name
    ]
    return (steps[: found[0] + 1], []) if found else ([], [_unknown(name, steps)])


def _gone_to(
    ground: Ground, state: Mapping[str, str], draft: Draft, steps: Sequence[Step]
) -> tuple[Opened | None, list[Finding]]:
    """Give the files the contents they had in a state of the past."""
    files = ground.history.files({n: value for n, value in state.items() if n in WORKING})
    if files is None:
        return None, [_lost(steps[-1])]
    findings = write(ground, replace(draft, after=files, steps=tuple(s.id for s in steps)))
    if has_errors(findings):
        return None, findings
    opened, problems = read_opened(ground.folder, files)
    rows = [*opened.plan.rows] if opened else []
    items = items_of(rows, ground.history.steps)
    return opened, [_said(draft.kind, steps, items), *findings, *problems]


def _approved(ground: Ground, steps: Sequence[Step]) -> list[Finding]:
    ids = approved_steps(ground.history.steps)
    first = next((step for step in steps if step.id in ids), None)
    if first is None:
        return []
    return [
        error(
            "UNDO-APPROVED",
            text(
                "“{name}” is part of the plan that was approved; nothing was undone.",
                name=first.name or first.kind.words,
            ),
            text(
                "Undo it with past_approval (--past-approval) if that is what you want; the approved copy stays."
            ),
            Place(HISTORY, field=first.id),
        )
    ]


def _said(kind: StepKind, steps: Sequence[Step], items: Mapping[str, str]) -> Finding:
    is_back = kind is StepKind.UNDO
    names = Series(tuple(step_told(step, items, is_back=is_back) for step in steps))
    said = (
        text("Undone: {names}.", names=names)
        if is_back
        else text("Done again: {names}.", names=names)
    )
    return notice("UNDONE" if is_back else "REDONE", said, where=Place(HISTORY))


def _nothing() -> Finding:
    return error(
        "UNDO-NOTHING",
        text("There is no step to go to."),
        by_place(
            command=text("See `plc-budget log` for the steps of this plan."),
            page=text("See “History” for the steps of this plan."),
        ),
        Place(HISTORY),
    )


def _unknown(name: str, steps: Sequence[Step]) -> Finding:
    known = dict.fromkeys(step.name or step.id for step in steps)
    return error(
        "UNDO-UNKNOWN",
        text("There is no step “{name}” to go to.", name=name),
        text("Use a name or an id: {names}.", names=Series(tuple(known)[:_MOST_NAMED])),
        Place(HISTORY),
    )


def _lost(step: Step) -> Finding:
    return error(
        "UNDO-LOST",
        text(
            "What stood in the files at the step “{name}” cannot be had again; lines of the history are damaged.",
            name=step.name or step.id,
        ),
        text("Take history.jsonl from a backup."),
        Place(HISTORY, field=step.id),
    )
