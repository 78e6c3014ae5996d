"""Which columns multiply, and which add up: price, quantity and amount by what their numbers do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from plc_budget.importing.amounts import LONGEST_FIGURE, bare_words, is_nothing, read_amount
from plc_budget.importing.columns import Layout, Span, is_figure
from plc_budget.importing.headings import Role, heading_of
from plc_budget.importing.quantities import TIMES, read_factors
from plc_budget.money import product, whole_ntd
from plc_budget.spreadsheets.sheet import ForeignCell, Kind, Sheet, squeeze, text_cell
from plc_budget.tables.cells import Unreadable

MOST_TRIED = 40
"""Most rows the columns are tried on."""
MOST_FACTORS = 3
_APPROVED = re.compile(r"核定|核准|核列|審定")
_MONEY = re.compile(r"[元$圓]|NT")
_FACTORS = frozenset((Role.QUANTITY, Role.TIMES))
_NO_NUMBERS = (Kind.DATE, Kind.FAULT, Kind.TRUTH)
_ROLES = (Role.PRICE, Role.QUANTITY, Role.AMOUNT)
Choice = tuple[Span, Span, Span]
"""The columns of price, factors and amount; each may be empty."""


def value_of(cell: ForeignCell) -> Decimal | None:
    """Multiply all numbers of a cell; None if it holds anything else, or nothing.

    Examples
    --------
    >>> value_of(text_cell("$6,000/月 × 0.3")), value_of(text_cell("2節×3人")), value_of(text_cell("核實"))
    (Decimal('1800.0'), Decimal('6'), None)
    """
    if len(cell.text) > LONGEST_FIGURE or is_nothing(cell) or cell.kind in _NO_NUMBERS:
        return None
    if cell.value is not None:
        return cell.value.scaleb(-2) if cell.kind is Kind.PERCENT else cell.value
    numbers = []
    for part in TIMES.split(bare_words(cell).split("=")[0]):
        try:
            numbers += [
                f.number.scaleb(-2 if f.percent else 0) for f in read_factors(text_cell(part))
            ]
        except Unreadable:
            try:
                amount = read_amount(text_cell(part))
            except Unreadable:
                return None
            numbers += [] if amount is None else [amount.number]
    return product(*numbers) if numbers else None


class ColumnFigures:
    """The numbers under the headings, and how many rows of them multiply."""

    def __init__(self, sheet: Sheet, layout: Layout, rows: Sequence[int]) -> None:
        columns = [
            *(c for span in (layout.price, layout.amount, *layout.factors) for c in span),
            *(c for c, _ in layout.others),
            *(c for span in layout.notes for c in span),
        ]
        filled = [row for row in rows if not sheet.is_blank(row)][:MOST_TRIED]
        self.values = {
            c: {row: v for row in filled if (v := value_of(sheet.cell(row, c))) is not None}
            for c in dict.fromkeys(columns)
        }
        self.words = {c: [sheet.cell(row, c).squeezed for row in filled] for c in self.values}
        self.alone = {
            whole_ntd(numbers[0])
            for row in filled
            if len(numbers := [v for cell in sheet.rows[row] if (v := value_of(cell)) is not None])
            == 1
        }
        price = layout.price_scale.factor if layout.price_scale else 1
        amount = layout.amount_scale.factor if layout.amount_scale else price
        self.scale = Decimal(price) / Decimal(amount if layout.amount_scale else price)

    def is_numeric(self, column: int) -> bool:
        """Tell whether a column holds numbers at all."""
        return bool(self.values.get(column))

    def _rows(self, choice: Choice) -> list[int]:
        columns = [self.values.get(c, {}) for span in choice for c in span]
        return [row for row in columns[0] if all(row in column for column in columns)]

    def complete(self, price: Span, factors: Span, amount: Span) -> int:
        """Count the rows in which all these columns print a number."""
        return len(self._rows((price, factors, amount))) if price and factors else 0

    def hits(self, price: Span, factors: Span, amount: Span) -> int:
        """Count the rows in which price and factors make the amount, or all rows if their sum is printed."""
        if not price or not factors:
            return 0
        rows = self._rows((price, factors, amount))
        made = {
            row: whole_ntd(product(self.scale, *(self.values[c][row] for c in (*price, *factors))))
            for row in rows
        }
        if amount:
            printed = self.values[amount[0]]
            return sum(printed[row] != 0 and made[row] == whole_ntd(printed[row]) for row in rows)
        return (
            len(rows)
            if len(rows) > 1 and sum(made.values()) in self.alone - set(made.values())
            else 0
        )

    def looks(self, price: Span, factors: Span, amount: Span) -> int:
        """Count the cells that look like what they are taken for: money in a price, none in a quantity."""
        money = {c: sum(bool(_MONEY.search(words)) for words in self.words[c]) for c in self.values}
        return sum(money[c] for c in (*price, *amount)) - sum(money[c] for c in factors)

    def adds_up(self, column: int) -> bool:
        """Tell whether the last number of a column is the sum of those above it."""
        numbers = list(self.values[column].values())
        return len(numbers) > 2 and sum(numbers[:-1]) == numbers[-1]


def by_figures(sheet: Sheet, layout: Layout, rows: Sequence[int]) -> Layout:
    """Choose the columns of price, quantity and amount in which most rows multiply, or add up.

    The headings decide where two choices hold as often; what is 核定 goes before what was applied
    for.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    layout : Layout
        As its headings say it.
    rows : sequence of int
        The rows under the headings.
    """
    figures = ColumnFigures(sheet, layout, rows)
    named = (layout.price[:1], tuple(span[0] for span in layout.factors), layout.amount[:1])
    headings = dict(layout.others)
    headings |= {
        c: sheet.cell(layout.last, c).text
        for span in layout.notes
        for c in span
        if is_of_numbers(sheet, c, rows)
    }
    free = [c for c in headings if figures.is_numeric(c) and not _is_share(sheet, c, rows)]
    approved = [c for c in free if _APPROVED.search(_whole_heading(sheet, layout, c))]
    hits = figures.hits(*named)
    if not free or (named[2] and hits == figures.complete(*named) > 0 and not approved):
        return layout
    best, worth = named, (hits, bool(named[2]), 0, 0, 0)
    for tried in _choices(named, free):
        found = figures.hits(*tried)
        if found >= max(hits, 1):
            fits = sum(
                _fits(headings, c, role, named)
                for span, role in zip(tried, _ROLES, strict=True)
                for c in span
            )
            value = (
                found,
                bool(tried[2]),
                sum(c in approved for span in tried for c in span),
                fits,
                figures.looks(*tried),
            )
            if value > worth:
                best, worth = tried, value
    if best == named and not hits:
        best = _by_amounts(figures, named, headings, free, approved)
    if best == named:
        return layout
    price, factors, amount = best
    best = (price, tuple(sorted(factors, key=lambda c: _is_times(headings, c, named))), amount)
    left = {c: _whole_heading(sheet, layout, c) for span in named for c in span}
    return _chosen(layout, best, left | headings)


def _choices(named: Choice, free: Sequence[int]) -> Iterator[Choice]:
    """Yield every choice of a price, one to three factors and an amount; without an amount last."""
    price, factors, amount = named
    prices, amounts, counts = [*price, *free][:5], [*amount, *free][:5], [*factors, *free][:5]
    for p in prices:
        for a in (*((c,) for c in amounts if c != p), *([()] if not amount else [])):
            left = [c for c in counts if c != p and c not in a]
            for size in range(1, MOST_FACTORS + 1):
                for group in combinations(left, size):
                    yield (p,), group, a


def _by_amounts(
    figures: ColumnFigures,
    named: Choice,
    headings: dict[int, str],
    free: Sequence[int],
    approved: Sequence[int],
) -> Choice:
    """Choose the column of amounts where nothing multiplies: the approved one, or one that adds up."""
    price, factors, amount = named
    if amount:
        least = len(figures.values[amount[0]]) // 2 + 1
        likely = [
            c for c in approved if heading_of(headings[c]) and len(figures.values[c]) >= least
        ]
        return ((), (), (likely[0],)) if likely else named
    if price and factors:
        return named
    adding = [c for c in free if figures.adds_up(c)]
    return ((), (), (adding[0],)) if len(adding) == 1 else named


def is_of_numbers(sheet: Sheet, column: int, rows: Sequence[int]) -> bool:
    """Tell whether a column that calls itself a note holds plain numbers."""
    cells = [cell for row in rows if not (cell := sheet.cell(row, column)).is_empty]
    plain = [cell for cell in cells if is_figure(cell) and not TIMES.search(cell.squeezed)]
    return len(plain) * 2 > len(cells)


def _is_times(headings: dict[int, str], column: int, named: Choice) -> bool:
    """Tell whether a column counts how often, which stands behind how many."""
    heading = heading_of(headings.get(column, ""))
    return column in named[1] if heading is None else heading.role is Role.TIMES


def _fits(headings: dict[int, str], column: int, role: Role, named: Choice) -> int:
    """Tell how well a heading fits a role: named so 2, unknown 0, named otherwise -2."""
    if column not in headings:
        own = (
            Role.PRICE
            if column in named[0]
            else Role.AMOUNT
            if column in named[2]
            else Role.QUANTITY
        )
        return 2 if own is role else -2
    heading = heading_of(headings[column])
    if heading is None:
        return 0
    return 2 if heading.role is role or {heading.role, role} <= _FACTORS else -2


def _is_share(sheet: Sheet, column: int, rows: Sequence[int]) -> bool:
    """Tell whether a column prints percentages: 占比."""
    cells = [sheet.cell(row, column) for row in rows]
    shares = sum(c.kind is Kind.PERCENT or c.text.endswith("%") for c in cells)
    return shares * 2 > sum(not c.is_empty for c in cells)


def _whole_heading(sheet: Sheet, layout: Layout, column: int) -> str:
    """Return all words above a column, those of a heading merged over several with it."""
    words = sheet.cell(layout.last, column).text
    for row in range(layout.first, layout.last):
        left = column
        while left > 0 and sheet.cell(row, left).is_empty:
            left -= 1
        words += sheet.cell(row, left).text
    return squeeze(words)


def _chosen(layout: Layout, best: Choice, names: dict[int, str]) -> Layout:
    price, factors, amount = best
    old = dict.fromkeys(layout.price[:1], layout.price) | dict.fromkeys(
        layout.amount[:1], layout.amount
    )
    old |= {span[0]: span for span in layout.factors}
    taken = {*price, *factors, *amount}
    left = [
        c
        for span in (layout.price, layout.amount, *layout.factors)
        for c in span[:1]
        if c not in taken
    ]
    noted = {c for span in layout.notes for c in span}
    return replace(
        layout,
        price=tuple(c for p in price for c in old.get(p, (p,))),
        amount=tuple(c for a in amount for c in old.get(a, (a,))),
        factors=tuple(old.get(c, (c,)) for c in factors),
        notes=tuple(span for span in layout.notes if not taken & set(span)),
        others=tuple(
            sorted((c, words) for c, words in names.items() if c not in taken and c not in noted)
        ),
        passed_over=tuple(sorted({*left, *layout.passed_over} - taken)),
    )
