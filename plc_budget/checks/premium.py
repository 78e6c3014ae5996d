"""The health insurance supplement the payer owes on fees (全民健康保險補充保費)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.findings import Finding, Question, Severity
from plc_budget.language import text
from plc_budget.money import plain, product, whole_ntd

if TYPE_CHECKING:
    from plc_budget.plan import Plan

FEES = (
    "fee-internal", "fee-affiliated", "fee-external", "fee-assistant", "fee-keynote",
    "fee-unspecified",
)  # fmt: skip
_HUNDREDTH = Decimal("0.01")


def premium_is_thought_of(plan: Plan) -> list[Finding]:
    """Fees without a premium line bring a reminder, never a line: it depends on the income."""
    rule = plan.book.get("supplementary-premium")
    fees = sum(line.amount for line in plan.budget.of_item(*FEES))
    if rule is None or not fees or plan.budget.of_item("premium"):
        return []
    premium = whole_ntd(product(Decimal(fees), rule.number(), _HUNDREDTH))
    message = text(
        "No 補充保費 is budgeted; {fees:,} × {rate} % would be {premium:,} if the fees are salary income.",
        fees=fees,
        rate=plain(rule.number()),
        premium=premium,
    )
    line = plan.budget.of_item(*FEES)[0]
    finding = by_rule(
        rule, Question.RATE, message, line.place("item"), stake=premium, code="PREMIUM-MISSING",
        severity=Severity.NOTICE,
    )  # fmt: skip
    return [finding]


def premium_at_its_rate(plan: Plan) -> list[Finding]:
    """A premium line uses the rate of the day."""
    rule = plan.book.get("supplementary-premium")
    if rule is None:
        return []
    return [
        by_rule(
            rule,
            Question.RATE,
            text("“{item}” is taken at {rate} %; on this day it is {right} %.",
                 item=line.name, rate=plain(line.row.rate), right=plain(rule.number())),
            line.place("rate"),
            stake=abs(line.amount - whole_ntd(
                product(Decimal(line.base_amount or 0), rule.number(), _HUNDREDTH))),
            code="PREMIUM-RATE",
            severity=Severity.ERROR,
        )
        for line in plan.budget.of_item("premium")
        if line.row.rate is not None and line.row.rate != rule.number()
    ]  # fmt: skip
