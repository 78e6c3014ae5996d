"""What a proposal would bring with it: the findings a planner would meet afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.checks import check_plan
from plc_budget.findings import Finding, Place, Severity
from plc_budget.language import text
from plc_budget.plan import assemble
from plc_budget.reallocation.asking import apply_proposal

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.reallocation.result import Proposal


def list_raised(plan: Plan, proposal: Proposal) -> list[Finding]:
    """List the errors and open warnings that a proposal would add to those of the plan.

    Parameters
    ----------
    plan : Plan
        As it is.
    proposal : Proposal
        What would be applied to it.
    """
    after, found = assemble(plan.id, plan.details, apply_proposal(plan, proposal), plan.timetable)
    if after is None:
        return found
    known = {(f.code, f.where.line) for f in check_plan(plan, _loading(plan)) if f.is_open}
    new = [f for f in check_plan(after, found) if f.is_open and (f.code, f.where.line) not in known]
    return [*_cut_off(plan, proposal), *new]


def _loading(plan: Plan) -> list[Finding]:
    _, found = assemble(plan.id, plan.details, plan.rows, plan.timetable)
    return found


def _cut_off(plan: Plan, proposal: Proposal) -> list[Finding]:
    """Say which lines would follow the timetable no more."""
    return [
        Finding(
            "TIMETABLE-LET-GO",
            Severity.WARNING,
            text("“{item}” would no longer follow the timetable.", item=change.item),
            text("Change the timetable instead, if the periods themselves change."),
            Place("budget.csv", line=change.code, field="from"),
        )
        for row, change in zip(plan.rows, proposal.changes, strict=True)
        if row.source and change.quantity_before != change.quantity_after
    ]
