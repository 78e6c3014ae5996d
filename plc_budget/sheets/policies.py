"""The counts of periods that 課程表與節數 sets side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plc_budget.plan.details import NATIONAL_POLICY

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.timetable import Working

_READINGS = (("支給表（同講師連續併計）", True), ("支給表（逐列計）", False))


def policies_of(plan: Plan) -> list[tuple[str, Working]]:
    """Count under the plan's own policy first, then under the national table in both readings.

    Returns
    -------
    list[tuple[str, Working]]
        The name of each count as the sheet prints it, and the count.
    """
    own, national = plan.book.get(plan.details.period_policy), plan.book.get(NATIONAL_POLICY)
    counted: list[tuple[str, Working]] = []
    if own is not None and own.id != NATIONAL_POLICY:
        counted.append((f"本計畫：{own.card.title.zh}", plan.working))
    if national is not None:
        counted += [(name, plan.working_under(national, joins=joins)) for name, joins in _READINGS]
    return counted
