"""From the figures of one row to price, quantity, times and amount, as the paper means them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from plc_budget.findings import Place
from plc_budget.importing.amounts import (
    Amount,
    as_shown,
    is_nothing,
    plain,
    read_amount,
)
from plc_budget.importing.deciding import Figures, Printed, Scales, decided
from plc_budget.importing.layout import Layout
from plc_budget.importing.quantities import TIMES, Factor, Quantity, gather, read_factors
from plc_budget.importing.remarks import Remark, Remarks
from plc_budget.spreadsheets.sheet import NO_CELL, ForeignCell, Kind, Sheet, text_cell
from plc_budget.tables.cells import Unreadable, tidy


def column_with_figure(sheet: Sheet, row: int, span: tuple[int, ...]) -> int | None:
    """Return the first column of a heading's span that prints a number, else any text, else None."""
    filled = [column for column in span if not sheet.cell(row, column).is_empty]
    numbers = [column for column in filled if has_digits(sheet.cell(row, column))]
    return next(iter((*numbers, *filled)), None) if span else None


def has_digits(cell: ForeignCell) -> bool:
    """Tell whether a cell prints a figure; a date does not."""
    if cell.kind in (Kind.UNCOMPUTED, Kind.PERCENT, Kind.NUMBER):
        return True
    return not is_nothing(cell) and bool(re.search(r"\d|[壹貳參肆伍陸柒捌玖拾佰仟]", cell.squeezed))


def has_figures(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Tell whether a row prints any price, quantity or amount."""
    spans = (layout.price, *layout.factors, layout.amount)
    return any(has_digits(sheet.cell(row, column)) for span in spans for column in span)


def figures_of(
    sheet: Sheet, layout: Layout, row: int, scales: Scales, remarks: Remarks
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
    """
    price, more = _price(sheet, layout, row, scales, remarks)
    unit = _unit(sheet, layout, row)
    factors = [*more, *(f for span in layout.factors for f in _factors(sheet, row, span, remarks))]
    amount = money_at(sheet, row, layout.amount, scales.amount, remarks)
    place = sheet.place(row, next(iter(layout.amount or layout.price), None))
    quantity = _gathered(factors, unit, place, remarks)
    bare_unit = unit or (price.unit if price else "") or (quantity.unit if quantity else "")
    printed = Printed(price, quantity, amount, bare_unit or _unit_beside(sheet, layout, row), place)
    figures = decided(printed, scales, remarks)
    if figures is None:
        return None
    return replace(
        figures,
        unit_price=plain(figures.unit_price),
        quantity=plain(figures.quantity),
        times=plain(figures.times),
    )


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
    parts = (
        TIMES.split("".join(tidy(cell.text).split("=")[0].split())) if cell.value is None else []
    )
    if len(parts) < 2 or cell.text.startswith("="):
        return cell, ()
    try:
        head = text_cell(parts[0])
        read_amount(head)
        return head, tuple(f for part in parts[1:] for f in read_factors(text_cell(part)))
    except Unreadable:
        return cell, ()


def _factors(sheet: Sheet, row: int, span: tuple[int, ...], remarks: Remarks) -> Iterable[Factor]:
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


def _gathered(factors: list[Factor], unit: str, place: Place, remarks: Remarks) -> Quantity | None:
    try:
        return gather(factors, unit)
    except Unreadable as reason:
        remarks.unreadable(text_cell("×".join(str(f.number) for f in factors)), reason, place)
        return None


def _unit(sheet: Sheet, layout: Layout, row: int) -> str:
    words = next((sheet.cell(row, c).text for c in layout.unit if sheet.cell(row, c).text), "")
    return (
        ""
        if is_nothing(text_cell(words))
        else " ".join(words.split()).removeprefix("元/").removeprefix("/")
    )


def _unit_beside(sheet: Sheet, layout: Layout, row: int) -> str:
    """Return the unit that stands beside the quantity, under the same heading, or instead of it."""
    for column in (column for span in layout.factors for column in span):
        words = sheet.cell(row, column).squeezed
        if re.fullmatch(r"[^\W\d_A-Za-z]{1,3}", words) and not has_digits(sheet.cell(row, column)):
            return words
    return ""
