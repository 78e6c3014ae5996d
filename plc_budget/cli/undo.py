"""``plc-budget undo`` and ``redo``: back and forth in the history, by the name of the step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.cli.check import lines_text, totals_text
from plc_budget.cli.outcome import asks_first, notices, refused
from plc_budget.cli.reading import OK, say, say_json
from plc_budget.cli.show import finding_json
from plc_budget.findings import has_errors
from plc_budget.language import text
from plc_budget.plan.history.undoing import redo, undo

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.findings import Finding
    from plc_budget.plan.history.saving import Opened

PAST_APPROVAL = "UNDO-APPROVED"
_DONE = ("UNDONE", "REDONE")


def run(options: Namespace) -> int:
    """Undo a step; past an approval it asks first, or wants --past-approval."""
    back = options.command == "undo"
    opened, findings = _go(options, past_approval=back and options.past_approval)
    is_past = any(f.code == PAST_APPROVAL and has_errors([f]) for f in findings)
    if is_past and not options.json:
        question = text("This takes back what was approved. Undo it all the same?")
        if asks_first(question):
            opened, findings = _go(options, past_approval=True)
    if opened is None and not any(finding.code in _DONE for finding in findings):
        return refused(options, findings, done=False)
    if opened is None:  # what stood there before cannot be read as a plan, and is back all the same
        return refused(options, findings, done=True)
    if options.json:
        say_json(
            {
                "done": True,
                "total": opened.plan.budget.total,
                "approved_total": opened.plan.details.funding.approved_total,
                "findings": [finding_json(finding) for finding in findings],
            }
        )
        return OK
    say(lines_text(opened.plan))
    say(totals_text(opened.plan))
    notices(findings)
    return OK


def _go(options: Namespace, *, past_approval: bool) -> tuple[Opened | None, list[Finding]]:
    if options.command == "redo":
        return redo(options.plan, options.step, reason=options.reason, by=options.by)
    return undo(
        options.plan,
        options.step,
        past_approval=past_approval,
        reason=options.reason,
        by=options.by,
    )
