"""What allows a change: the rule on moving money between accounts (流用、勻支) for each line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.language import text

if TYPE_CHECKING:
    from plc_budget.comparison.lines import Comparison
    from plc_budget.findings import Words
    from plc_budget.plan import Plan


def basis_of(comparison: Comparison, plan: Plan) -> dict[str, Words]:
    """Name the basis of each changed line, by code."""
    sentence = plan.details.reallocation.sentence
    words = text("{sentence}", sentence=sentence) if sentence else text("the plan itself")
    return {line.code: words for line in comparison.changed}
