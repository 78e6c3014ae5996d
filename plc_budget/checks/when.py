"""The days of a plan, seen from its timetable and its period (計畫期程)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plc_budget.plan import Plan


def last_day(plan: Plan) -> date:
    """Return the last day of the plan period, or of the event where none is stated."""
    return plan.details.event.last_day or plan.days[-1]
