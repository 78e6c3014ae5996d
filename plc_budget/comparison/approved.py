"""What was approved against what stands now."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plc_budget.comparison.basis import flow_findings
from plc_budget.comparison.reasons import steps_since_approval, unrecorded_changes
from plc_budget.comparison.states import Compared, compare_plans
from plc_budget.dates import roc_date
from plc_budget.findings import Finding, Place, Question, Severity, notice
from plc_budget.language import by_place, text
from plc_budget.plan import is_unreadable, load_plan
from plc_budget.plan.approved.approval import approved_plan
from plc_budget.plan.approved.verifying import verify_approved
from plc_budget.plan.storage import disk
from plc_budget.plan.storage.snapshot import APPROVED

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.plan.approved.approval import Approval


def compare_with_approved(folder: str | Path) -> tuple[Compared | None, list[Finding]]:
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
    if approval is None or is_unreadable(findings):
        return None, findings
    before = approved_plan(path)
    after, found = load_plan(path)
    if before is None or after is None:
        return None, [*findings, *found]
    name = text(
        "approved ({reference}, {day})", reference=approval.reference, day=roc_date(approval.on)
    )
    outside = unrecorded_changes(path)
    steps = steps_since_approval(path, approval.files)
    pair = compare_plans(
        before, after, (name, text("adjusted")), steps, unrecorded=outside, found=found
    )
    return pair, [
        *findings,
        *_raised(approval, after),
        *flow_findings(pair.comparison, after),
        *_without_reason(pair),
        *([_unrecorded(len(outside))] if outside else []),
    ]


def approval_findings(folder: str | Path, plan: Plan) -> list[Finding]:
    """Find where a plan goes beyond what its letter of approval allows.

    Parameters
    ----------
    folder : str or Path
        The plan.
    plan : Plan
        As it is now.
    """
    path = Path(folder)
    if not disk.is_there(path / APPROVED):
        return []
    approval, findings = verify_approved(path)
    return [*findings, *(_raised(approval, plan) if approval else [])]


def _raised(approval: Approval, plan: Plan) -> list[Finding]:
    """Find a total that grew beyond the one approved, which wants a new approval."""
    above = max(plan.budget.total, plan.details.funding.approved_total) - approval.total
    if above <= 0:
        return []
    return [
        Finding(
            "APPROVED-EXCEEDED",
            Severity.ERROR,
            text(
                "The plan comes to {total:,}; approved by {reference} were {approved:,}.",
                total=approval.total + above,
                reference=approval.reference,
                approved=approval.total,
            ),
            by_place(
                command=text(
                    "Go back to the approved total, or have the higher one approved (`plc-budget approve`)."
                ),
                page=text(
                    "Go back to the approved total, or have the higher one approved and record that (“Record a later approval” under “Approved and now”)."
                ),
            ),
            Place("plan.toml", field="funding.approved_total"),
            Question.BUDGET,
            above,
        )
    ]


def _without_reason(found: Compared) -> list[Finding]:
    """Ask why, where a line was changed since the approval and nobody recorded it."""
    return [
        Finding(
            "CHANGE-NO-REASON",
            Severity.WARNING,
            text(
                "“{item}” was changed since the approval, and no reason is recorded.",
                item=change.line.name,
            ),
            text("Change it with --reason, or write the reason on the sheet."),
            change.line.place("quantity"),
            Question.BUDGET,
            abs(change.difference),
        )
        for change in found.comparison.changed
        if not change.reason
    ]


def _unrecorded(number: int) -> Finding:
    return notice(
        "CHANGE-UNRECORDED",
        text(
            "{number} changes were made in another program and are not in the history yet.",
            number=number,
        ),
        text("They are recorded with the next change made with plc-budget."),
    )
