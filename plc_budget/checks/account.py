"""Question 2 of the accounting office: does the account fit the use? (科目與用途是否相符)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.findings import Finding, Question, Severity
from plc_budget.language import text
from plc_budget.money import plain, whole_ntd
from plc_budget.rules import Kind, Rule, shipped_items
from plc_budget.rules.glossary import glossary

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan

CAPITAL = "設備及投資"
_EXCEPTION = text(
    "Record who or what it is for and why it is such an exception; else remove the line or pay it from own money."
)
_PIECES = ("台", "臺", "部", "組", "套", "件", "具", "座")
"""Units a piece of equipment is counted in."""


def capital_is_capital(plan: Plan) -> list[Finding]:
    """Equipment from the threshold on is capital (資本門), below it is not."""
    rule = plan.book.get("capital-threshold")
    if rule is None:
        return []
    threshold = rule.number("price")
    return [
        finding
        for line in plan.budget.lines
        if (line.row.category == CAPITAL or line.unit_price >= threshold)
        and not line.is_percentage
        and (finding := _capital(line, rule, threshold)) is not None
    ]


def _capital(line: Line, rule: Rule, threshold: Decimal) -> Finding | None:
    """Compare the price of a piece with the threshold; what is no known equipment is asked about."""
    is_piece = line.item == "equipment" or (not line.item and line.row.unit in _PIECES)
    is_certain = line.item == "equipment" or line.row.category == CAPITAL
    severity = rule.card.severity if is_certain else Severity.WARNING
    if line.row.category == CAPITAL and line.unit_price < threshold:
        message = text(
            "“{item}” costs {price:,} a piece, below the {threshold:,} from which it is capital.",
            item=line.name,
            price=whole_ntd(line.unit_price),
            threshold=whole_ntd(threshold),
        )
    elif line.row.category != CAPITAL and is_piece and line.unit_price >= threshold:
        message = text(
            "“{item}” costs {price:,} a piece; from {threshold:,} on, and used {years} years or more, it is capital.",
            item=line.name,
            price=whole_ntd(line.unit_price),
            threshold=whole_ntd(threshold),
            years=plain(rule.number("years")),
        )
    else:
        return None
    where = line.place("category")
    return by_rule(rule, Question.ACCOUNT, message, where, stake=line.amount, severity=severity)


def category_fits_item(plan: Plan) -> list[Finding]:
    """A standard item stands under its first-level account (一級用途別)."""
    items = shipped_items()
    return [
        Finding(
            "ITEM-CATEGORY",
            Severity.WARNING,
            text(
                "“{item}” stands under {category}; it usually belongs to {usual}.",
                item=line.name,
                category=line.row.category,
                usual=items[line.item].category,
            ),
            text("Change the category, or record why it stands there."),
            line.place("category"),
            Question.ACCOUNT,
            line.amount,
        )
        for line in plan.budget.lines
        if line.item in items
        and line.item != "equipment"
        and line.row.category != items[line.item].category
    ]


def grant_pays_item(plan: Plan) -> list[Finding]:
    """Some items may not be paid from a grant, or only with consent (不補助項目)."""
    return [
        finding
        for rule in plan.book.of_kind(Kind.NOT_PAYABLE)
        for line in plan.budget.of_item(*rule.card.items)
        for finding in _not_payable(line, rule)
    ]


def _not_payable(line: Line, rule: Rule) -> Iterator[Finding]:
    if not isinstance(rule.value, dict) or line.item not in rule.value:
        return
    word = rule.word(line.item)
    if word == "never":
        message = text("“{item}” may not be paid from this grant.", item=line.name)
    elif word == "consent":
        message = text("“{item}” is paid from this grant only with consent.", item=line.name)
    else:
        message = text(
            "“{item}” is paid from this grant only as an exception: {condition}.",
            item=line.name,
            condition=glossary(word, rule.id),
        )
    severity = rule.card.severity if word == "never" else Severity.WARNING
    found = by_rule(
        rule, Question.ACCOUNT, message, line.place("item"), stake=line.amount, severity=severity
    )
    yield found if word in ("never", "consent") else replace(found, remedy=_EXCEPTION)


def own_staff_take_no_fee(plan: Plan) -> list[Finding]:
    """The unit's own staff may be paid for lecturing, but not for meeting or advising."""
    return [
        _own_staff(line, rule, plan.recipient(line.code))
        for rule in plan.book.of_kind(Kind.OWN_STAFF)
        for line in plan.budget.of_item(*rule.card.items)
        if plan.recipient(line.code) != "outsider"
    ]


def _own_staff(line: Line, rule: Rule, recipient: str) -> Finding:
    is_own = recipient == "own-staff"
    message = (
        text("“{item}” goes to the unit's own staff, who may not take it.", item=line.name)
        if is_own
        else text(
            "“{item}” may only go to outsiders; the plan does not say who takes it.", item=line.name
        )
    )
    unsaid = text(
        'Write {code} = "outsider" under [recipients] in plan.toml, if that is so.', code=line.code
    )
    return Finding(
        "OWN-STAFF",
        rule.card.severity if is_own else Severity.WARNING,
        message,
        rule.card.remedy if is_own else unsaid,
        line.place("item"),
        Question.ACCOUNT,
        line.amount,
        rule.id,
    )
