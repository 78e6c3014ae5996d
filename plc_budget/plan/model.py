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
from plc_budget.plan.making import Making, are_the_very, kept, kept_details
from plc_budget.rules import Card, Kind, Rule, RuleBook, rule_book, shipped_cards
from plc_budget.tables import BudgetRow, TimetableRow
from plc_budget.timetable import (
    PeriodPolicy,
    Working,
    count_periods,
    paid_periods,
    policy_of,
    recount,
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
    making : Making
        How it was put together; no part of what it says.
    """

    id: str
    details: Details
    rows: tuple[BudgetRow, ...]
    timetable: tuple[TimetableRow, ...]
    book: RuleBook
    working: Working
    budget: Budget
    making: Making = field(default_factory=Making, compare=False, repr=False)

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
        return _counted(self.timetable, chosen, self.making.counts)

    def recipient(self, code: str) -> str:
        """Return who is paid by a line, as the plan states it, or empty."""
        return dict(self.details.recipients).get(code, "")


def assemble(
    plan_id: str,
    details: Details,
    rows: Sequence[BudgetRow],
    timetable: Sequence[TimetableRow] = (),
    cards: Mapping[str, Card] | None = None,
    before: Plan | None = None,
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
        The rule cards; those of ``before``, or those shipped, if left out.
    before : Plan, optional
        A plan that differs in little: what is the very same is taken from there.  The result is
        the same with it and without.

    Returns
    -------
    tuple[Plan or None, list[Finding]]
        None when something in it contradicts itself.
    """
    if before is not None:
        cards = before.making.cards if cards is None else cards
        details = kept_details(details, before.details)
        rows, timetable = kept(rows, before.rows), kept(timetable, before.timetable)
    cards = shipped_cards() if cards is None else cards
    book, stated = _book(details, cards, before)
    policy = book.get(details.period_policy)
    if policy is None or policy.card.kind is not Kind.PERIOD:
        return None, [*stated, _no_policy(details, book)]
    counts = _counts(timetable, before)
    working = _working(timetable, policy, counts, before)
    budget, problems = price_budget(
        rows, working.by_kind, None if before is None else before.budget
    )
    clashes = _clashes(rows, timetable, working.policy, before)
    found = (*stated, *problems, *clashes, *_strange_recipients(details, rows))
    making = Making(cards, tuple(stated), tuple(clashes), found, counts)
    plan = Plan(plan_id, details, tuple(rows), tuple(timetable), book, working, budget, making)
    return (None if has_errors(problems) else plan), [*found]


def _book(
    details: Details, cards: Mapping[str, Card], before: Plan | None
) -> tuple[RuleBook, Sequence[Finding]]:
    """Pick the rules; those of before where nothing they are picked by has changed."""
    if before is not None and before.making.cards is cards:
        was = before.details
        if was is details or (
            was.statements is details.statements
            and was.event.day == details.event.day
            and was.funding.kinds == details.funding.kinds
        ):
            return before.book, before.making.book
    return rule_book(cards, day=details.event.day, funding=details.funding.kinds,
                     statements=details.statements)  # fmt: skip


def _counts(timetable: Sequence[TimetableRow], before: Plan | None) -> dict[PeriodPolicy, Working]:
    return before.making.counts if before is not None and before.timetable is timetable else {}


def _working(
    timetable: Sequence[TimetableRow],
    policy: Rule,
    counts: dict[PeriodPolicy, Working],
    before: Plan | None,
) -> Working:
    if (
        before is not None
        and before.making.counts is counts  # the very same timetable
        and before.book.get(before.details.period_policy) is policy
    ):
        return before.working
    return _counted(timetable, policy_of(policy), counts)


def _counted(
    timetable: Sequence[TimetableRow],
    policy: PeriodPolicy,
    counts: dict[PeriodPolicy, Working],
) -> Working:
    """Count the timetable; what was counted before is looked up, or only its minutes again."""
    known = counts.get(policy)
    if known is None:
        alike = next((w for p, w in counts.items() if _makes_same_blocks(p, policy)), None)
        known = count_periods(timetable, policy) if alike is None else recount(alike, policy)
        counts[policy] = known
    return known


def _makes_same_blocks(one: PeriodPolicy, other: PeriodPolicy) -> bool:
    return (one.joins, one.shares) == (other.joins, other.shares)


def _clashes(
    rows: Sequence[BudgetRow],
    timetable: Sequence[TimetableRow],
    policy: PeriodPolicy,
    before: Plan | None,
) -> Sequence[Finding]:
    """Find what cannot be in the timetable; as before where it and its fees are as before."""
    paying = [row for row in rows if row.source]
    if (
        before is not None
        and before.timetable is timetable
        and before.working.policy == policy
        and are_the_very(paying, [row for row in before.rows if row.source])
    ):
        return before.making.timetable
    return timetable_findings(timetable, _fee(paying, policy))


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
        text("Use one of: {names}.",
             names=Series(tuple(rule.id for rule in book.of_kind(Kind.PERIOD)))),
        Place("plan.toml", field="periods.policy"),
    )  # fmt: skip
