"""What to know beforehand about changing and settling: notices that ask nothing."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.dates import roc_date
from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import text
from plc_budget.rules import Kind, Rule

if TYPE_CHECKING:
    from plc_budget.plan import Plan


def settlement_is_due(plan: Plan) -> list[Finding]:
    """The day the settlement (結報) is due, by each rule that binds."""
    last = plan.details.event.last_day or plan.details.event.day
    return [
        by_rule(
            rule,
            Question.BUDGET,
            text("{title}: due by {day} ({years}).", title=rule.card.title,
                 day=deadline(last, rule).isoformat(), years=roc_date(deadline(last, rule))),
            Place("plan.toml", field="event.last_day"),
            code="SETTLEMENT-DUE",
            severity=Severity.NOTICE,
        )
        for rule in plan.book.of_kind(Kind.DEADLINE)
        if _is_settlement(rule) and _is_of_the_county(rule, plan)
    ]  # fmt: skip


def _is_settlement(rule: Rule) -> bool:
    return rule.id.startswith("settlement-")


def _is_of_the_county(rule: Rule, plan: Plan) -> bool:
    return rule.id != "settlement-hualien" or plan.details.county in ("", "花蓮縣")


def deadline(last: date, rule: Rule) -> date:
    """Count days or months from the last day of the plan.

    A month that is too short ends on its last day (民法第121條).

    Examples
    --------
    >>> from plc_budget.rules import shipped_cards, Rule
    >>> card = shipped_cards()["settlement-moe"]
    >>> deadline(date(2025, 12, 31), Rule(card, card.values[-1]))
    datetime.date(2026, 2, 28)
    """
    value = rule.value if isinstance(rule.value, dict) else {}
    if "days" in value:
        return last + timedelta(days=rule.whole("days"))
    years, month = divmod(last.month - 1 + rule.whole("months"), 12)
    year = last.year + years
    return date(year, month + 1, min(last.day, calendar.monthrange(year, month + 1)[1]))


def grade_of_the_county(plan: Plan) -> list[Finding]:
    """The fiscal grade (財力級次) that decides a county's own share."""
    rule = plan.book.get("fiscal-grade")
    if rule is None or not plan.details.county or not rule.has(plan.details.county):
        return []
    message = text("{county} is of fiscal grade {grade} on this day.",
                   county=plan.details.county, grade=rule.word(plan.details.county))  # fmt: skip
    finding = by_rule(rule, Question.BUDGET, message, Place("plan.toml", field="county"),
                      code="FISCAL-GRADE", severity=Severity.NOTICE)  # fmt: skip
    return [finding]


def unverified_values_are_named(plan: Plan) -> list[Finding]:
    """A value nobody could verify, used by this plan, is said to be so."""
    policy = plan.details.period_policy
    return [
        by_rule(
            rule,
            Question.RATE,
            text("“{title}” could not be verified; it is a parameter of the plan.",
                 title=rule.card.title),
            code="RULE-UNVERIFIED",
            severity=Severity.NOTICE,
        )
        for rule in plan.book.rules.values()
        if rule.confidence == "unverified"
        and (rule.stated or rule.id == policy
             or any(line.item in rule.card.items for line in plan.budget.lines))
    ]  # fmt: skip
