"""The health insurance supplement the payer owes on fees (全民健康保險補充保費)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.findings import Finding, Question, Severity
from plc_budget.language import Series, text
from plc_budget.money import plain, product, whole_ntd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plc_budget.budget import Line
    from plc_budget.plan import Plan
    from plc_budget.rules import Rule

_HUNDREDTH = Decimal("0.01")
_NAMES = ("補充保", "二代健保")
_PEOPLE = ("personnel", "overtime", "temp-worker")


def bearing_lines(plan: Plan) -> list[Line]:
    """Return the lines that usually bear the premium, as the rule card lists their items."""
    rule = plan.book.get("supplementary-premium-base")
    if rule is None or not isinstance(rule.value, dict):
        return []
    return plan.budget.of_item(*(item for item, bears in rule.value.items() if bears == "yes"))


def premium_is_thought_of(plan: Plan) -> list[Finding]:
    """Fees without a premium line bring a reminder, never a line: it depends on the income."""
    rule = plan.book.get("supplementary-premium")
    lines = [line for line in bearing_lines(plan) if line.amount]
    if rule is None or not lines or _is_mentioned(plan):
        return []
    fees, premium = _sum(lines), _premium(_sum(lines), rule)
    message = text(
        "No 補充保費 is budgeted; {fees:,} × {rate} % would be {premium:,} if the fees are salary income.",
        fees=fees,
        rate=plain(rule.number()),
        premium=premium,
    )
    where = lines[0].place("item")
    return [
        by_rule(
            rule,
            Question.RATE,
            message,
            where,
            stake=premium,
            code="PREMIUM-MISSING",
            severity=Severity.NOTICE,
        )
    ]


def _is_mentioned(plan: Plan) -> bool:
    """Tell whether a line is a premium, or says that it holds one: 鐘點費（含補充保費）."""
    printed = "\n".join(plan.budget.words)
    return plan.budget.pays(("premium",)) or any(name in printed for name in _NAMES)


def _premium(base: int, rule: Rule) -> int:
    return whole_ntd(product(Decimal(base), rule.number(), _HUNDREDTH))


def premium_at_its_rate(plan: Plan) -> list[Finding]:
    """A premium line uses the rate of the day."""
    rule = plan.book.get("supplementary-premium")
    if rule is None:
        return []
    severity = Severity.WARNING if rule.confidence == "unverified" else Severity.ERROR
    return [
        Finding(
            "PREMIUM-RATE",
            severity,
            text(
                "“{item}” is taken at {rate} %; on this day it is {right} %.",
                item=line.name,
                rate=plain(line.row.rate),
                right=plain(rule.number()),
            ),
            text("Change the rate to {right}.", right=plain(rule.number())),
            line.place("rate"),
            Question.RATE,
            abs(line.amount - _premium(line.base_amount or 0, rule)),
            rule.id,
        )
        for line in _percentages(plan)
        if line.row.rate is not None and line.row.rate != rule.number()
    ]


def _percentages(plan: Plan) -> list[Line]:
    return [line for line in plan.budget.of_item("premium") if line.is_percentage]


def _codes(lines: Iterable[Line]) -> set[str]:
    return {code for line in lines for code in line.row.base}


def premium_is_of_pay(plan: Plan) -> list[Finding]:
    """A premium is taken of what people are paid, and of nothing else."""
    rule, lines = plan.book.get("supplementary-premium"), _percentages(plan)
    if rule is None or not lines:
        return []
    codes = _codes(lines)
    strangers = [ln for ln in plan.budget.lines if ln.code in codes and not _pays_people(ln)]
    if not strangers:
        return []
    return [
        Finding(
            "PREMIUM-BASE",
            Severity.WARNING,
            text(
                "The premium is also taken of {items}, which pays no person.",
                items=_names(strangers),
            ),
            text("Take the codes out of base, or record what is paid to people in them."),
            lines[0].place("base"),
            Question.RATE,
            _premium(_sum(strangers), rule),
            rule.id,
        )
    ]


def premium_leaves_out_no_fee(plan: Plan) -> list[Finding]:
    """A premium is taken of all fees that usually bear it."""
    rule, lines = plan.book.get("supplementary-premium"), _percentages(plan)
    if rule is None or not lines:
        return []
    codes = _codes(lines)
    left_out = [line for line in bearing_lines(plan) if line.amount and line.code not in codes]
    if not left_out:
        return []
    return [
        Finding(
            "PREMIUM-LEFT-OUT",
            Severity.NOTICE,
            text(
                "The premium leaves out {items}; it is owed on them if they are salary income.",
                items=_names(left_out),
            ),
            text("Add their codes to base, unless they are paid as 9A or 9B."),
            lines[0].place("base"),
            Question.RATE,
            _premium(_sum(left_out), rule),
            rule.id,
        )
    ]


def _pays_people(line: Line) -> bool:
    """Tell whether a line pays people; what is no standard item is given the benefit of doubt."""
    if not line.item or line.item in _PEOPLE:
        return True
    return line.item.startswith("fee-") or (
        line.item.endswith("-fee") and line.item != "materials-fee"
    )


def _names(lines: Iterable[Line]) -> Series:
    return Series(tuple(text("“{word}”", word=line.name) for line in lines))


def _sum(lines: Iterable[Line]) -> int:
    return sum(line.amount for line in lines)


def premium_as_typed(plan: Plan) -> list[Finding]:
    """A premium that was typed as an amount is what the rate gives of the fees."""
    rule = plan.book.get("supplementary-premium")
    lines = [line for line in plan.budget.of_item("premium") if not line.is_percentage]
    if rule is None or not lines or len(lines) < len(plan.budget.of_item("premium")):
        return []
    typed, right = _sum(lines), _premium(_sum(bearing_lines(plan)), rule)
    if typed == right:
        return []
    return [
        Finding(
            "PREMIUM-AMOUNT",
            Severity.WARNING if typed > right else Severity.NOTICE,
            text(
                "The premium is {typed:,}; {rate} percent of the fees is {right:,}.",
                typed=typed,
                rate=plain(rule.number()),
                right=right,
            ),
            text("Correct the amount, or give the line a rate and a base."),
            lines[0].place("unit_price"),
            Question.RATE,
            abs(typed - right),
            rule.id,
        )
    ]
