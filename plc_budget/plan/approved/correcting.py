"""A slip in the number or the day of an approval, corrected by a step of the history (更正).

What was frozen stays byte by byte, ``approval.toml`` included: the step says what was written and
what is meant, and whoever reads the approval reads it as corrected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.dates import roc_date
from plc_budget.findings import Finding, Place, error, has_errors
from plc_budget.language import text
from plc_budget.plan.approved.approval import (
    COPIED,
    LONGEST,
    Approval,
    about,
    no_reference,
    read_approval,
)
from plc_budget.plan.history.recording import APPROVAL, Draft, standing, write
from plc_budget.plan.history.steps import Step, StepKind
from plc_budget.plan.storage.snapshot import APPROVED, Files, read_files

if TYPE_CHECKING:
    from plc_budget.plan.history.recording import Ground

_CORRECTS = "corrects"
"""Where a step says which approval it corrects, by the id of its step."""


def correct_approval(
    folder: str | Path, *, reference: str, on: date, reason: str = "", by: str = ""
) -> tuple[Approval | None, list[Finding]]:
    """Correct the number or the day of the approval that holds; no file of the plan changes.

    Parameters
    ----------
    folder : str or Path
        The plan.
    reference : str
        核定文號 as it is on the letter.
    on : date
        The day of the letter.
    reason, by : str
        A remark, and who corrects it; the system's user if left out.

    Returns
    -------
    tuple[Approval or None, list[Finding]]
        The approval as corrected; None when nothing was recorded, and why.
    """
    words = " ".join(reference.split())
    if not words or len(words) > LONGEST:
        return None, [no_reference()]
    with standing(folder) as (ground, findings):
        if ground is None:
            return None, findings
        taken = read_files(ground.folder / APPROVED, COPIED, recovers=False)
        step, was = _standing_approval(ground, taken.files)
        if step is None or was is None:
            return None, [*findings, *(taken.findings or [_none()])]
        now = replace(was, reference=words, on=on)
        if now == was:
            return None, [*findings, _same()]
        refused = write(ground, _draft(step, was, now, reason, by))
    return (None if has_errors(refused) else now), [*findings, *refused]


def _standing_approval(ground: Ground, files: Files) -> tuple[Step | None, Approval | None]:
    """Return the approval that holds, as corrected so far, and the step that told of it."""
    approval = read_approval(files.get(APPROVAL, b""))
    steps = ground.history.steps
    step = find_recording_step(steps, approval) if approval else None
    return step, as_corrected(approval, step, steps) if approval and step else None


def _draft(step: Step, was: Approval, now: Approval, reason: str, by: str) -> Draft:
    said = {
        _CORRECTS: step.id,
        "reference": now.reference,
        "on": now.on.isoformat(),
        "reference_before": was.reference,
        "on_before": was.on.isoformat(),
    }
    return Draft(StepKind.CORRECT, in_words(was, now), reason, by, about=said)


def in_words(was: Approval, now: Approval) -> str:
    """Write what was corrected, as the papers have it.

    Parameters
    ----------
    was, now : Approval
        Before and after.
    """
    sides = [(was.reference, now.reference), (roc_date(was.on), roc_date(now.on))]
    return "；".join(f"{before} → {after}" for before, after in sides if before != after)


def find_recording_step(steps: Sequence[Step], approval: Approval) -> Step | None:
    """Return the step that recorded an approval; None if the history does not tell of it."""
    return next((step for step in steps if _tells_of(step, approval)), None)


def _tells_of(step: Step, approval: Approval) -> bool:
    return (
        step.kind is StepKind.APPROVE
        and step.about == about(approval)
        and step.after == approval.files
    )


def as_corrected(approval: Approval, told: Step, steps: Sequence[Step]) -> Approval:
    """Return an approval with the number and the day it was corrected to.

    Parameters
    ----------
    approval : Approval
        As it was frozen.
    told : Step
        The step that recorded it.
    steps : sequence of Step
        The history.  A step that was altered after it was written corrects nothing.
    """
    for step in steps:
        if (
            step.kind is StepKind.CORRECT
            and step.is_intact
            and step.about.get(_CORRECTS) == told.id
        ):
            approval = _corrected(approval, step)
    return approval


def _corrected(approval: Approval, step: Step) -> Approval:
    reference = str(step.about.get("reference", ""))
    try:
        day = date.fromisoformat(str(step.about.get("on", "")))
    except ValueError:
        return approval
    return replace(approval, reference=reference or approval.reference, on=day)


def _none() -> Finding:
    return error(
        "APPROVED-NONE",
        text("There is no approval that could be corrected."),
        text("Record the approval first."),
        Place(APPROVED),
    )


def _same() -> Finding:
    return error(
        "APPROVED-SAME",
        text("Number and day are recorded like this already; nothing was corrected."),
        text("Type them as they are on the letter."),
        Place(f"{APPROVED}/{APPROVAL}", field="reference"),
    )
