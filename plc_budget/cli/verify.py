"""``plc-budget verify``: is this file ours, and as it was printed?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plc_budget.cli.reading import MENDABLE, OK, complain_of, say, say_json
from plc_budget.cli.returned import difference_json, differences_text, paper_of, plan_of
from plc_budget.cli.show import finding_json
from plc_budget.returning.merging.verifying import Verdict, Verified, verify

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """Verify a file; 1 when it was changed or was never ours, 2 when it cannot be read."""
    paper = paper_of(options)
    found = verify(paper, plan_of(options) if options.plan else None, options.sheet)
    if options.json:
        say_json(_json(found))
    else:
        say(found.sentence)
        if found.differences:
            say(differences_text(found.differences))
        for finding in found.findings:
            complain_of(finding)
    return OK if found.verdict is Verdict.UNCHANGED else MENDABLE


def _json(found: Verified) -> dict[str, Any]:
    passport, base = found.passport, found.base
    return {
        "verdict": str(found.verdict),
        "sentence": str(found.sentence),
        "plan": passport.plan if passport else None,
        "version": passport.version if passport else None,
        "rule_date": passport.day.isoformat() if passport else None,
        "figures": passport.figures if passport else None,
        "version_now": base.now if base else None,
        "differences": [difference_json(one) for one in found.differences],
        "findings": [finding_json(finding) for finding in found.findings],
    }
