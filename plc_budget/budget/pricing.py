"""From rows to priced lines: exact products, rounded to whole dollars once per line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from plc_budget.budget.lines import TIMETABLE, Budget, Line
from plc_budget.findings import Finding, Question, Severity, error
from plc_budget.language import Series, text
from plc_budget.money import EXACT, plain, product, whole_ntd
from plc_budget.tables import BudgetRow

NO_PERIODS: Mapping[str, Decimal] = {}
_NONE, _ONE, _HUNDREDTH = Decimal(0), Decimal(1), Decimal("0.01")
LARGEST_AMOUNT = 10**12
"""The most a line may come to; a spreadsheet still adds up 500 of them exactly. [NTD]"""


def price_budget(
    rows: Sequence[BudgetRow],
    periods: Mapping[str, Decimal] = NO_PERIODS,
) -> tuple[Budget, list[Finding]]:
    """Price every row: unit price × quantity × times, or a percentage of other lines.

    Parameters
    ----------
    rows : sequence of BudgetRow
        In plan order.
    periods : mapping of str to Decimal
        Paid periods by kind of speaker; what a line with ``from = timetable:<kind>`` is counted
        by. [period]

    Examples
    --------
    >>> fee = BudgetRow("speaker", "業務費", "內聘講師鐘點費", Decimal(1000),
    ...                 source="timetable:internal")
    >>> budget, findings = price_budget([fee], {"internal": Decimal(6)})
    >>> budget.total
    6000
    """
    counted = {
        at: Line(row, quantity, amount_of(row, quantity))
        for at, row in enumerate(rows)
        if row.rate is None
        for quantity in [_quantity(row, periods)]
    }
    amounts = {line.code: line.amount for line in counted.values()}
    waiting = _add_percentages([row for row in rows if row.rate is not None], amounts)
    lines = tuple(
        counted.get(at) or _part(row, _quantity(row, periods), amounts)
        for at, row in enumerate(rows)
    )
    large = [_too_large(line) for line in lines if line.amount > LARGEST_AMOUNT]
    return Budget(lines), [*_unpriced(waiting, rows), *large, *_changed_quantities(rows, periods)]


def amount_of(row: BudgetRow, quantity: Decimal) -> int:
    """Price one row with a unit price at a quantity. [NTD]

    Examples
    --------
    >>> amount_of(BudgetRow("p", "業務費", "印刷費", Decimal("46.05"), quantity=Decimal(10)), Decimal(10))
    461
    """
    return whole_ntd(product(row.unit_price or Decimal(0), quantity, row.times))


def _percentage(row: BudgetRow, amounts: Mapping[str, int]) -> int:
    base = sum(amounts[code] for code in row.base)
    return whole_ntd(product(Decimal(base), row.rate or Decimal(0), _HUNDREDTH))


def _quantity(row: BudgetRow, periods: Mapping[str, Decimal]) -> Decimal:
    if row.source:
        return periods.get(row.source.removeprefix(TIMETABLE), _NONE)
    if row.rate is not None:
        return _ONE
    return row.quantity if row.quantity is not None else _NONE


def _add_percentages(rows: Sequence[BudgetRow], amounts: dict[str, int]) -> list[BudgetRow]:
    """Price what can be priced of what is known, round by round; return the rows that are left."""
    waiting = [*rows]
    while ready := [row for row in waiting if amounts.keys() >= set(row.base)]:
        waiting = [row for row in waiting if not amounts.keys() >= set(row.base)]
        amounts |= {row.code: _percentage(row, amounts) for row in ready}
    return waiting


def _part(row: BudgetRow, quantity: Decimal, amounts: Mapping[str, int]) -> Line:
    return Line(row, quantity, amounts.get(row.code, 0), sum(amounts.get(c, 0) for c in row.base))


def _unpriced(waiting: Sequence[BudgetRow], rows: Sequence[BudgetRow]) -> list[Finding]:
    codes = {row.code for row in rows} if waiting else set()
    return [_unknown_base(row, codes) if set(row.base) - codes else _circle(row) for row in waiting]


def _too_large(line: Line) -> Finding:
    return error(
        "AMOUNT-TOO-LARGE",
        text(
            "“{item}” comes to {amount:,}; a line is at most {most:,}.",
            item=line.name,
            amount=line.amount,
            most=LARGEST_AMOUNT,
        ),
        text("Look for a price, a quantity or times with too many digits."),
        line.place("quantity"),
    )


def _unknown_base(row: BudgetRow, codes: set[str]) -> Finding:
    strangers = Series(tuple(text("“{word}”", word=code) for code in row.base if code not in codes))
    return error(
        "BASE-UNKNOWN",
        text(
            "“{item}” is a percentage of {codes}, which is no line.", item=row.item, codes=strangers
        ),
        text("Write codes of lines of this table under base."),
        row.origin.place("base", row.code),
    )


def _circle(row: BudgetRow) -> Finding:
    return error(
        "BASE-CIRCLE",
        text("“{item}” is a percentage of lines that are themselves taken of it.", item=row.item),
        text("Take one of the codes out of base."),
        row.origin.place("base", row.code),
    )


def _changed_quantities(rows: Sequence[BudgetRow], periods: Mapping[str, Decimal]) -> list[Finding]:
    return [
        _stale(row, _quantity(row, periods))
        for row in rows
        if row.source and row.quantity is not None and row.quantity != _quantity(row, periods)
    ]


def _stale(row: BudgetRow, counted: Decimal) -> Finding:
    typed = row.quantity or Decimal(0)
    price = product(row.unit_price or Decimal(0), row.times)
    return Finding(
        "QUANTITY-FROM-TIMETABLE",
        Severity.WARNING,
        text(
            "“{item}” says {typed} periods; the timetable gives {counted}, which is used.",
            item=row.item,
            typed=plain(typed),
            counted=plain(counted),
        ),
        text("Clear the quantity, or correct the timetable."),
        row.origin.place("quantity", row.code),
        Question.SUMS,
        stake=whole_ntd(abs(EXACT.subtract(product(price, typed), product(price, counted)))),
    )
