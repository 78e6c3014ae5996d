"""What became of the approved money: by line requested, spent and left; by source paid in and due back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from plc_budget.budget.shares import largest_remainder
from plc_budget.money import product, whole_ntd

if TYPE_CHECKING:
    from plc_budget.budget import Budget
    from plc_budget.plan.details import FundingSource
    from plc_budget.tables.payments_table import PaymentRow
    from plc_budget.tables.spending_table import SpendingRow

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class LineAccount:
    """A line of the approved budget and what became of it. [NTD]"""

    code: str
    item: str
    approved: int
    committed: int
    spent: int

    @property
    def left(self) -> int:
        """What can still be spent; below zero where it is overspent. [NTD]"""
        return self.approved - self.committed - self.spent

    @property
    def rate(self) -> str:
        """What part of it was spent (執行率). [percent]"""
        return percent_words(self.spent, self.approved)


@dataclass(frozen=True, slots=True)
class SourceAccount:
    """A source of money: what it paid in, what of the spending it bears, what goes back to it. [NTD]"""

    name: str
    share: Decimal
    paid_in: int
    spent: int

    @property
    def refund(self) -> int:
        """What goes back; nothing where it paid in less than it bears (分期撥款). [NTD]"""
        return max(0, self.paid_in - self.spent)


@dataclass(frozen=True, slots=True)
class Account:
    """All lines and sources of a plan."""

    lines: tuple[LineAccount, ...]
    sources: tuple[SourceAccount, ...]

    @property
    def approved(self) -> int:
        """The approved total. [NTD]"""
        return sum(line.approved for line in self.lines)

    @property
    def committed(self) -> int:
        """What was requested and is not paid yet. [NTD]"""
        return sum(line.committed for line in self.lines)

    @property
    def spent(self) -> int:
        """What was spent. [NTD]"""
        return sum(line.spent for line in self.lines)

    @property
    def left(self) -> int:
        """What can still be spent. [NTD]"""
        return self.approved - self.committed - self.spent

    @property
    def execution_rate(self) -> str:
        """What part of the approved total was spent (執行率). [percent]"""
        return percent_words(self.spent, self.approved)


def percent_words(part: int, whole: int) -> str:
    """Write a part as a percentage with two decimals, rounded half up.

    Examples
    --------
    >>> percent_words(13_950, 15_000), percent_words(1, 0)
    ('93.00', '0.00')
    """
    if whole == 0:
        return "0.00"
    exact = Decimal(part) * 100 / Decimal(whole)
    return str(exact.quantize(_HUNDREDTH, ROUND_HALF_UP))


def gross_of(payment: PaymentRow) -> int:
    """Return what a payee earned: periods times price, rounded half up, or as typed. [NTD]"""
    if payment.periods_taught is None or payment.unit_price is None:
        return payment.gross or 0
    return whole_ntd(product(payment.periods_taught, payment.unit_price))


def settle_lines(
    budget: Budget, spending: Sequence[SpendingRow], payments: Iterable[PaymentRow] = ()
) -> tuple[LineAccount, ...]:
    """Account for each line of an approved budget.

    Drafts do not count.  Payments to people count from the day they are paid, all those of a line
    as one voucher (清冊).  A request counts as committed until a payment settles it; what was paid
    in parts leaves the rest committed.

    Parameters
    ----------
    budget : Budget
        As it was approved.
    spending, payments : sequence
        What lies in ``spending.csv`` and ``payments.csv``.
    """
    entries = {row.entry: row for row in spending if row.status == "final"}
    spent: dict[str, int] = {}
    committed = {row.entry: row.amount for row in entries.values() if row.kind == "request"}
    for row in entries.values():
        before = entries.get(row.refers_to)
        if row.kind in ("payment", "refund"):
            sign = 1 if row.kind == "payment" else -1
            spent[row.line] = spent.get(row.line, 0) + sign * row.amount
        if row.kind == "reversal" and (before is None or before.kind != "request"):
            sign = 1 if before is not None and before.kind == "refund" else -1
            spent[row.line] = spent.get(row.line, 0) + sign * row.amount
        if before is not None and before.kind == "request" and row.kind in ("payment", "reversal"):
            committed[before.entry] = max(0, committed[before.entry] - row.amount)
    for payment in payments:
        if payment.paid_on is not None:
            spent[payment.line] = spent.get(payment.line, 0) + gross_of(payment)
    waiting: dict[str, int] = {}
    for entry, amount in committed.items():
        line = entries[entry].line
        waiting[line] = waiting.get(line, 0) + amount
    return tuple(
        LineAccount(
            line.code, line.name, line.amount, waiting.get(line.code, 0), spent.get(line.code, 0)
        )
        for line in budget.lines
    )


def settle_sources(
    sources: Sequence[FundingSource],
    approved: int,
    spent: int,
    *,
    paid_in: Mapping[str, int] | None = None,
    assigned: Mapping[str, int] | None = None,
) -> tuple[SourceAccount, ...]:
    """Divide what was spent among the sources, to the dollar.

    Vouchers that name their source are borne by it; the rest is divided by the shares, by largest
    remainder, so that the sources add up to what was spent.

    Parameters
    ----------
    sources : sequence of FundingSource
        With their shares. [percent]
    approved, spent : int
        The approved total and what was spent of it. [NTD]
    paid_in : mapping of str to int, optional
        What each source paid so far; its share of the approved total where it is left out. [NTD]
    assigned : mapping of str to int, optional
        What vouchers say a source bears. [NTD]

    Examples
    --------
    >>> from plc_budget.plan.details import FundingSource
    >>> from plc_budget.rules import FundingKind
    >>> three = [FundingSource(name, FundingKind.OTHER, Decimal(share))
    ...          for name, share in (("部", 85), ("縣", 10), ("校", 5))]
    >>> [(one.name, one.spent, one.refund) for one in settle_sources(three, 168_000, 160_001)]
    [('部', 136001, 6799), ('縣', 16000, 800), ('校', 8000, 400)]
    """
    named, given = assigned or {}, paid_in or {}
    shares = [source.share for source in sources]
    usual = largest_remainder(approved, shares)
    rest = largest_remainder(max(0, spent - sum(named.values())), shares)
    return tuple(
        SourceAccount(
            source.name,
            source.share,
            given.get(source.name, usual[index]),
            named.get(source.name, 0) + rest[index],
        )
        for index, source in enumerate(sources)
    )
