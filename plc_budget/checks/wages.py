"""Question 3, people paid by the hour, by the month, or by the rates of another rule."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.checks.rates import HUNDREDTH, excess
from plc_budget.findings import Finding, Question
from plc_budget.language import Series, text
from plc_budget.money import plain, product

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan
    from plc_budget.rules import Rule

_UNITS = {
    "時": "hour",
    "小時": "hour",
    "人時": "hour",
    "工時": "hour",
    "月": "month",
    "人月": "month",
}
_INVIGILATORS = ("監場", "監試", "監考", "試務")
_POSTS = (("專任", ""), ("協同", "cohost"), ("主持人", "host"), ("助理", "assistant"))
"""Posts by what their names hold; a full-time assistant follows the unit's own scale."""


def wage_at_least_minimum(plan: Plan) -> list[Finding]:
    """Nobody is paid less than the minimum wage, whoever pays (最低工資)."""
    rule = plan.book.get("minimum-wage")
    if rule is None:
        return []
    return [
        by_rule(
            rule,
            Question.RATE,
            text(
                "“{item}” is budgeted at {price} per {unit}; the minimum wage is {least}.",
                item=line.name,
                price=plain(line.unit_price),
                unit=line.row.unit,
                least=plain(least),
            ),
            line.place("unit_price"),
            stake=-excess(line, least),
        )
        for line, least in _wages(plan, rule)
        if line.unit_price < least
    ]


def wage_little_above_minimum(plan: Plan) -> list[Finding]:
    """Temporary helpers earn at most a multiple of the minimum wage (臨時工作人員)."""
    rule, wage = plan.book.get("temp-worker"), plan.book.get("minimum-wage")
    if rule is None or wage is None:
        return []
    most = [(line, product(least, rule.number(), HUNDREDTH)) for line, least in _wages(plan, wage)]
    return [
        by_rule(
            rule,
            Question.RATE,
            text(
                "“{item}” is budgeted at {price} per {unit}; {percent} percent of the minimum wage is {most}.",
                item=line.name,
                price=plain(line.unit_price),
                unit=line.row.unit,
                percent=plain(rule.number()),
                most=plain(limit),
            ),
            line.place("unit_price"),
            stake=excess(line, limit),
        )
        for line, limit in most
        if line.unit_price > limit
    ]


def wage_limits(plan: Plan) -> list[tuple[Line, Rule, Decimal | None, Decimal | None]]:
    """Pair the lines paid by time with the least and the most the rules allow. [NTD]"""
    wage, most = plan.book.get("minimum-wage"), plan.book.get("temp-worker")
    if wage is None:
        return []
    least = [(line, wage, floor, None) for line, floor in _wages(plan, wage)]
    if most is None:
        return [*least]
    return [
        *least,
        *(
            (line, most, None, product(floor, most.number(), HUNDREDTH))
            for line, floor in _wages(plan, wage)
        ),
    ]


def _wages(plan: Plan, wage: Rule) -> list[tuple[Line, Decimal]]:
    return [
        (line, wage.number(_UNITS[line.row.unit]))
        for line in plan.budget.of_item(*wage.card.items)
        if line.row.unit in _UNITS and not line.is_percentage
    ]


def personnel_within_scale(plan: Plan) -> list[Finding]:
    """Project leaders and assistants are paid by the month, within the scale (人事費基準)."""
    rule = plan.book.get("moe-personnel")
    if rule is None:
        return []
    return [
        by_rule(
            rule,
            Question.RATE,
            text(
                "“{item}” is budgeted at {price} a month; the scale goes from {least} to {most}.",
                item=line.name,
                price=plain(line.unit_price),
                least=plain(rule.number(f"{post}-min")),
                most=plain(rule.number(f"{post}-max")),
            ),
            line.place("unit_price"),
            stake=max(excess(line, rule.number(f"{post}-max")), 0),
        )
        for line in plan.budget.of_item(*rule.card.items)
        if _UNITS.get(line.row.unit) == "month"
        and (post := _post(line))
        and not rule.number(f"{post}-min") <= line.unit_price <= rule.number(f"{post}-max")
    ]


def _post(line: Line) -> str:
    return next((post for word, post in _POSTS if word in line.name), "")


def examiner_as_speaker(plan: Plan) -> list[Finding]:
    """Examiners are paid like lecturers, invigilators like assistants (甄試)."""
    rule = plan.book.get("examiner-fee")
    if rule is None:
        return []
    return [
        by_rule(
            rule,
            Question.RATE,
            text(
                "“{item}” is budgeted at {price}; the rate it follows ends at {ceiling}.",
                item=line.name,
                price=plain(line.unit_price),
                ceiling=plain(ceiling),
            ),
            line.place("unit_price"),
            stake=excess(line, ceiling),
        )
        for line in plan.budget.of_item(*rule.card.items)
        if (ceiling := _examiners_ceiling(line, rule, plan)) and line.unit_price > ceiling
    ]


def _examiners_ceiling(line: Line, rule: Rule, plan: Plan) -> Decimal:
    is_invigilator = any(word in line.name for word in _INVIGILATORS)
    speaker, half = plan.book.get("speaker-fee-ceiling"), plan.book.get("speaker-fee-assistant")
    if speaker is None or half is None:
        return Decimal(0)
    most = speaker.number(rule.word("examiner"))
    return product(most, half.number(), HUNDREDTH) if is_invigilator else most


def substitute_at_school_rate(plan: Plan) -> list[Finding]:
    """Substitute teachers are paid the rate of the level of their school (代課鐘點費)."""
    rule = plan.book.get("substitute-fee")
    if rule is None or not isinstance(rule.value, dict):
        return []
    lines = plan.budget.of_item(*rule.card.items)
    rates = sorted(rule.number(level) for level in rule.value) if lines else []
    return [
        by_rule(
            rule,
            Question.RATE,
            text(
                "“{item}” is budgeted at {price}; the rates are {rates}.",
                item=line.name,
                price=plain(line.unit_price),
                rates=Series(tuple(plain(r) for r in rates)),
            ),
            line.place("unit_price"),
            stake=max(excess(line, rates[-1]), 0),
        )
        for line in lines
        if line.unit_price not in rates
    ]


def half_day_visit_within_ceiling(plan: Plan) -> list[Finding]:
    """A visit or an evaluation of half a day has a lower ceiling (半日)."""
    rule = plan.book.get("moe-fee-half-day")
    if rule is None:
        return []
    return [
        by_rule(
            rule,
            Question.RATE,
            text(
                "“{item}” is budgeted at {price}; for half a day the ceiling is {ceiling}.",
                item=line.name,
                price=plain(line.unit_price),
                ceiling=plain(rule.number(line.item)),
            ),
            line.place("unit_price"),
            stake=excess(line, rule.number(line.item)),
        )
        for line in plan.budget.of_item(*rule.card.items)
        if "半日" in line.name + line.row.unit + line.row.note
        and rule.has(line.item)
        and line.unit_price > rule.number(line.item)
    ]
