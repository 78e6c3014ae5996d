"""From the figures of one row to price, quantity, times and amount: what multiplies to the amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from plc_budget.findings import Place
from plc_budget.importing.amounts import (
    MOST_DECIMALS,
    Amount,
    as_shown,
    bare_words,
    bound_decimals,
    is_nothing,
    plain,
    read_amount,
)
from plc_budget.importing.columns import Layout, Scales
from plc_budget.importing.explanations import Figures, explain_figures
from plc_budget.importing.quantities import (
    TIMES,
    Factor,
    Quantity,
    gather,
    is_in_words,
    read_factors,
)
from plc_budget.importing.remarks import Remark, Remarks
from plc_budget.importing.table import agree
from plc_budget.money import product
from plc_budget.spreadsheets.sheet import (
    NO_CELL,
    ForeignCell,
    Kind,
    Sheet,
    text_cell,
)
from plc_budget.tables.cells import Unreadable

_ONE, _NONE = Decimal(1), Decimal(0)
_DIGIT = re.compile(r"\d|[壹貳參肆伍陸柒捌玖拾佰仟]")


@dataclass(frozen=True, slots=True)
class _Printed:
    """What a row prints, each figure on its own; None where it prints nothing."""

    price: Amount | None
    quantity: Quantity | None
    amount: Decimal | None
    unit: str
    place: Place


def column_with_figure(sheet: Sheet, row: int, span: tuple[int, ...]) -> int | None:
    """Return the first column of a heading's span that prints a number, else any text, else None."""
    filled = [column for column in span if not sheet.cell(row, column).is_empty]
    numbers = [column for column in filled if has_digits(sheet.cell(row, column))]
    return next(iter((*numbers, *filled)), None) if span else None


def has_digits(cell: ForeignCell) -> bool:
    """Tell whether a cell prints a figure; a date does not."""
    if cell.kind in (Kind.UNCOMPUTED, Kind.PERCENT, Kind.NUMBER):
        return True
    return not is_nothing(cell) and bool(_DIGIT.search(cell.squeezed))


