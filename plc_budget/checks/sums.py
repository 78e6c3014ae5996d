"""Question 4 of the accounting office: are the multiplications and sums right? (乘積加總).

The proof is a second path: whole numerators and denominators of the rows as typed, sharing no code
with pricing.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from plc_budget.findings import Finding, Place, Question, Severity
from plc_budget.language import text
from plc_budget.money import capital_amount, plain, read_capital_amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plc_budget.budget import Line
    from plc_budget.plan import Plan


def amounts_proven(plan: Plan) -> list[Finding]:
    """Each amount, computed again as a fraction, is the one on the sheet."""
    amounts = {line.code: line.amount for line in plan.budget.lines}
    return [
        _wrong(line.name, line.amount, second, line.place("quantity"))
        for line in plan.budget.lines
        if (second := second_amount(line, amounts)) != line.amount
    ]


def second_amount(line: Line, amounts: Mapping[str, int]) -> int:
    """Compute an amount by the second path. [NTD]"""
    row = line.row
    if row.rate is not None:
        above, below = row.rate.as_integer_ratio()
        return _half_up(above * sum(amounts[code] for code in row.base), below * 100)
    return _second_product(row.unit_price or Decimal(0), line.quantity, row.times)


@lru_cache(maxsize=4096)  # most lines stay as they are while one of them is typed into
def _second_product(unit_price: Decimal, quantity: Decimal, times: Decimal) -> int:
    price, per = unit_price.as_integer_ratio()
    count, part = quantity.as_integer_ratio()
    often, share = times.as_integer_ratio()
    return _half_up(price * count * often, per * part * share)


def _half_up(above: int, below: int) -> int:
    """Round a fraction; adding a half and cutting off rounds what is not negative half up."""
    return (2 * above + below) // (2 * below)


def total_proven(plan: Plan) -> list[Finding]:
    """The total is the sum of the lines, and of the accounts, and what the capitals say."""
    total = plan.budget.total
    by_line = by_account = 0
    for line in plan.budget.lines:
        by_line += line.amount
    for amount in plan.budget.by_category().values():
        by_account += amount
    in_words = _read_back(total)
    return [
        _wrong(text("the total"), total, other, Place("budget.csv"))
        for other in (by_line, by_account, in_words)
        if other != total
    ]


@lru_cache(maxsize=64)  # a note or a lock leaves the total as it is
def _read_back(total: int) -> int:
    return read_capital_amount(capital_amount(total))


def _wrong(name: object, first: int, second: int, where: Place) -> Finding:
    return Finding(
        "SUM-NOT-PROVEN",
        Severity.ERROR,
        text(
            "“{item}”: {first:,} by the first path, {second:,} by the second.",
            item=name,
            first=first,
            second=second,
        ),
        text("This is a fault of the program; do not use the sheet and report it."),
        where,
        Question.SUMS,
        abs(first - second),
    )


def quantities_in_steps(plan: Plan) -> list[Finding]:
    """A quantity is a multiple of the step it changes by."""
    return [
        Finding(
            "QUANTITY-STEP",
            Severity.WARNING,
            text(
                "“{item}” has {quantity}; it changes in steps of {step}.",
                item=line.name,
                quantity=plain(line.quantity),
                step=plain(line.row.step),
            ),
            text("Round the quantity, or change the step."),
            line.place("quantity"),
            Question.SUMS,
            line.amount,
        )
        for line in plan.budget.lines
        if line.row.step and not _is_multiple(line.quantity, line.row.step)
    ]


@lru_cache(maxsize=4096)
def _is_multiple(quantity: Decimal, step: Decimal) -> bool:
    above, below = quantity.as_integer_ratio()
    step_above, step_below = step.as_integer_ratio()
    return above * step_below % (below * step_above) == 0


def quantities_within_bounds(plan: Plan) -> list[Finding]:
    """A quantity that comes from the timetable keeps the bounds of its line, too."""
    return [
        Finding(
            "QUANTITY-BOUNDS",
            Severity.WARNING,
            text(
                "“{item}” has {quantity}; its bounds are {least} to {most}.",
                item=line.name,
                quantity=plain(line.quantity),
                least=_bound(line.row.min_quantity),
                most=_bound(line.row.max_quantity),
            ),
            text("Correct the timetable, or the bounds of the line."),
            line.place("quantity"),
            Question.SUMS,
            line.amount,
        )
        for line in plan.budget.fee_lines
        if line.speaker_kind and _is_outside(line)
    ]


def _is_outside(line: Line) -> bool:
    least, most = line.row.min_quantity, line.row.max_quantity
    return (least is not None and line.quantity < least) or (
        most is not None and line.quantity > most
    )


def _bound(bound: Decimal | None) -> str:
    return "…" if bound is None else plain(bound)
