"""``plc-budget verify``: is this file ours, and as it was printed?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plc_budget.cli.arguments import COUNTY, Parser
from plc_budget.cli.output import MENDABLE, OK, complain_about, finding_json, say, say_json
from plc_budget.cli.take_in import (
    add_file,
    difference_json,
    differences_text,
    paper_of,
    plan_of,
    total_json,
)
from plc_budget.language import text
from plc_budget.review.printout import add_lines_in
from plc_budget.review.review import Review, Verdict, verify
from plc_budget.review.taking import totals

if TYPE_CHECKING:
    from argparse import Namespace


EXAMPLES = {"verify": ("verify 概算表.xlsx", f"verify 概算表.ods {COUNTY}")}


def add_arguments(command: Parser, _name: str) -> None:
    """Declare what can be typed behind the name."""
    add_file(command)
    plan = text("folder of the plan; without it the footer alone judges")
    command.add("plan", plan, text("PLAN"), nargs="?")


def run(options: Namespace) -> int:
    """Verify a file; 1 when it was changed or was never ours, 2 when it cannot be read."""
    paper = paper_of(options)
    opened = plan_of(options) if options.plan else None
    found = verify(paper, opened, options.sheet)
    if options.json:
        total = found.total or add_lines_in(paper.sheets, options.sheet)
        say_json(_json(found) | total_json(total))
    else:
        say(found.sentence)
        if found.differences:
            say(differences_text(found.differences, found.base))
            if opened is not None and found.total is not None:
                say(totals(found.total, found.base, opened.plan.budget.total))
        for finding in found.findings:
            complain_about(finding)
    return OK if found.verdict is Verdict.UNCHANGED else MENDABLE


def _json(found: Review) -> dict[str, Any]:
    passport, base = found.passport, found.base
    return {
        "verdict": str(found.verdict),
        "sentence": str(found.sentence),
        "plan": passport.plan if passport else None,
        "version": passport.version if passport else None,
        "rule_date": passport.day.isoformat() if passport else None,
        "figures": passport.figures if passport else None,
        "version_now": base.now if base else None,
        "differences": [difference_json(one, base) for one in found.differences],
        "findings": [finding_json(finding) for finding in found.findings],
    }
