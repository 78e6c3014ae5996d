"""``plc-budget undo`` and ``redo``: back and forth in the history, by the name of the step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.cli.arguments import Parser
from plc_budget.cli.check import lines_text, totals_text
from plc_budget.cli.output import OK, ask, refuse, say, say_findings, say_json
from plc_budget.findings import has_errors
from plc_budget.language import text
from plc_budget.plan.history.undoing import redo, undo

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.findings import Finding
    from plc_budget.plan.history.saving import Opened

PAST_APPROVAL = "UNDO-APPROVED"
_DONE = ("UNDONE", "REDONE")


EXAMPLES = {
    "undo": ("undo 114-研習", "undo 114-研習 印刷減量"),
    "redo": ("redo 114-研習",),
}


def add_arguments(command: Parser, name: str) -> None:
    """Declare what can be typed behind the name."""
    command.add_plan()
    step = text("name or id of a step, as `log` shows it")
    command.add("step", step, text("STEP"), nargs="?")
    if name == "undo":
        command.add_switch("--past-approval", text("also what was approved"))
    command.add_by_whom()


def run(options: Namespace) -> int:
    """Undo a step; past an approval it asks first, or wants --past-approval."""
    back = options.command == "undo"
    opened, findings = _go(options, past_approval=back and options.past_approval)
    is_past = any(f.code == PAST_APPROVAL and has_errors([f]) for f in findings)
    if is_past and not options.json:
        question = text("This takes back what was approved. Undo it all the same?")
        if ask(question):
            opened, findings = _go(options, past_approval=True)
    if opened is None and not any(finding.code in _DONE for finding in findings):
        return refuse(options, findings, done=False)
    if opened is None:  # what stood there before cannot be read as a plan, and is back all the same
        return refuse(options, findings, done=True)
    if options.json:
        say_json(
            {
                "done": True,
                "total": opened.plan.budget.total,
                "approved_total": opened.plan.details.funding.approved_total,
            },
            findings,
        )
        return OK
    say(lines_text(opened.plan))
    say(totals_text(opened.plan))
    say_findings(findings)
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
