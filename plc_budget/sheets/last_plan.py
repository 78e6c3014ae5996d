"""What was worked out for the plan at hand: one workbook asks a dozen times for the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from plc_budget.plan import Plan

Found = TypeVar("Found")


def kept_for_the_last_plan(work: Callable[[Plan], Found]) -> Callable[[Plan], Found]:
    """Remember what a function of a plan returned last, for the very same plan.

    A plan never changes; to look it up by its value would take longer than the work.

    Examples
    --------
    >>> @kept_for_the_last_plan
    ... def tallied(plan):
    ...     print("counted")
    ...     return len(plan)
    >>> plan = (1, 2)
    >>> tallied(plan), tallied(plan)
    counted
    (2, 2)
    """
    last: list[tuple[Plan, Found]] = []

    @wraps(work)
    def remembered(plan: Plan) -> Found:
        for known, found in last:
            if known is plan:
                return found
        found = work(plan)
        last[:] = [(plan, found)]
        return found

    return remembered
