"""The health insurance supplement the payer owes on fees (全民健康保險補充保費)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.findings import Finding, Question, Severity
from plc_budget.language import Series, Text, text
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
    fees = sum(line.amount for line in lines)
    premium = _premium(fees, rule)
    message = text(
        "No 補充保費 is budgeted; {fees:,} × {rate} % would be {premium:,} if the fees are salary income.",
        fees=fees,
        rate=plain(rule.number()),
        premium=premium,
    )
    return [
        _finding(
            rule, "PREMIUM-MISSING", Severity.NOTICE, message, lines[0], field="item", stake=premium
        )
    ]


def _is_mentioned(plan: Plan) -> bool:
    """Tell whether a line is a premium, or says that it holds one: 鐘點費（含補充保費）."""
    return any(
        line.item == "premium" or any(name in line.name + line.row.note for name in _NAMES)
        for line in plan.budget.lines
    )


def _premium(base: int, rule: Rule) -> int:
    return whole_ntd(product(Decimal(base), rule.number(), _HUNDREDTH))


def _finding(
    rule: Rule, code: str, severity: Severity, message: Text, line: Line, *, field: str, stake: int
) -> Finding:
    return by_rule(
        rule, Question.RATE, message, line.place(field), stake=stake, code=code, severity=severity
    )


def premium_at_its_rate(plan: Plan) -> list[Finding]:
    """A premium line uses the rate of the day."""
    rule = plan.book.get("supplementary-premium")
    if rule is None:
        return []
    severity = Severity.WARNING if rule.confidence == "unverified" else Severity.ERROR
    return [
        _finding(
            rule, "PREMIUM-RATE", severity,
            text("“{item}” is taken at {rate} %; on this day it is {right} %.",
                 item=line.name, rate=plain(line.row.rate), right=plain(rule.number())),
            line, field="rate", stake=abs(line.amount - _premium(line.base_amount or 0, rule)),
        )
        for line in plan.budget.of_item("premium")
        if line.row.rate is not None and line.row.rate != rule.number()
    ]  # fmt: skip


def premium_on_its_base(plan: Plan) -> list[Finding]:
    """A premium is taken of all fees that bear it, and of nothing that pays no person."""
    rule = plan.book.get("supplementary-premium")
    lines = [line for line in plan.budget.of_item("premium") if line.is_percentage]
    if rule is None or not lines:
        return []
    codes = {code for line in lines for code in line.row.base}
    strangers = [ln for ln in plan.budget.lines if ln.code in codes and not _pays_people(ln)]
    left_out = [ln for ln in bearing_lines(plan) if ln.amount and ln.code not in codes]
    found: list[Finding] = []
    if strangers:
        message = text("The premium is also taken of {items}, which pays no person.",
                       items=_names(strangers))  # fmt: skip
        stake = _premium(_sum(strangers), rule)
        found.append(
            _finding(
                rule, "PREMIUM-BASE", Severity.WARNING, message, lines[0], field="base", stake=stake
            )
        )
    if left_out:
        message = text("The premium leaves out {items}; it is owed on them if they are salary income.",
                       items=_names(left_out))  # fmt: skip
        stake = _premium(_sum(left_out), rule)
        found.append(
            _finding(
                rule,
                "PREMIUM-LEFT-OUT",
                Severity.NOTICE,
                message,
                lines[0],
                field="base",
                stake=stake,
            )
        )
    return found


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
    message = text("The premium is {typed:,}; {rate} percent of the fees is {right:,}.", typed=typed,
                   rate=plain(rule.number()), right=right)  # fmt: skip
    severity = Severity.WARNING if typed > right else Severity.NOTICE
    stake = abs(typed - right)
    return [
        _finding(
            rule, "PREMIUM-AMOUNT", severity, message, lines[0], field="unit_price", stake=stake
        )
    ]
