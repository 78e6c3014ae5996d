"""Question 3 of the accounting office: is the rate within the standard? (標準是否符合規定)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from plc_budget.budget import Line
from plc_budget.checks.made import by_rule
from plc_budget.checks.parts import LUMPS, part_of
from plc_budget.findings import Finding, Question, Severity
from plc_budget.language import text
from plc_budget.money import EXACT, plain, product, whole_ntd
from plc_budget.rules import Kind, Rule

if TYPE_CHECKING:
    from plc_budget.plan import Plan

HUNDREDTH = Decimal("0.01")
LECTURERS = ("fee-internal", "fee-affiliated", "fee-external", "fee-unspecified", "fee-foreign")


class Limit(NamedTuple):
    """A unit price a rule sets for a line. [NTD]"""

    line: Line
    rule: Rule
    price: Decimal

    @property
    def excess(self) -> int:
        """What the line costs beyond the limit; negative below it. [NTD]"""
        return excess(self.line, self.price)


def limits(plan: Plan, kind: Kind) -> list[Limit]:
    """Pair the lines with the price limits that bind them.

    Parameters
    ----------
    kind : Kind
        ``PRICE_CEILING`` or ``PRICE_FLOOR``.
    """
    return [
        Limit(line, rule, rule.number(part))
        for rule in plan.book.of_kind(kind)
        for line in plan.budget.of_item(*rule.card.items)
        if (part := part_of(rule, line, plan))
    ]


def excess(line: Line, price: Decimal) -> int:
    """Return what a line costs more than it would at another unit price. [NTD]"""
    return whole_ntd(product(EXACT.subtract(line.unit_price, price), line.quantity, line.row.times))


def price_within_ceiling(plan: Plan) -> list[Finding]:
    """A unit price may not exceed the ceiling for its item on the day; a lump sum has no unit price."""
    above = (lim for lim in limits(plan, Kind.PRICE_CEILING) if lim.line.unit_price > lim.price)
    return [
        _without_hours(limit)
        if limit.line.row.unit in LUMPS and "/" in limit.rule.card.unit
        else _above(limit)
        for limit in above
    ]


def _without_hours(limit: Limit) -> Finding:
    message = text(
        "“{item}” is a lump sum of {price:,}; without hours or times nobody can tell whether it keeps to {ceiling:,} ({title}).",
        item=limit.line.name,
        price=limit.line.unit_price,
        ceiling=limit.price,
        title=limit.rule.card.title,
    )
    remedy = text("Type the price of one hour, period or time, and how many there are.")
    where = limit.line.place("quantity")
    return Finding(
        "FEE-HOURS", Severity.WARNING, message, remedy, where, Question.RATE, 0, limit.rule.id
    )


def _above(limit: Limit) -> Finding:
    message = text(
        "“{item}” is budgeted at {price:,}; the ceiling is {ceiling:,} ({title}).",
        item=limit.line.name,
        price=limit.line.unit_price,
        ceiling=limit.price,
        title=limit.rule.card.title,
    )
    where = limit.line.place("unit_price")
    return by_rule(limit.rule, Question.RATE, message, where, stake=limit.excess)


def price_above_floor(plan: Plan) -> list[Finding]:
    """A unit price may not fall below the floor for its item on the day."""
    return [
        _below(limit)
        for limit in limits(plan, Kind.PRICE_FLOOR)
        if limit.line.unit_price < limit.price
    ]


def _below(limit: Limit) -> Finding:
    message = text(
        "“{item}” is budgeted at {price:,}; the least is {floor:,} ({title}).",
        item=limit.line.name,
        price=limit.line.unit_price,
        floor=limit.price,
        title=limit.rule.card.title,
    )
    where = limit.line.place("unit_price")
    return by_rule(limit.rule, Question.RATE, message, where, stake=-limit.excess)


def amount_within_ceiling(plan: Plan) -> list[Finding]:
    """What is budgeted for an item may not exceed the ceiling for it."""
    return [
        _too_much(lines, rule, rule.whole(item))
        for rule in plan.book.of_kind(Kind.AMOUNT_CEILING)
        for item in rule.card.items
        if rule.has(item)
        and (lines := plan.budget.of_item(item))
        and sum(line.amount for line in lines) > rule.whole(item)
    ]


def _too_much(lines: list[Line], rule: Rule, ceiling: int) -> Finding:
    amount = sum(line.amount for line in lines)
    message = text(
        "“{item}” comes to {amount:,}; the ceiling is {ceiling:,} ({title}).",
        item=lines[0].name,
        amount=amount,
        ceiling=ceiling,
        title=rule.card.title,
    )
    where = lines[0].place("quantity")
    return by_rule(rule, Question.RATE, message, where, stake=amount - ceiling)


def assistant_within_half(plan: Plan) -> list[Finding]:
    """An assistant takes at most a share of the lecturer's fee (講座助理)."""
    rule, assistants = plan.book.get("speaker-fee-assistant"), plan.budget.of_item("fee-assistant")
    fee = _lecturers_fee(plan) if assistants else Decimal(0)
    if rule is None or not fee:
        return []
    ceiling = product(fee, rule.number(), HUNDREDTH)
    return [
        by_rule(
            rule,
            Question.RATE,
            text(
                "“{item}” is budgeted at {price}; {percent} percent of the lecturer's fee is {ceiling}.",
                item=line.name,
                price=plain(line.unit_price),
                percent=plain(rule.number()),
                ceiling=plain(ceiling),
            ),
            line.place("unit_price"),
            stake=excess(line, ceiling),
        )
        for line in assistants
        if line.unit_price > ceiling
    ]


def _lecturers_fee(plan: Plan) -> Decimal:
    """Return the highest fee a lecturer of the plan takes, or may take where none is budgeted."""
    fees = [line.unit_price for line in plan.budget.of_item(*LECTURERS)]
    rule = plan.book.get("speaker-fee-ceiling")
    if not fees and rule is not None and isinstance(rule.value, dict):
        fees = [rule.number(item) for item in rule.value]
    return max(fees, default=Decimal(0))


def materials_within_fee(plan: Plan) -> list[Finding]:
    """Commissioned teaching materials cost at most a share of the fees (教材費)."""
    rule = plan.book.get("materials-fee")
    lines = plan.budget.of_item("materials-fee")
    if rule is None or not lines:
        return []
    fees = sum(line.amount for line in plan.budget.of_item(*LECTURERS, "fee-keynote"))
    ceiling = int(product(Decimal(fees), rule.number(), HUNDREDTH))
    amount = sum(line.amount for line in lines)
    if amount <= ceiling:
        return []
    message = text(
        "“{item}” comes to {amount:,}; {percent} percent of the fees is {ceiling:,}.",
        item=lines[0].name,
        amount=amount,
        percent=plain(rule.number()),
        ceiling=ceiling,
    )
    where = lines[0].place("unit_price")
    return [by_rule(rule, Question.RATE, message, where, stake=amount - ceiling)]
