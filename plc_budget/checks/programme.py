"""Rules of one programme, which bind a plan only when it states them (教育優先區, 親職教育)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.checks.rates import HUNDREDTH, excess
from plc_budget.findings import NOWHERE, Finding, Place, Question
from plc_budget.language import text
from plc_budget.money import plain, product, whole_ntd
from plc_budget.tables import TimetableRow, clock
from plc_budget.tables.cells import read_clock

if TYPE_CHECKING:
    from plc_budget.plan import Plan
    from plc_budget.rules import Rule

_HOUR = 60
_FRIDAY = 4


def event_within_ceiling(plan: Plan) -> list[Finding]:
    """An event, and all events of a school, cost at most what the programme allows."""
    rule = plan.book.get("ea-event-ceiling")
    if rule is None:
        return []
    total, sessions = plan.budget.total, max(plan.details.event.sessions, 1)
    limits = {"event": -(-total // sessions), "school": total}
    return [
        by_rule(
            rule,
            Question.BUDGET,
            text(
                "The plan comes to {amount:,} ({part}); the programme allows {ceiling:,}.",
                amount=amount,
                part=_SCOPES[part],
                ceiling=rule.whole(part),
            ),
            Place("plan.toml", field="parameters.ea-event-ceiling"),
            stake=(amount - rule.whole(part)) * (sessions if part == "event" else 1),
        )
        for part, amount in limits.items()
        if rule.has(part) and amount > rule.whole(part)
    ]


_SCOPES = {"event": text("each event"), "school": text("the school")}


def speakers_within_hours(plan: Plan) -> list[Finding]:
    """Speakers teach at most so many hours on a day of a weekend, or on an evening."""
    rule = plan.book.get("ea-speaker-hours")
    if rule is None:
        return []
    return [found for day in plan.days for found in _too_long(plan, day, rule)]


def _too_long(plan: Plan, day: date, rule: Rule) -> Iterator[Finding]:
    rows = [row for row in _rows_on(plan, day) if row.is_paid]
    minutes = sum(row.minutes for row in rows)
    part = "weekend-day" if day.weekday() > _FRIDAY else "evening"
    if rule.has(part) and minutes > rule.number(part) * _HOUR:
        message = text(
            "On {day} speakers teach {minutes} minutes; the programme allows {hours} hours.",
            day=day.isoformat(),
            minutes=minutes,
            hours=plain(rule.number(part)),
        )
        yield by_rule(rule, Question.RATE, message, rows[-1].origin.place("end"))


def late_meals_are_few(plan: Plan) -> list[Finding]:
    """Late meals are few and cheap, and only when the event passes the meal hour (誤餐費)."""
    rule = plan.book.get("ea-late-meals")
    if rule is None:
        return []
    found = (_early_meals, _dear_meals, _many_meals, _meal_share)
    return [finding for look in found for finding in look(plan, rule)]


def _early_meals(plan: Plan, rule: Rule) -> Iterator[Finding]:
    lines = plan.budget.of_item("meals")
    if not lines or not plan.timetable or not (rule.has("noon") and rule.has("evening")):
        return
    noon, evening = (read_clock(rule.word(part))[1] for part in ("noon", "evening"))
    if not any(_passes(plan, day, noon, evening) for day in plan.days):
        message = text(
            "“{item}” is budgeted, and no day goes on past {noon} or {evening}.",
            item=lines[0].name,
            noon=clock(noon),
            evening=clock(evening),
        )
        yield by_rule(
            rule,
            Question.RATE,
            message,
            lines[0].place("item"),
            stake=sum(line.amount for line in lines),
        )


def _passes(plan: Plan, day: date, noon: int, evening: int) -> bool:
    rows = _rows_on(plan, day)
    start, end = min(row.start for row in rows), max(row.end for row in rows)
    return start < noon < end or end > evening


def _dear_meals(plan: Plan, rule: Rule) -> Iterator[Finding]:
    for line in plan.budget.of_item("meals", "overtime"):
        part = "meal" if line.item == "meals" else "overtime-hour"
        if rule.has(part) and line.unit_price > rule.number(part):
            message = text(
                "“{item}” is budgeted at {price}; the programme allows {ceiling}.",
                item=line.name,
                price=plain(line.unit_price),
                ceiling=plain(rule.number(part)),
            )
            stake = excess(line, rule.number(part))
            yield by_rule(rule, Question.RATE, message, line.place("unit_price"), stake=stake)


def _many_meals(plan: Plan, rule: Rule) -> Iterator[Finding]:
    lines = plan.budget.of_item("meals")
    persons = sum((product(line.quantity, line.row.times) for line in lines), Decimal(0))
    amount = sum(line.amount for line in lines)
    too_many = rule.has("persons") and persons > rule.number("persons")
    too_dear = rule.has("amount") and amount > rule.number("amount")
    if too_many or too_dear:
        message = text(
            "{persons} meals for {amount:,} are budgeted, more than the programme allows.",
            persons=plain(persons),
            amount=amount,
        )
        stake = max(amount - rule.whole("amount"), 0) if rule.has("amount") else amount
        yield by_rule(rule, Question.RATE, message, lines[0].place("quantity"), stake=stake)


def _meal_share(plan: Plan, rule: Rule) -> Iterator[Finding]:
    lines = plan.budget.of_item("meals", "overtime")
    amount = sum(line.amount for line in lines)
    if not rule.has("percent"):
        return
    most = whole_ntd(product(Decimal(plan.budget.total), rule.number("percent"), HUNDREDTH))
    if amount > most:
        message = text(
            "Meals and overtime come to {amount:,}; {percent} percent of the total is {most:,}.",
            amount=amount,
            percent=plain(rule.number("percent")),
            most=most,
        )
        where = lines[0].place("quantity")
        yield by_rule(rule, Question.RATE, message, where, stake=amount - most)


def sessions_are_long_enough(plan: Plan) -> list[Finding]:
    """Each session of parent education lasts as long as the county asks (親職教育)."""
    rule = plan.book.get("hualien-parent-sessions")
    if rule is None or not rule.has("minutes-min") or not plan.timetable:
        return []
    return [
        by_rule(
            rule,
            Question.ACCOUNT,
            text(
                "On {day} the session lasts {minutes} minutes; at least {least} are asked for.",
                day=day.isoformat(),
                minutes=minutes,
                least=rule.whole("minutes-min"),
            ),
            NOWHERE,
        )
        for day in plan.days
        if (minutes := _length(plan, day)) < rule.whole("minutes-min")
    ]


def _rows_on(plan: Plan, day: date) -> list[TimetableRow]:
    return [row for row in plan.timetable if (row.day or plan.details.event.day) == day]


def _length(plan: Plan, day: date) -> int:
    rows = _rows_on(plan, day)
    return max(row.end for row in rows) - min(row.start for row in rows)
