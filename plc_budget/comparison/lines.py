"""Two budgets side by side: what each line was, what it is, and what was moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.language import NOTHING
from plc_budget.money import whole_ntd
from plc_budget.tables import TABLES

if TYPE_CHECKING:
    from plc_budget.budget import Budget, Line
    from plc_budget.findings import Words

_TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line before and after; None where it did not stand or no longer stands.

    ``reason`` is why it was changed (調整原因), ``basis`` the rule that allows it (依據).
    """

    code: str
    before: Line | None
    after: Line | None
    reason: str = ""
    basis: Words | None = None

    @property
    def line(self) -> Line:
        """The line as it is now, or as it was."""
        found = self.after or self.before
        if found is None:
            raise ValueError(f"{self.code} stands on neither side")
        return found

    @property
    def amount_before(self) -> int:
        """原金額. [NTD]"""
        return self.before.amount if self.before else 0

    @property
    def amount_after(self) -> int:
        """調整後金額. [NTD]"""
        return self.after.amount if self.after else 0

    @property
    def difference(self) -> int:
        """增減金額. [NTD]"""
        return self.amount_after - self.amount_before

    @property
    def percent(self) -> Decimal | None:
        """The difference as part of the amount before, to two decimals; None from nothing. [percent]"""
        if not self.amount_before:
            return None
        part = Decimal(self.difference * _TEN_THOUSAND) / Decimal(self.amount_before)
        sign = -1 if part < 0 else 1
        return Decimal(sign * whole_ntd(abs(part))).scaleb(-2)

    @property
    def is_changed(self) -> bool:
        """Whether anything that is printed of the line differs."""
        return _printed(self.before) != _printed(self.after)


def _printed(line: Line | None) -> tuple[object, ...] | None:
    if line is None:
        return None
    row = line.row
    worked_out = (line.unit_price, line.quantity, line.amount)
    typed = (
        getattr(row, one.attribute)
        for one in TABLES["budget"].columns
        if one.printed and one.name not in ("unit_price", "quantity")
    )
    return (*worked_out, row.unit, row.rate, *typed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a budget, line by line (經費調整對照表).

    ``before_name`` and ``after_name`` say which states, such as 原核定 and 調整後.
    """

    lines: tuple[LineChange, ...]
    total_before: int
    total_after: int
    before_name: Words = NOTHING
    after_name: Words = NOTHING

    @property
    def changed(self) -> tuple[LineChange, ...]:
        """The lines that differ."""
        return tuple(line for line in self.lines if line.is_changed)

    @property
    def difference(self) -> int:
        """What the total changed by; 0 when money was only moved. [NTD]"""
        return self.total_after - self.total_before

    @property
    def moved(self) -> int:
        """What was added to lines, all together. [NTD]"""
        return sum(max(0, line.difference) for line in self.lines)

    def by_category(self) -> dict[str, tuple[int, int]]:
        """Sum before and after by first-level account (一級用途別). [NTD]"""
        categories = dict.fromkeys(
            side.row.category
            for change in self.lines
            for side in (change.before, change.after)
            if side is not None
        )
        return {
            category: (
                sum(
                    c.before.amount
                    for c in self.lines
                    if c.before and c.before.row.category == category
                ),
                sum(
                    c.after.amount
                    for c in self.lines
                    if c.after and c.after.row.category == category
                ),
            )
            for category in categories
        }


NO_REASONS: Mapping[str, str] = {}


def compare_budgets(
    before: Budget,
    after: Budget,
    *,
    reasons: Mapping[str, str] = NO_REASONS,
    names: tuple[Words, Words] = (NOTHING, NOTHING),
) -> Comparison:
    """Compare two budgets line by line, in the order of the new one.

    A line that no longer stands keeps its old place.  The differences add up to the change of the
    total.

    Parameters
    ----------
    before, after : Budget
        Two priced budgets; lines are the same when their codes are.
    reasons : mapping of str to str
        Why a line was changed, by code.
    names : tuple
        What the two states are called.

    Examples
    --------
    >>> from plc_budget.budget import price_budget
    >>> from plc_budget.tables import BudgetRow
    >>> def one(copies):
    ...     row = BudgetRow("printing", "業務費", "印刷費", Decimal(100), quantity=Decimal(copies))
    ...     return price_budget([row])[0]
    >>> change, = compare_budgets(one(80), one(60)).lines
    >>> change.difference, str(change.percent)
    (-2000, '-25.00')
    """
    return Comparison(
        tuple(
            LineChange(code, before.get(code), after.get(code), reasons.get(code, ""))
            for code in _codes(before, after)
        ),
        before.total,
        after.total,
        *names,
    )


def _codes(before: Budget, after: Budget) -> list[str]:
    codes = [line.code for line in after.lines]
    previous = ""
    for line in before.lines:
        if line.code not in codes:
            codes.insert(codes.index(previous) + 1 if previous in codes else 0, line.code)
        previous = line.code
    return codes