def has_figures(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Tell whether a row prints any price, quantity or amount."""
    spans = (layout.price, *layout.factors, layout.amount)
    cells = [sheet.cell(row, column) for span in spans for column in span]
    return any(has_digits(cell) or is_in_words(cell) for cell in cells)


def figures_of(
    sheet: Sheet,
    layout: Layout,
    row: int,
    scales: Scales,
    remarks: Remarks,
    beside: Sequence[str] = (),
) -> Figures | None:
    """Read the figures of a row; None if it prints none that can be understood.

    Parameters
    ----------
    sheet, layout, row
        Where the row stands.
    scales : Scales
        What its prices and amounts are printed in.
    remarks : Remarks
        Takes what could not be read or was not printed.
    beside : sequence of str
        Words of the row and of the headings above it: a number in them may multiply.
    """
    own = Remarks()
    price, more = _price(sheet, layout, row, scales, own)
    columns = [_factors(sheet, row, span, own) for span in layout.factors]
    amount = money_at(sheet, row, layout.amount, scales.amount, own)
    place = sheet.place(row, next(iter(layout.amount or layout.price), None))
    unit = _unit(sheet, layout, row)
    quantity = _gathered([*more, *(f for factors in columns for f in factors)], unit, place, own)
    bare_unit = unit or (price.unit if price else "") or (quantity.unit if quantity else "")
    printed = _Printed(
        price, quantity, amount, bare_unit or _unit_beside(sheet, layout, row), place
    )
    figures = _decided(printed, scales, own)
    if figures is not None and amount is not None and not agree(plain(amount), figures.made):
        kept = [f for factors in columns[:1] for f in factors]
        found = explain_figures(
            figures, [*more, *kept], [list(c) for c in columns[1:]], unit, beside
        )
        if found is not None:
            figures, own = found, Remarks()
            remarks.add(Remark.EXPLAINED, place)
    elif figures is not None and amount is None and layout.factors:
        for column in (column for span in layout.factors for column in span):
            if is_in_words(sheet.cell(row, column)):
                own.add(Remark.IN_WORDS, sheet.place(row, column))
    remarks.take(own)
    if figures is None:
        return None
    return replace(
        figures,
        unit_price=plain(figures.unit_price),
        quantity=plain(figures.quantity),
        times=plain(figures.times),
    )


def _decided(printed: _Printed, scales: Scales, remarks: Remarks) -> Figures | None:
    """Make price, quantity and times of what is printed; where a figure is missing, the others give it."""
    price, quantity, amount, unit, place = (
        printed.price,
        printed.quantity,
        printed.amount,
        printed.unit,
        printed.place,
    )
    percent = price.number if price and price.percent else quantity.percent if quantity else None
    if percent is not None:
        return _percentage(printed, percent, scales, remarks)
    if price and quantity:
        if amount is None:
            remarks.add(Remark.NO_AMOUNT, place)
        return Figures(price.number, quantity.number, quantity.times, unit, amount)
    if price:
        return _without_quantity(printed, price.number, remarks)
    if quantity:
        return _without_price(printed, quantity, remarks)
    if amount is None:
        return None
    if amount:
        remarks.add(Remark.AMOUNT_ONLY, place)
    return Figures(amount, unit=unit, amount=amount, bare=True)


def _without_quantity(printed: _Printed, price: Decimal, remarks: Remarks) -> Figures:
    if printed.amount is None:
        remarks.add(Remark.NO_QUANTITY, printed.place)
        return Figures(price, _NONE, unit=printed.unit)
    quantity = exact_share(printed.amount, price)
    if quantity is not None and quantity != 1:
        remarks.add(Remark.QUANTITY_DERIVED, printed.place)
    return Figures(
        price, _ONE if quantity is None else quantity, unit=printed.unit, amount=printed.amount
    )


def _without_price(printed: _Printed, quantity: Quantity, remarks: Remarks) -> Figures:
    if printed.amount is None:
        remarks.add(Remark.NO_PRICE, printed.place)
        return Figures(_NONE, quantity.number, quantity.times, printed.unit)
    if not printed.amount:
        return Figures(_NONE, quantity.number, quantity.times, printed.unit, printed.amount)
    price = exact_share(printed.amount, product(quantity.number, quantity.times))
    if price is None:
        remarks.add(Remark.AMOUNT_ONLY, printed.place)
        return Figures(printed.amount, unit=printed.unit, amount=printed.amount)
    remarks.add(Remark.PRICE_DERIVED, printed.place)
    return Figures(price, quantity.number, quantity.times, printed.unit, printed.amount)


def _percentage(printed: _Printed, percent: Decimal, scales: Scales, remarks: Remarks) -> Figures:
    quantity = printed.quantity
    if printed.price and not printed.price.percent:
        number, times = (quantity.number, quantity.times) if quantity else (_ONE, _ONE)
        return Figures(
            printed.price.number,
            number,
            times,
            printed.unit,
            printed.amount,
            percent,
            percent_base=True,
        )
    base = product(quantity.number, quantity.times) if quantity else _ONE
    if base > 1:
        return Figures(
            base * scales.price,
            unit=printed.unit,
            amount=printed.amount,
            percent=percent,
            percent_base=True,
        )
    remarks.add(Remark.NO_BASE, printed.place)
    return Figures(
        printed.amount or _NONE, unit=printed.unit, amount=printed.amount, percent=percent
    )


def exact_share(amount: Decimal, by: Decimal) -> Decimal | None:
    """Divide exactly; None if that takes more decimals than a table may have.

    Examples
    --------
    >>> exact_share(Decimal(6000), Decimal(80)), exact_share(Decimal(100), Decimal(3)) is None
    (Decimal('75'), True)
    """
    if not by:
        return None
    try:
        share = bound_decimals((amount / by).quantize(Decimal(1).scaleb(-MOST_DECIMALS)))
    except (ArithmeticError, Unreadable):
        return None
    share = plain(share)
    return share if product(share, by) == amount else None


def money_at(
    sheet: Sheet, row: int, span: tuple[int, ...], scale: int, remarks: Remarks
) -> Decimal | None:
    """Read the amount in a row and scale it exactly; None if none is printed. [NTD]"""
    read = _read(sheet, row, span, remarks)
    if read is None or read.percent:
        return None
    if read.in_ntd and scale > 1:
        remarks.add(Remark.IN_NTD, sheet.place(row, column_with_figure(sheet, row, span)))
    if scale == 1:
        return as_shown(sheet.cell(row, column_with_figure(sheet, row, span) or 0), read.number)
    return read.number * (1 if read.in_ntd else scale)


def _read(sheet: Sheet, row: int, span: tuple[int, ...], remarks: Remarks) -> Amount | None:
    column = column_with_figure(sheet, row, span)
    if column is None:
        return None
    cell = sheet.cell(row, column)
    if cell.kind is Kind.UNCOMPUTED:
        remarks.add(Remark.UNCOMPUTED, sheet.place(row, column))
    try:
        return read_amount(cell)
    except Unreadable as reason:
        remarks.unreadable(cell, reason, sheet.place(row, column))
        return None


def _price(
    sheet: Sheet, layout: Layout, row: int, scales: Scales, remarks: Remarks
) -> tuple[Amount | None, tuple[Factor, ...]]:
    column = column_with_figure(sheet, row, layout.price)
    cell = NO_CELL if column is None else sheet.cell(row, column)
    head, more = _split_product(cell)
    price = read_amount(head) if more else _read(sheet, row, layout.price, remarks)
    if price is None or price.percent:
        return price, more
    if price.in_ntd and scales.price > 1:
        remarks.add(Remark.IN_NTD, sheet.place(row, column))
    return replace(price, number=price.number * (1 if price.in_ntd else scales.price)), more


def _split_product(cell: ForeignCell) -> tuple[ForeignCell, tuple[Factor, ...]]:
    """Split a price cell such as ``80元×100份`` into the price and what multiplies it."""
    parts = TIMES.split(bare_words(cell).split("=")[0]) if cell.value is None else []
    if len(parts) < 2 or cell.text.startswith("="):
        return cell, ()
    try:
        head = text_cell(parts[0])
        read_amount(head)
        return head, tuple(f for part in parts[1:] for f in read_factors(text_cell(part)))
    except Unreadable:
        return cell, ()


def _factors(sheet: Sheet, row: int, span: tuple[int, ...], remarks: Remarks) -> tuple[Factor, ...]:
    column = column_with_figure(sheet, row, span)
    if column is None:
        return ()
    cell = sheet.cell(row, column)
    if cell.kind is Kind.UNCOMPUTED:
        remarks.add(Remark.UNCOMPUTED, sheet.place(row, column))
    try:
        return read_factors(cell)
    except Unreadable as reason:
        if has_digits(cell):
            remarks.unreadable(cell, reason, sheet.place(row, column))
        return ()


def _gathered(
    factors: Sequence[Factor], unit: str, place: Place, remarks: Remarks
) -> Quantity | None:
    try:
        return gather(factors, unit)
    except Unreadable as reason:
        remarks.unreadable(text_cell("×".join(str(f.number) for f in factors)), reason, place)
        return None


def _unit(sheet: Sheet, layout: Layout, row: int) -> str:
    words = next((sheet.cell(row, c).text for c in layout.unit if sheet.cell(row, c).text), "")
    if is_nothing(text_cell(words)):
        return ""
    return " ".join(words.split()).removeprefix("元/").removeprefix("/")


def _unit_beside(sheet: Sheet, layout: Layout, row: int) -> str:
    """Return the unit that stands beside the quantity, under the same heading, or instead of it."""
    for column in (column for span in layout.factors for column in span):
        words = sheet.cell(row, column).squeezed
        if re.fullmatch(r"[^\W\d_A-Za-z]{1,3}", words) and not has_digits(sheet.cell(row, column)):
            return words
    return ""
