"""Question 3, the meals of a day: what one person may cost over the days of the event (膳費)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.checks.parts import LUMPS, is_for_outsiders
from plc_budget.checks.rates import excess
from plc_budget.findings import Finding, Question
from plc_budget.language import text
from plc_budget.money import EXACT, plain, product, whole_ntd

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan
    from plc_budget.rules import Rule

_DAYS = ("人日", "人天", "日", "天")
"""Units of a line that counts days, not meals."""
_NOON = 12 * 60
_HOUR = 60


def meals_within_the_day(plan: Plan) -> list[Finding]:
    """The meals of one person cost at most what the days of the event allow (每人每日膳費)."""
    rule = plan.book.get("meal-day")
    lines = [line for line in plan.budget.of_item("meals") if not line.is_percentage]
    if rule is None or not lines:
        return []
    by_day = [line for line in lines if line.row.unit in _DAYS]
    by_meal = [line for line in lines if line.row.unit not in (*_DAYS, *LUMPS)]
    allowances = _allowances(plan, rule)
    return [*_days(by_day, max(allowances), rule), *_meals(by_meal, allowances, rule)]


def _days(lines: list[Line], ceiling: Decimal, rule: Rule) -> list[Finding]:
    return [
        by_rule(
            rule,
            Question.RATE,
            text(
                "“{item}” is budgeted at {price} a day; the ceiling is {ceiling}.",
                item=line.name,
                price=plain(line.unit_price),
                ceiling=plain(ceiling),
            ),
            line.place("unit_price"),
            stake=excess(line, ceiling),
        )
        for line in lines
        if line.unit_price > ceiling
    ]


def _meals(lines: list[Line], allowances: list[Decimal], rule: Rule) -> list[Finding]:
    """Compare what one person eats over all days with what all days allow."""
    eaten = sum((product(line.unit_price, line.row.times) for line in lines), Decimal(0))
    allowed = sum(allowances, Decimal(0))
    if eaten <= allowed:
        return []
    people = max(line.quantity for line in lines)
    message = text(
        "The meals of one person come to {eaten}; {days} days allow {allowed}.",
        eaten=plain(eaten),
        days=len(allowances),
        allowed=plain(allowed),
    )
    stake = whole_ntd(product(EXACT.subtract(eaten, allowed), people))
    return [by_rule(rule, Question.RATE, message, lines[0].place("unit_price"), stake=stake)]


def _allowances(plan: Plan, rule: Rule) -> list[Decimal]:
    """Return what each day allows: public staff have no breakfast on the first one."""
    has_outsiders = is_for_outsiders(plan)
    usual = rule.number("day-outsider" if has_outsiders else "day-staff")
    first = usual
    if _is_half_day(plan) and rule.has("half-day"):
        first = rule.number("half-day")
    elif not has_outsiders and rule.has("one-day"):
        first = rule.number("one-day")
    return [first, *[usual] * (len(plan.days) - 1)]


def _is_half_day(plan: Plan) -> bool:
    """Tell whether the event is over by one o'clock, or begins at noon or later."""
    times = plan.timetable
    if not times or len(plan.days) > 1:
        return False
    return max(row.end for row in times) <= _NOON + _HOUR or min(r.start for r in times) >= _NOON
