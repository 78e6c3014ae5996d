"""Question 3 of the accounting office: is the rate within the standard? (標準是否符合規定)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.findings import Finding, Question
from plc_budget.language import text
from plc_budget.money import plain, product, whole_ntd
from plc_budget.rules import Kind, Rule

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan

_HUNDREDTH = Decimal("0.01")
_LECTURERS = ("fee-internal", "fee-affiliated", "fee-external")


def price_within_ceiling(plan: Plan) -> list[Finding]:
    """A unit price may not exceed the ceiling for its item on the day."""
    return [
        _above(line, rule)
        for rule in plan.book.of_kind(Kind.PRICE_CEILING)
        for line in _lines_of(plan, rule)
        if line.unit_price > rule.number(line.item)
    ]


def _lines_of(plan: Plan, rule: Rule) -> list[Line]:
    return [
        line
        for line in plan.budget.lines
        if line.item in rule.card.items and rule.has(line.item) and not line.is_percentage
    ]


def _above(line: Line, rule: Rule) -> Finding:
    excess = line.unit_price - rule.number(line.item)
    message = text(
        "“{item}” is budgeted at {price:,}; the ceiling is {ceiling:,} ({title}).",
        item=line.name,
        price=line.unit_price,
        ceiling=rule.number(line.item),
        title=rule.card.title,
    )
    stake = whole_ntd(product(excess, line.quantity, line.row.times))
    return by_rule(rule, Question.RATE, message, line.place("unit_price"), stake=stake)


def price_above_floor(plan: Plan) -> list[Finding]:
    """A unit price may not fall below the floor for its item on the day."""
    return [
        by_rule(
            rule,
            Question.RATE,
            text("“{item}” is budgeted at {price:,}; the least is {floor:,} ({title}).",
                 item=line.name, price=line.unit_price, floor=rule.number(line.item),
                 title=rule.card.title),
            line.place("unit_price"),
            stake=whole_ntd(product(rule.number(line.item) - line.unit_price, line.quantity,
                                    line.row.times)),
        )
        for rule in plan.book.of_kind(Kind.PRICE_FLOOR)
        for line in _lines_of(plan, rule)
        if line.unit_price < rule.number(line.item)
    ]  # fmt: skip


def amount_within_ceiling(plan: Plan) -> list[Finding]:
    """The amount of a line may not exceed the ceiling for its item."""
    return [
        by_rule(
            rule,
            Question.RATE,
            text("“{item}” comes to {amount:,}; the ceiling is {ceiling:,} ({title}).",
                 item=line.name, amount=line.amount, ceiling=rule.number(line.item),
                 title=rule.card.title),
            line.place("quantity"),
            stake=line.amount - rule.whole(line.item),
        )
        for rule in plan.book.of_kind(Kind.AMOUNT_CEILING)
        for line in plan.budget.lines
        if line.item in rule.card.items
        and rule.has(line.item)
        and line.amount > rule.number(line.item)
    ]  # fmt: skip


def assistant_within_half(plan: Plan) -> list[Finding]:
    """An assistant takes at most a share of the lecturer's fee (講座助理)."""
    rule = plan.book.get("speaker-fee-assistant")
    fees = [line.unit_price for line in plan.budget.of_item(*_LECTURERS)]
    if rule is None or not fees:
        return []
    ceiling = product(max(fees), rule.number(), _HUNDREDTH)
    return [
        by_rule(
            rule,
            Question.RATE,
            text("“{item}” is budgeted at {price:,}; {percent} percent of the lecturer's fee is {ceiling:,}.",
                 item=line.name, price=line.unit_price, percent=plain(rule.number()),
                 ceiling=ceiling.normalize() if ceiling != ceiling.to_integral() else int(ceiling)),
            line.place("unit_price"),
            stake=whole_ntd(product(line.unit_price - ceiling, line.quantity, line.row.times)),
        )
        for line in plan.budget.of_item("fee-assistant")
        if line.unit_price > ceiling
    ]  # fmt: skip


def materials_within_fee(plan: Plan) -> list[Finding]:
    """Commissioned teaching materials cost at most a share of the fees (教材費)."""
    rule = plan.book.get("materials-fee")
    if rule is None:
        return []
    fees = sum(line.amount for line in plan.budget.of_item(*_LECTURERS, "fee-keynote"))
    ceiling = whole_ntd(product(Decimal(fees), rule.number(), _HUNDREDTH))
    return [
        by_rule(
            rule,
            Question.RATE,
            text("“{item}” comes to {amount:,}; {percent} percent of the fees is {ceiling:,}.",
                 item=line.name, amount=line.amount, percent=plain(rule.number()), ceiling=ceiling),
            line.place("unit_price"),
            stake=line.amount - ceiling,
        )
        for line in plan.budget.of_item("materials-fee")
        if line.amount > ceiling
    ]  # fmt: skip


def wage_within_bounds(plan: Plan) -> list[Finding]:
    """Temporary helpers earn at least the minimum wage and little more (臨時工作人員)."""
    rule, wage = plan.book.get("temp-worker"), plan.book.get("minimum-wage")
    if rule is None or wage is None:
        return []
    least = wage.number("hour")
    most = product(least, rule.number(), _HUNDREDTH)
    return [
        by_rule(
            rule,
            Question.RATE,
            text("“{item}” is budgeted at {price:,} an hour; it should lie from {least:,} to {most:,}.",
                 item=line.name, price=line.unit_price, least=least, most=most.normalize()),
            line.place("unit_price"),
            stake=line.amount,
        )
        for line in plan.budget.of_item("temp-worker")
        if line.row.unit in ("時", "小時") and not least <= line.unit_price <= most
    ]  # fmt: skip
