"""The days of a plan, seen from its timetable and its period (計畫期程)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plc_budget.plan import Plan


def event_days(plan: Plan) -> list[date]:
    """Return the days the event takes place on, in order: those of the timetable, or its date."""
    days = {row.day or plan.details.event.day for row in plan.timetable}
    return sorted(days or {plan.details.event.day})


def last_day(plan: Plan) -> date:
    """Return the last day of the plan period, or of the event where none is stated."""
    return plan.details.event.last_day or event_days(plan)[-1]
