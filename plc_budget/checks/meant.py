"""The numbers of a plan that its text may quote."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.mentions import Quoted
from plc_budget.money import product

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan

_COPIED = ("", "份", "本", "冊")
_HOUR = 60


def _sessions(plan: Plan) -> Collection[Decimal]:
    return {Decimal(plan.details.event.sessions)}


def _days(plan: Plan) -> Collection[Decimal]:
    return {Decimal(len(plan.days)), *_sessions(plan)}


def _periods(plan: Plan) -> Collection[Decimal]:
    """List the counts that may be meant: all periods, those of a kind, those of a line."""
    lines = {line.quantity for line in plan.budget.fee_lines}
    return {plan.working.total, *plan.working.by_kind.values(), *lines} if plan.timetable else set()


def _minutes(plan: Plan) -> Collection[Decimal]:
    """List the lengths that may be meant: what is paid, all that is taught, all from first to last."""
    rows = plan.timetable
    if not rows:
        return set()
    slots = {(row.day, row.start, row.end, row.is_paid) for row in rows}
    whole = sum(end - start for _, start, end in {slot[:3] for slot in slots})
    taught = sum(end - start for _, start, end in {slot[:3] for slot in slots if slot[3]})
    spans = sum(
        max(row.end for row in rows if row.day == day)
        - min(row.start for row in rows if row.day == day)
        for day in {row.day for row in rows}
    )
    paid = sum(row.minutes for row in rows if row.is_paid)
    return {Decimal(minutes) for minutes in (whole, taught, spans, paid)}


def _hours(plan: Plan) -> Collection[Decimal]:
    return {minutes / _HOUR for minutes in _minutes(plan)}


def _people(plan: Plan) -> Collection[Decimal]:
    expected = plan.details.participants.expected
    return set() if expected is None else {Decimal(expected)}


def _copies(plan: Plan) -> Collection[Decimal]:
    lines = [
        line for line in plan.budget.lines if line.item == "printing" and line.row.unit in _COPIED
    ]
    return quantities(lines[0]) if len(lines) == 1 else set()


def quantities(line: Line) -> Collection[Decimal]:
    """Return what may be called the quantity of a line: once, or in all."""
    return {line.quantity, product(line.quantity, line.row.times)}


def _prices(plan: Plan) -> Collection[Decimal]:
    return {line.unit_price for line in plan.budget.lines if line.row.unit == "節"}


def _totals(plan: Plan) -> Collection[Decimal]:
    return {Decimal(plan.budget.total), Decimal(plan.details.funding.approved_total)}


MEANT: dict[Quoted, Callable[[Plan], Collection[Decimal]]] = {
    Quoted.SESSIONS: _sessions,
    Quoted.DAYS: _days,
    Quoted.PERIODS: _periods,
    Quoted.MINUTES: _minutes,
    Quoted.HOURS: _hours,
    Quoted.PEOPLE: _people,
    Quoted.COPIES: _copies,
    Quoted.PRICE: _prices,
    Quoted.TOTAL: _totals,
}
"""The numbers of a plan that a mention of each kind may mean; none where there is nothing to compare."""
