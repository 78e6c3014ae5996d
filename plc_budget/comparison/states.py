"""Which two states of a plan are compared: approved and working, two points, two folders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.comparison.basis import basis_of, flow_findings
from plc_budget.comparison.lines import Comparison, compare_budgets
from plc_budget.dates import roc_date
from plc_budget.findings import Finding, Question, Severity, has_errors
from plc_budget.language import text
from plc_budget.plan import load_plan
from plc_budget.plan.changes import Change
from plc_budget.plan.history import done_and_undone, read_history
from plc_budget.plan.snapshot import APPROVED
from plc_budget.plan.undoing import point
from plc_budget.plan.verifying import verify_approved

if TYPE_CHECKING:
    from plc_budget.findings import Words
    from plc_budget.plan import Plan
    from plc_budget.plan.steps import Step

BUDGET, TIMETABLE = "budget.csv", "timetable.csv"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two plans, what was moved between them, and the steps that did it."""

    before: Plan
    after: Plan
    comparison: Comparison
    steps: tuple[Step, ...] = ()


def approved_and_working(folder: str | Path) -> tuple[Compared | None, list[Finding]]:
    """Compare the approved copy of a plan with the plan as it is.

    Parameters
    ----------
    folder : str or Path
        The plan.

    Returns
    -------
    tuple[Compared or None, list[Finding]]
        None when nothing was approved yet, or either cannot be read; what was altered in the
        approved copy is among the findings.
    """
    path = Path(folder)
    approval, findings = verify_approved(path)
    if approval is None:
        return None, findings
    before, _ = load_plan(path / APPROVED)
    after, problems = load_plan(path)
    if before is None or after is None:
        return None, [*findings, *problems]
    name = text("approved ({reference}, {day})", reference=approval.reference,
                day=roc_date(approval.on))  # fmt: skip
    found = compared(before, after, (name, text("adjusted")), _since(path, approval.files))
    flows = flow_findings(found.comparison, after)
    return found, [*findings, *flows, *_without_reason(found)]


def _without_reason(found: Compared) -> list[Finding]:
    """Ask why, where a line was changed since the approval and nobody recorded it."""
    return [
        Finding(
            "CHANGE-NO-REASON",
            Severity.WARNING,
            text("“{item}” was changed since the approval, and no reason is recorded.",
                 item=change.line.name),
            text("Change it with --reason, or write the reason on the sheet."),
            change.line.place("quantity"),
            Question.BUDGET,
            abs(change.difference),
        )
        for change in found.comparison.changed
        if not change.reason
    ]  # fmt: skip


def two_points(
    folder: str | Path, first: str, second: str = ""
) -> tuple[Compared | None, list[Finding]]:
    """Compare the plan after a step with the plan after another one, or as it is.

    Parameters
    ----------
    folder : str or Path
        The plan.
    first, second : str
        Ids or names of steps; the plan as it is where ``second`` is left out.
    """
    before, findings = point(folder, first)
    after, problems = point(folder, second) if second else load_plan(folder)
    if before is None or after is None:
        return None, [*findings, *problems]
    names = (text("after “{step}”", step=first),
             text("after “{step}”", step=second) if second else text("now"))  # fmt: skip
    return compared(before, after, names, _between(Path(folder), first, second)), []


def two_folders(first: str | Path, second: str | Path) -> tuple[Compared | None, list[Finding]]:
    """Compare two plan folders.

    Parameters
    ----------
    first, second : str or Path
        The old plan and the new one.
    """
    before, findings = load_plan(first)
    after, problems = load_plan(second)
    if before is None or after is None:
        faults = [*findings, *problems]
        return None, [finding for finding in faults if has_errors([finding])]
    names = (text("“{name}”", name=before.id), text("“{name}”", name=after.id))
    return compared(before, after, names), []


def compared(
    before: Plan, after: Plan, names: tuple[Words, Words], steps: Sequence[Step] = ()
) -> Compared:
    """Compare two plans line by line, with the reasons their steps record and the rules that bind.

    Parameters
    ----------
    before, after : Plan
        The two states.
    names : tuple
        What they are called.
    steps : sequence of Step
        What was done between them.
    """
    comparison = compare_budgets(
        before.budget, after.budget, reasons=reasons_of(steps, after), names=names
    )
    basis = basis_of(comparison, after)
    lines = tuple(
        replace(line, basis=basis.get(line.code)) if line.is_changed else line
        for line in comparison.lines
    )
    return Compared(before, after, replace(comparison, lines=lines), tuple(steps))


def reasons_of(steps: Sequence[Step], plan: Plan) -> dict[str, str]:
    """Collect why each line was changed, by code; several reasons stand in their order.

    A change of the timetable is the reason of the lines it pays.
    """
    paid = [row.code for row in plan.rows if row.source]
    reasons: dict[str, list[str]] = {}
    for step in steps:
        words = step.reason or step.name
        codes = {code for change in step.changes for code in _codes(change, paid)}
        for code in codes:
            known = reasons.setdefault(code, [])
            known += [words] if words and words not in known else []
    return {code: "；".join(words) for code, words in reasons.items()}


def _codes(change: Change, paid: Sequence[str]) -> Sequence[str]:
    if change.file == TIMETABLE:
        return paid
    return [change.line] if change.file == BUDGET and change.line else []


def _since(folder: Path, files: object) -> list[Step]:
    """Find the steps that stand since the files were approved."""
    history, _ = read_history(folder)
    if history is None:
        return []
    known = [number for number, step in enumerate(history.steps) if step.after == files]
    return _standing(history.steps, (known[-1] + 1) if known else 0, len(history.steps))


def _between(folder: Path, first: str, second: str) -> list[Step]:
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
