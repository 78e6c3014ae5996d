"""``plc-budget check``: the four questions, answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.cli.arguments import COUNTY, Parser
from plc_budget.cli.output import (
    MENDABLE,
    OK,
    answer_block,
    finding_json,
    findings_text,
    read_checked_plan,
    say,
    say_json,
)
from plc_budget.cli.terminal import table
from plc_budget.findings import Finding, Severity, has_errors
from plc_budget.language import text
from plc_budget.money import capital_amount, plain

if TYPE_CHECKING:
    from argparse import Namespace

    from plc_budget.plan import Plan


EXAMPLES = {
    "check": (f"check {COUNTY}", f"check {COUNTY} --json"),
}


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    command.add_plan()


def run(options: Namespace) -> int:
    """Check a plan; 0 without errors, 1 with errors, 2 when it cannot be read."""
    plan, findings = read_checked_plan(options.plan, as_json=options.json)
    if options.json:
        say_json(
            {
                "plan": plan.id,
                "total": plan.budget.total,
                "approved_total": plan.details.funding.approved_total,
                "findings": [
                    {**finding_json(finding), "answer_with": answer_block(finding)}
                    for finding in findings
                ],
            }
        )
    else:
        say(plan.details.title)
        say(lines_text(plan))
        say(totals_text(plan))
        say("")
        say(findings_text(findings, blocks=True))
        say("")
        say(summary(findings))
    return MENDABLE if has_errors(findings) else OK


def lines_text(plan: Plan) -> str:
    """Show the lines of the budget as a table."""
    head = [str(name) for name in _HEADINGS]
    rows = [
        [
            line.name,
            _price(line.row.unit, plain(line.unit_price)),
            f"{plain(line.row.rate)} %"
            if line.row.rate is not None
            else plain(line.quantity)
            + (f" × {plain(line.row.times)}" if line.row.times != 1 else ""),
            f"{line.amount:,}",
        ]
        for line in plan.budget.lines
    ]
    return table([head, *rows], right=(1, 2, 3))


def _price(unit: str, price: str) -> str:
    return f"{price}/{unit}" if unit else price


def totals_text(plan: Plan) -> str:
    """Show the total in figures and capitals beside the approved total."""
    total = plan.budget.total
    return str(
        text(
            "Total {total:,} NTD ({words}), approved {approved:,}.",
            total=total,
            words=capital_amount(total),
            approved=plan.details.funding.approved_total,
        )
    )


def summary(findings: list[Finding]) -> str:
    """Count what stands open."""
    errors = sum(f.severity is Severity.ERROR for f in findings)
    unanswered = sum(f.severity is Severity.WARNING and f.is_open for f in findings)
    answered = sum(bool(f.answer) for f in findings)
    notices = sum(f.severity is Severity.NOTICE for f in findings)
    return str(
        text(
            "Errors: {errors}. Open warnings: {unanswered}. Answered: {answered}. Notices: {notices}.",
            errors=errors,
            unanswered=unanswered,
            answered=answered,
            notices=notices,
        )
    )


_HEADINGS = (text("item"), text("unit price"), text("quantity"), text("amount"))
