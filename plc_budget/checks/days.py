"""The days of a plan: school year, fiscal year, plan period, and the day its rules are read for."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.checks.when import last_day
from plc_budget.dates import ROC_OFFSET, roc_date
from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import text
from plc_budget.rules import Kind, Rule

if TYPE_CHECKING:
    from plc_budget.plan import Plan

_PARTS = ("start-month", "start-day", "end-month", "end-day")
_DAY = Place("plan.toml", field="event.date")
_END = Place("plan.toml", field="event.last_day")
_COUNTY_CARDS = {"settlement-hualien": "花蓮縣"}
"""Deadlines of one county; a plan that names no county, or another, is not told them."""


def day_in_school_year(plan: Plan) -> list[Finding]:
    """The event lies in the school year the plan is for (學年度)."""
    rule = plan.book.get("school-year")
    if rule is None or not all(rule.has(part) for part in _PARTS):
        return []
    first, end = _year(rule, plan.details.school_year + ROC_OFFSET)
    if all(first <= day <= end for day in plan.days):
        return []
    message = text(
        "The event on {day} lies outside school year {year} ({first} to {last}).",
        day=plan.details.event.day.isoformat(),
        year=plan.details.school_year,
        first=first.isoformat(),
        last=end.isoformat(),
    )
    return [by_rule(rule, Question.BUDGET, message, _DAY, severity=Severity.NOTICE)]


def _year(rule: Rule, year: int) -> tuple[date, date]:
    """Return the first and last day of a year that begins in ``year``."""
    start_month, start_day, end_month, end_day = (rule.whole(part) for part in _PARTS)
    ends_later = (end_month, end_day) < (start_month, start_day)
    return date(year, start_month, start_day), date(year + ends_later, end_month, end_day)


def period_in_one_fiscal_year(plan: Plan) -> list[Finding]:
    """A plan that spends in two fiscal years has its budget split by year (會計年度)."""
    rule = plan.book.get("fiscal-year")
    if rule is None or not all(rule.has(part) for part in _PARTS):
        return []
    start = plan.days[0]
    _, end = _year(rule, start.year)
    if last_day(plan) <= end:
        return []
    message = text(
        "The plan runs from {first} to {last}, beyond the end of its fiscal year ({end}).",
        first=start.isoformat(),
        last=last_day(plan).isoformat(),
        end=end.isoformat(),
    )
    return [by_rule(rule, Question.BUDGET, message, _END, severity=Severity.NOTICE)]


def event_within_period(plan: Plan) -> list[Finding]:
    """The event takes place before the plan period ends (計畫期程)."""
    end = plan.details.event.last_day
    if end is None or plan.days[-1] <= end:
        return []
    held = plan.days[-1]
    message = text(
        "The event on {day} lies after the plan period, which ends on {last}.",
        day=held.isoformat(),
        last=end.isoformat(),
    )
    remedy = text("Correct the date or last_day; money is spent within the plan period.")
    rule = plan.book.get("spending-window")
    return [
        Finding(
            "EVENT-AFTER-PERIOD",
            Severity.WARNING,
            message,
            rule.card.remedy if rule else remedy,
            _END,
            Question.BUDGET,
            plan.budget.total,
            rule.id if rule else "",
        )
    ]


def timetable_begins_on_the_day(plan: Plan) -> list[Finding]:
    """The date of the plan, which picks its rules, is the first day of the timetable."""
    stated, first = plan.details.event.day, plan.days[0]
    if stated == first:
        return []
    return [
        Finding(
            "TIMETABLE-DAY",
            Severity.WARNING,
            text(
                "The timetable begins on {first}, the plan on {stated}; its rules are those of {stated}.",
                first=first.isoformat(),
                stated=stated.isoformat(),
            ),
            text("Make date in plan.toml the first day of the timetable."),
            _DAY,
            Question.RATE,
        )
    ]


def settlement_is_due(plan: Plan) -> list[Finding]:
    """The day the settlement (結報) is due, by each rule that binds."""
    return [
        by_rule(
            rule,
            Question.BUDGET,
            text(
                "{title}: due by {day} ({years}).",
                title=rule.card.title,
                day=due(plan, rule).isoformat(),
                years=roc_date(due(plan, rule)),
            ),
            _END if _is_months(rule) else _DAY,
            code="SETTLEMENT-DUE",
            severity=Severity.NOTICE,
        )
        for rule in plan.book.of_kind(Kind.DEADLINE)
        if _COUNTY_CARDS.get(rule.id, plan.details.county) == plan.details.county
    ]


def due(plan: Plan, rule: Rule) -> date:
    """Return the day a deadline falls on: days count from the event, months from the period."""
    return deadline(last_day(plan) if _is_months(rule) else plan.days[-1], rule)


def _is_months(rule: Rule) -> bool:
    return isinstance(rule.value, dict) and "months" in rule.value


def deadline(last: date, rule: Rule) -> date:
    """Count days or months from a last day.

    A month that is too short ends on its last day (民法第121條).

    Examples
    --------
    >>> from plc_budget.rules import shipped_cards, Rule
    >>> card = shipped_cards()["settlement-moe"]
    >>> deadline(date(2025, 12, 31), Rule(card, card.values[-1]))
    datetime.date(2026, 2, 28)
    """
    if not _is_months(rule):
        return last + timedelta(days=rule.whole("days"))
    years, month = divmod(last.month - 1 + rule.whole("months"), 12)
    year = last.year + years
    return date(year, month + 1, min(last.day, calendar.monthrange(year, month + 1)[1]))


def debts_are_carried_over(plan: Plan) -> list[Finding]:
    """What is owed at the end of a year is carried over when that is asked for (保留)."""
    rule, year = plan.book.get("carry-over-moe"), plan.book.get("fiscal-year")
    if rule is None or year is None or not all(year.has(part) for part in _PARTS):
        return []
    held = plan.days[0]
    _, end = _year(year, held.year)
    if last_day(plan) < end.replace(day=1):
        return []
    asked = date(end.year + 1, rule.whole("month"), rule.whole("day"))
    message = text(
        "The plan runs to the end of its fiscal year; what is owed and unpaid on {end} is carried over if asked for by {day}.",
        end=end.isoformat(),
        day=asked.isoformat(),
    )
    return [by_rule(rule, Question.BUDGET, message, _END, severity=Severity.NOTICE)]
