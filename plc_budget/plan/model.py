"""The plan as one value: what its files say, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from plc_budget.budget import TIMETABLE, Budget, price_budget
from plc_budget.findings import Finding, Place, error, has_errors
from plc_budget.language import Series, text
from plc_budget.money import product, whole_ntd
from plc_budget.rules import Card, Kind, Rule, RuleBook, rule_book, shipped_cards
from plc_budget.tables import BudgetRow, TimetableRow
from plc_budget.timetable import (
    PeriodPolicy,
    Working,
    count_periods,
    paid_periods,
    policy_of,
    timetable_findings,
)

if TYPE_CHECKING:
    from plc_budget.plan.details import Details


@dataclass(frozen=True)
class Plan:
    """A workshop plan: details, tables, the rules that bind it, and its priced budget.

    Attributes
    ----------
    id : str
        Name of its folder.
    rows, timetable : tuple
        The tables as typed.
    book : RuleBook
        The rules on its day for its money.
    working : Working
        Paid periods under the plan's own policy.
    budget : Budget
        The lines priced.
    cards : mapping of str to Card
        What its rules were picked from; no part of what it says.
    found : tuple of Finding
        What putting it together found.
    """

    id: str
    details: Details
    rows: tuple[BudgetRow, ...]
    timetable: tuple[TimetableRow, ...]
    book: RuleBook
    working: Working
    budget: Budget
    cards: Mapping[str, Card] = field(default_factory=dict, compare=False, repr=False)
    found: tuple[Finding, ...] = field(default=(), compare=False, repr=False)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days the event takes place on, in order: those of the timetable, or its date."""
        days = {row.day or self.details.event.day for row in self.timetable}
        return tuple(sorted(days or {self.details.event.day}))

    def working_under(self, policy: Rule, *, joins: bool | None = None) -> Working:
        """Count the periods under another policy; ``joins`` overrides its joining of rows."""
        chosen = policy_of(policy)
        if joins is not None:
            chosen = replace(chosen, joins=joins)
        return count_periods(self.timetable, chosen)

    def recipient(self, code: str) -> str:
        """Return who is paid by a line, as the plan states it, or empty."""
        return dict(self.details.recipients).get(code, "")


def assemble(
    plan_id: str,
    details: Details,
    rows: Sequence[BudgetRow],
    timetable: Sequence[TimetableRow] = (),
    cards: Mapping[str, Card] | None = None,
) -> tuple[Plan | None, list[Finding]]:
    """Put a plan together: pick its rules, count its periods, price its lines.

    Parameters
    ----------
    plan_id : str
        Name of its folder.
    details : Details
        What ``plan.toml`` says.
    rows, timetable : sequence
        Its tables.
    cards : mapping, optional
        The rule cards; those shipped, if left out.

    Returns
    -------
    tuple[Plan or None, list[Finding]]
        None when something in it contradicts itself.
    """
    cards = shipped_cards() if cards is None else cards
    book, stated = rule_book(
        cards,
        day=details.event.day,
        funding=details.funding.kinds,
        statements=details.statements,
    )
    policy = book.get(details.period_policy)
    if policy is None or policy.card.kind is not Kind.PERIOD:
        return None, [*stated, _no_policy(details, book)]
    working = count_periods(timetable, policy_of(policy))
    budget, problems = price_budget(rows, working.by_kind)
    paying = [row for row in rows if row.source]
    clashes = timetable_findings(timetable, _fee(paying, working.policy))
    found = (*stated, *problems, *clashes, *_strange_recipients(details, rows))
    plan = Plan(
        plan_id, details, tuple(rows), tuple(timetable), book, working, budget, cards, found
    )
    return (None if has_errors(problems) else plan), [*found]


def _fee(rows: Sequence[BudgetRow], policy: PeriodPolicy) -> Callable[[int, str], int]:
    """Tell what minutes of a kind of speaker cost by the lines that pay the timetable. [NTD]"""
    prices = {row.source: product(row.unit_price or Decimal(0), row.times) for row in rows}

    def fee(minutes: int, kind: str) -> int:
        price = prices.get(TIMETABLE + kind, Decimal(0))
        return whole_ntd(product(price, paid_periods(minutes, policy)))

    return fee


def _strange_recipients(details: Details, rows: Sequence[BudgetRow]) -> list[Finding]:
    codes = {row.code for row in rows} if details.recipients else set()
    return [
        error(
            "RECIPIENT-UNKNOWN",
            text("plan.toml says who is paid by “{code}”, which is no line.", code=code),
            text("Use the code of a line of budget.csv."),
            Place("plan.toml", field=f"recipients.{code}"),
        )
        for code, _ in details.recipients
        if code not in codes
    ]


def _no_policy(details: Details, book: RuleBook) -> Finding:
    return error(
        "PERIOD-POLICY-UNKNOWN",
        text("There is no way of counting periods called “{name}”.", name=details.period_policy),
        text(
            "Use one of: {names}.",
            names=Series(tuple(rule.id for rule in book.of_kind(Kind.PERIOD))),
        ),
        Place("plan.toml", field="periods.policy"),
    )
