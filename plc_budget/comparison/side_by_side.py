"""Several versions of one plan side by side: what each costs, and what it gives up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plc_budget.comparison.lines import Comparison, compare_budgets
from plc_budget.language import text

if TYPE_CHECKING:
    from decimal import Decimal

    from plc_budget.plan import Plan


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its name, its plan, and how it differs from the working plan."""

    name: str
    plan: Plan
    comparison: Comparison

    @property
    def total(self) -> int:
        """合計. [NTD]"""
        return self.plan.budget.total

    @property
    def periods(self) -> Decimal:
        """Paid periods under the plan's own policy. [period]"""
        return self.plan.working.total

    @property
    def given_up(self) -> dict[str, int]:
        """What lines lose against the working plan, by printed item. [NTD]"""
        return _summed((c.line.name, -c.difference) for c in self.comparison.lines)

    @property
    def gained(self) -> dict[str, int]:
        """What lines gain against the working plan, by printed item. [NTD]"""
        return _summed((c.line.name, c.difference) for c in self.comparison.lines)


def _summed(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Add up what is above nothing, by name; lines that are printed alike go together. [NTD]"""
    sums: dict[str, int] = {}
    for name, amount in amounts:
        if amount > 0:
            sums[name] = sums.get(name, 0) + amount
    return sums


def side_by_side(working: Plan, versions: Mapping[str, Plan]) -> list[Version]:
    """Set versions beside the working plan.

    Parameters
    ----------
    working : Plan
        What they are compared with.
    versions : mapping of str to Plan
        The others, by name.
    """
    return [
        Version(
            name,
            plan,
            compare_budgets(
                working.budget, plan.budget, names=(text("now"), text("“{name}”", name=name))
            ),
        )
        for name, plan in versions.items()
    ]


def codes_of(working: Plan, versions: list[Version]) -> list[str]:
    """List the codes of all lines, those of the working plan first, new ones in their place."""
    codes = [line.code for line in working.budget.lines]
    for version in versions:
        previous = ""
        for line in version.plan.budget.lines:
            if line.code not in codes:
                codes.insert(codes.index(previous) + 1 if previous in codes else 0, line.code)
            previous = line.code
    return codes
