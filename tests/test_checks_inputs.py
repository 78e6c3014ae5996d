"""Each check says what it looks at: it is watched, and looks at nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from plc_budget.checks import CHECKS, Check
from plc_budget.checks.inputs import Input, read_by, reads
from plc_budget.checks.premium import premium_is_thought_of
from plc_budget.findings import Finding, notice
from plc_budget.language import text
from plc_budget.plan import Plan
from plc_budget.rules import shipped_cards
from situations import codes, county_plan, ministry_plan, plan_of, row
from varied_plans import plans

if TYPE_CHECKING:
    from plc_budget.budget import Line

OF_PLAN: dict[str, Input] = {
    "details": "details", "recipient": "details", "book": "book", "timetable": "timetable",
    "working": "timetable", "working_under": "timetable", "days": "days",
}  # fmt: skip
OF_BUDGET: dict[str, Input] = {
    "fee_lines": "fees", "total": "total", "by_category": "accounts", "operating": "accounts",
    "pays": "items", "words": "words", "lines": "lines",
}  # fmt: skip
FOLLOWING_FROM_LINES = {"fees", "total", "accounts", "items", "words"}


class WatchedPlan:
    """A plan that notes what is looked at."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.seen, self.items = plan, set[str](), set[str]()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the plan has there
        if name == "budget":
            return WatchedBudget(self)
        self.seen.add(OF_PLAN[name])
        return getattr(self.plan, name)


class WatchedBudget:
    """Its budget; who asks for the lines of items looks at those alone."""

    def __init__(self, watched: WatchedPlan) -> None:
        self.watched = watched

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - the same
        self.watched.seen.add(OF_BUDGET[name])
        return getattr(self.watched.plan.budget, name)

    def of_item(self, *items: str) -> list[Line]:
        """Return the lines of items."""
        self.watched.items.update(items)
        return self.watched.plan.budget.of_item(*items)


def unsaid(check: Check, plan: Plan) -> set[str]:
    """Name what a check looks at in a plan and does not say."""
    watched, said = WatchedPlan(plan), read_by(check)
    check(watched)  # type: ignore[arg-type]  # it looks like a plan
    inputs = said.inputs | (FOLLOWING_FROM_LINES if "lines" in said.inputs else set())
    fees = {item for item in watched.items if "fees" in inputs and item.startswith("fee-")}
    items = set() if "lines" in inputs else watched.items - fees - said.items_under(plan.book)
    return watched.seen - inputs | items


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_check_of_a_shipped_plan_looks_at_nothing_it_does_not_say(check: Check) -> None:
    """Neither at the county's plan nor at the ministry's."""
    assert unsaid(check, county_plan()) == set()
    assert unsaid(check, ministry_plan()) == set()


@settings(max_examples=60)
@given(plans)
def test_no_check_of_any_plan_looks_at_anything_it_does_not_say(plan: Plan) -> None:
    """Other plans take other ways through the checks."""
    assert {check.__name__: found for check in CHECKS if (found := unsaid(check, plan))} == {}


def test_items_that_key_the_value_of_a_card_are_looked_at() -> None:
    """A card that names its items in its value alone says with it whose lines are looked at."""
    cards = shipped_cards()
    keyed = replace(cards["supplementary-premium-base"], items=())
    plan = plan_of(row("內聘講座鐘點費", 1_000, 6), cards={**cards, keyed.id: keyed})

    assert codes(premium_is_thought_of(plan)) == ["PREMIUM-MISSING"]
    assert unsaid(premium_is_thought_of, plan) == set()


def test_a_check_that_looks_elsewhere_is_seen() -> None:
    """The watch sees every way to look: at the plan, its budget, and the lines of an item."""

    @reads("book", items=("misc",))
    def sly(plan: Plan) -> list[Finding]:
        own = plan.budget.of_item("misc") + plan.budget.of_item("printing")
        return [notice("SLY", text(plan.details.title))] * (plan.budget.total * len(own) == 0)

    assert unsaid(sly, county_plan()) == {"details", "total", "printing"}
