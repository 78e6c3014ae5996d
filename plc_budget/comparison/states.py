"""Which two states of a plan are compared: two points of its history, two folders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.comparison.basis import basis_of
from plc_budget.comparison.lines import Comparison, compare_budgets
from plc_budget.comparison.reasons import reasons_of, steps_between
from plc_budget.findings import Finding, has_errors
from plc_budget.language import text
from plc_budget.plan import load_plan
from plc_budget.plan.history.undoing import point

if TYPE_CHECKING:
    from plc_budget.findings import Words
    from plc_budget.plan import Plan
    from plc_budget.plan.history.changes import FieldChange
    from plc_budget.plan.history.steps import Step


NOW = text("now")
"""What the plan as it is is called."""


def after_step(step: str) -> Words:
    """Call a state by the step it came of, its id or its name."""
    return text("after “{step}”", step=step)


def plan_name(plan: str) -> Words:
    """Call a plan by its id."""
    return text("“{name}”", name=plan)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two plans, what was moved between them, and the steps that did it."""

    before: Plan
    after: Plan
    comparison: Comparison
    steps: tuple[Step, ...] = ()
    found: tuple[Finding, ...] = ()
    """What was found while reading the new side."""


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
    names = (after_step(first), after_step(second) if second else NOW)
    steps = steps_between(Path(folder), first, second)
    return compare_plans(before, after, names, steps, found=problems), []


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
    names = (plan_name(before.id), plan_name(after.id))
    return compare_plans(before, after, names, found=problems), []


def compare_plans(
    before: Plan,
    after: Plan,
    names: tuple[Words, Words],
    steps: Sequence[Step] = (),
    *,
    unrecorded: Sequence[FieldChange] = (),
    found: Sequence[Finding] = (),
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
    unrecorded : sequence of Change
        What was changed since the last step; its lines have no reason.
    found : sequence of Finding
        What was found while reading ``after``.
    """
    items = [{row.code: row.item for row in plan.rows} for plan in (before, after)]
    reasons = reasons_of(steps, after, unrecorded, items)
    comparison = compare_budgets(before.budget, after.budget, reasons=reasons, names=names)
    basis = basis_of(comparison, after)
    lines = tuple(
        replace(line, basis=basis.get(line.code)) if line.is_changed else replace(line, reason="")
        for line in comparison.lines
    )
    return Compared(before, after, replace(comparison, lines=lines), tuple(steps), tuple(found))
