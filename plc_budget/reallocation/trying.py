"""Something tried out beside the plan: changed as asked, the other lines holding the total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, has_errors
from plc_budget.plan.history.saving import Opened
from plc_budget.plan.scenarios.keeping import new_scenario
from plc_budget.plan.storage.writing import new_files
from plc_budget.reallocation.asking import apply_proposal, reallocate

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.reallocation.result import Proposal

Step = Callable[["Plan"], tuple["Plan | None", list[Finding]]]
"""One thing changed, such as :func:`plc_budget.plan.what_if.with_quantity` with its quantity."""


@dataclass(frozen=True)
class Trial:
    """What is tried: a plan changed as asked, and the quantities that hold its total.

    Attributes
    ----------
    plan : Plan
        With what was asked changed.
    proposal : Proposal or None
        What gives way for it; None where the total may change.
    """

    plan: Plan
    proposal: Proposal | None = None


def try_steps(
    plan: Plan, steps: Sequence[Step], *, holds: bool = True, total: int | None = None
) -> tuple[Trial | None, list[Finding]]:
    """Change what was asked for, one thing after the other; then let other lines give way.

    Parameters
    ----------
    plan : Plan
        Is left as it is.
    steps : sequence of callable
        What is changed.
    holds : bool
        Whether a total is held.
    total : int, optional
        Which; the approved total if left out. [NTD]

    Returns
    -------
    tuple[Trial or None, list[Finding]]
        None when something cannot be changed so, or no quantities hold the total.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from functools import partial
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.plan.what_if import with_quantity
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> trial, _ = try_steps(plan, [partial(with_quantity, code="printing", quantity=Decimal(60))])
    >>> [(change.code, str(change.quantity_after)) for change in trial.proposal.giving_way]
    [('misc', '3')]
    """
    changed, findings = _changed(plan, steps)
    if changed is None or not holds:
        return (None if changed is None else Trial(changed)), findings
    answer, problems = reallocate(changed, locks=_touched(plan, changed), total=total)
    found = [*findings, *problems]
    return (None if answer.best is None else Trial(changed, answer.best)), found


def _changed(plan: Plan, steps: Sequence[Step]) -> tuple[Plan | None, list[Finding]]:
    findings: list[Finding] = []
    for step in steps:
        changed, problems = step(plan)
        findings += problems
        if changed is None:
            return None, findings
        plan = changed
    return plan, [finding for finding in findings if has_errors([finding])]


def _touched(before: Plan, after: Plan) -> list[str]:
    """Name the lines the planner has just changed; they do not give way again."""
    return [
        line.code
        for line in after.budget.lines
        if (old := before.budget.get(line.code)) is None or old.amount != line.amount
    ]


def as_scenario(
    folder: str | Path,
    name: str,
    trial: Trial,
    start: Opened,
    *,
    reason: str = "",
    by: str = "",
) -> tuple[Opened | None, list[Finding]]:
    """Keep what was tried as a scenario of the plan, in one save.

    Parameters
    ----------
    folder : str or Path
        The plan.
    name : str
        What the scenario is called.
    trial : Trial
        What was tried.
    start : Opened
        What it was tried on: the working plan, or another scenario.
    reason, by : str
        What it tries out, and who made it; the system's user if left out.
    """
    plan, proposal = trial.plan, trial.proposal
    rows = apply_proposal(plan, proposal) if proposal else plan.rows
    files = new_files(start.plan, start.files, rows, plan.timetable)
    return new_scenario(folder, name, start, changed=files, reason=reason, by=by)
