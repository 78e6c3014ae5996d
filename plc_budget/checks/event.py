"""Question 2, seen from the day itself: what an approver asks about copies, meals and rooms."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.checks.made import by_rule
from plc_budget.findings import Finding, Question, Severity
from plc_budget.language import Text, text
from plc_budget.money import plain, product, whole_ntd
from plc_budget.plan import Mode

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan

_ONSITE_ITEMS = (
    "meals",
    "lodging",
    "venue",
    "venue-internal",
    "venue-decoration",
    "rent-vehicle",
)


_COPIES = ("", "份", "本", "冊", "套", "人")
"""Units of a line that counts what each participant gets, not pages or lump sums."""


def copies_fit_participants(plan: Plan) -> list[Finding]:
    """Printed copies for an online event, or more copies than people, want a reason."""
    return [
        finding
        for line in plan.budget.of_item("printing")
        if line.amount and (finding := _copies(line, plan)) is not None
    ]


def _copies(line: Line, plan: Plan) -> Finding | None:
    expected = plan.details.participants.expected
    is_online = plan.details.event.mode is Mode.ONLINE
    counts_copies = line.row.unit in _COPIES
    surplus = line.quantity - expected if expected is not None and counts_copies else Decimal(0)
    if is_online:
        return _warning("COPIES-ONLINE", _online_message(line, expected), line, line.amount)
    if surplus > 0:
        message = text(
            "{copies} copies for {expected} participants.",
            copies=plain(line.quantity),
            expected=expected,
        )
        stake = whole_ntd(product(line.unit_price, surplus, line.row.times))
        return _warning("COPIES-SURPLUS", message, line, stake)
    return None


def _online_message(line: Line, expected: int | None) -> Text:
    if expected is None:
        return text("{copies} printed copies for an online event.", copies=plain(line.quantity))
    return text(
        "{copies} printed copies for an online event of {expected} participants.",
        copies=plain(line.quantity),
        expected=expected,
    )


def _warning(code: str, message: Text, line: Line, stake: int) -> Finding:
    return Finding(
        code,
        Severity.WARNING,
        message,
        text("Lower the number of copies, or record who gets them."),
        line.place("quantity"),
        Question.ACCOUNT,
        stake,
    )


def online_needs_no_room(plan: Plan) -> list[Finding]:
    """Meals, rooms and vehicles for an event that is wholly online want a reason."""
    if plan.details.event.mode is not Mode.ONLINE:
        return []
    return [
        Finding(
            "ONLINE-COST",
            Severity.WARNING,
            text("“{item}” is budgeted for an online event.", item=line.name),
            text("Remove the line, or record what it is for."),
            line.place("item"),
            Question.ACCOUNT,
            line.amount,
        )
        for line in plan.budget.of_item(*_ONSITE_ITEMS)
        if line.amount
    ]


def outside_venue_has_its_reason(plan: Plan) -> list[Finding]:
    """A workshop of the ministry's money is held in an own room; another one wants its reason."""
    rule = plan.book.get("outside-venue")
    if rule is None:
        return []
    return [
        by_rule(
            rule,
            Question.ACCOUNT,
            text("“{item}”: where a room is rented, own rooms go first.", item=line.name),
            line.place("item"),
            stake=line.amount,
        )
        for line in plan.budget.of_item(*rule.card.items)
        if line.amount
    ]


def reading_group_is_no_lecture(plan: Plan) -> list[Finding]:
    """Who reports in a reading group may not take a speaker fee (讀書會報告人)."""
    rule = plan.book.get("reading-group-reporter")
    if rule is None:
        return []
    return [
        Finding(
            "READING-GROUP",
            rule.card.severity,
            text(
                "“{activity}” looks like a reading group, whose reporters take no speaker fee.",
                activity=row.activity,
            ),
            rule.card.remedy,
            row.origin.place("activity"),
            Question.ACCOUNT,
            citation=rule.id,
        )
        for row in plan.timetable
        if row.is_paid and "讀書會" in row.activity
    ]
