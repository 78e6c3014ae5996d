"""``plc-budget approve``: freeze the plan as approved, beside the plan work goes on in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from plc_budget.checks import check_plan
from plc_budget.cli.outcome import refused
from plc_budget.cli.reading import MENDABLE, OK, complain, refuse, say, say_json
from plc_budget.cli.show import finding_json, findings_text
from plc_budget.findings import has_errors
from plc_budget.language import text
from plc_budget.plan.approved.approval import approve
from plc_budget.plan.history.saving import open_plan

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Approve a plan; 1 and nothing frozen while errors stand."""
    opened, found = open_plan(options.plan)
    if opened is None:
        return refuse(found, as_json=options.json)
    checked = check_plan(opened.plan, found)
    if has_errors(checked):
        if options.json:
            say_json({"approved": False, "findings": [finding_json(f) for f in checked]})
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
        return refused(options, problems, approved=False)
    if options.json:
        say_json(
            {
                "approved": True,
                "reference": approval.reference,
                "on": approval.on.isoformat(),
                "by": approval.by,
                "total": approval.total,
                "figures": approval.figures,
                "findings": [finding_json(f) for f in problems],
            }
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
