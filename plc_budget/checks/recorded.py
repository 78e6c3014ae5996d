"""What the checks cannot see: rules nobody recorded for that day, and a county nobody knows."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import Series, Text, text
from plc_budget.rules import Kind, shipped_cards

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plc_budget.plan import Plan
    from plc_budget.rules import Card

_NEAR = 0.5
"""How alike a name must be to be proposed (difflib); a judgement of ours."""


def rules_are_on_record(plan: Plan) -> list[Finding]:
    """Where no value is recorded for the day, silence is no compliance."""
    silent = [card for card in plan.book.silent if _acts_on(card, plan)]
    if not silent:
        return []
    return [
        Finding(
            "RULES-BEFORE-RECORD",
            Severity.NOTICE,
            text(
                "No value is recorded for {day} of rules that bind this money, so nothing was checked by them: {rules}.",
                day=plan.book.day.isoformat(),
                rules=Series(tuple(card.title for card in silent)),
            ),
            text(
                "Check by the regulations of that day; that nothing is said here does not mean that they are kept."
            ),
            Place("plan.toml", field="event.date"),
            Question.RATE,
        )
    ]


def _acts_on(card: Card, plan: Plan) -> bool:
    if card.kind is Kind.PERIOD:
        return False
    return not card.items or plan.budget.pays(card.items)


def county_is_known(plan: Plan) -> list[Finding]:
    """Rules of a county are found by its name; a misspelt one would lose them in silence."""
    county, names = plan.details.county, _counties()
    if not county or not names or county in names:
        return []
    return [
        Finding(
            "COUNTY-UNKNOWN",
            Severity.WARNING,
            text(
                "“{county}” is no county or city of the list, so no rule of a county is applied.",
                county=county,
            ),
            _nearest(county, names),
            Place("plan.toml", field="county"),
            Question.BUDGET,
        )
    ]


def _counties() -> tuple[str, ...]:
    """Return the names by which the grades of the counties are recorded."""
    card = shipped_cards().get("fiscal-grade")
    values = [dated.value for dated in card.values] if card else []
    return tuple(
        dict.fromkeys(name for value in values if isinstance(value, dict) for name in value)
    )


def _nearest(county: str, names: Sequence[str]) -> Text:
    near = get_close_matches(county.replace("台", "臺"), names, 1, _NEAR)
    if near:
        return text('Write county = "{name}" in plan.toml if that is meant.', name=near[0])
    return text("Write one of these in plan.toml: {names}.", names=Series(tuple(names)))
