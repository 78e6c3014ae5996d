"""``plc-budget approve``: freeze the plan as approved, beside the plan work goes on in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from plc_budget.checks import check_plan
from plc_budget.cli.arguments import Parser, read_day
from plc_budget.cli.output import (
    MENDABLE,
    OK,
    complain,
    findings_text,
    refuse,
    refuse_plan,
    say,
    say_json,
)
from plc_budget.findings import has_errors
from plc_budget.language import text
from plc_budget.plan.approved.approval import approve
from plc_budget.plan.history.saving import open_plan

if TYPE_CHECKING:
    from argparse import Namespace


EXAMPLES = {"approve": ("approve 114-研習 --reference 府教課字第1140000000號 --on 114/4/20",)}


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    command.add_plan()
    letter = text("number of the letter of approval (核定文號)")
    command.add("--reference", letter, text("REFERENCE"), required=True)
    command.add("--on", text("day of the letter; today if left out"), text("DATE"), type=read_day)
    command.add_by_whom()


def run(options: Namespace) -> int:
    """Approve a plan; 1 and nothing frozen while errors stand."""
    opened, found = open_plan(options.plan)
    if opened is None:
        return refuse_plan(found, as_json=options.json)
    checked = check_plan(opened.plan, found)
    if has_errors(checked):
        if options.json:
            say_json({"approved": False}, checked)
        else:
            say(findings_text([f for f in checked if has_errors([f])]))
            complain(text("Nothing was approved: mend the errors first."))
        return MENDABLE
    day = options.on or date.today()  # noqa: DTZ011 - a letter has a local day
    approval, problems = approve(
        options.plan,
        reference=options.reference,
        on=day,
        reason=options.reason,
        by=options.by,
        opened=opened,
    )
    if approval is None:
        return refuse(options, problems, approved=False)
    if options.json:
        say_json(
            {
                "approved": True,
                "reference": approval.reference,
                "on": approval.on.isoformat(),
                "by": approval.by,
                "total": approval.total,
                "figures": approval.figures,
            },
            problems,
        )
    else:
        say(
            text(
                "Approved: {reference}, {day}, {total:,} NTD, recorded by {by}.",
                reference=approval.reference,
                day=approval.on.isoformat(),
                total=approval.total,
                by=approval.by,
            )
        )
        unanswered = [finding for finding in checked if finding.is_open]
        if unanswered:
            say(
                text(
                    "{number} findings are still without a reason; `plc-budget check` shows them.",
                    number=len(unanswered),
                )
            )
        say(
            text(
                "Frozen in {folder}; the plan itself may be changed further.",
                folder=f"{options.plan}/approved",
            )
        )
    return OK
