"""Rows of totals: their label, their amount wherever it stands, and the amount in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from plc_budget.importing.amounts import (
    as_shown,
    capitals_in,
    figure_in,
    is_nothing,
    read_amount,
    value_of_capitals,
)
from plc_budget.importing.columns import Layout, Scales
from plc_budget.importing.figures import has_digits, money_at
from plc_budget.importing.labels import TotalKind, TotalLabel, total_label
from plc_budget.importing.remarks import Remarks
from plc_budget.importing.table import Money, TotalEntry, whole_if_it_is
from plc_budget.importing.tables import Table
from plc_budget.spreadsheets.sheet import Kind, Sheet
from plc_budget.tables.cells import Unreadable

_LEADING = re.compile(r"^[:=(\[/,約計為共大寫]*(?:新[台臺]幣|NTD?)?[:$]*(?=\d)")


def total_at(
    sheet: Sheet, layout: Layout, row: int, scales: Scales, remarks: Remarks
) -> TotalEntry | None:
    """Read a row as a total; None if it is none.

    Parameters
    ----------
    sheet, layout, row
        Where the row stands.
    scales : Scales
        What its amount is printed in.
    remarks : Remarks
        Takes what could not be read.
    """
    found = next(_labels(sheet, layout, row), None)
    if found is None:
        return None
    column, label = found
    amount, place = _amount(sheet, layout, row, column, label, scales=scales, remarks=remarks)
    capitals, where = _capitals(sheet, row)
    return TotalEntry(
        label,
        sheet.cell(row, column).text,
        amount,
        capitals,
        sheet.place(row, place),
        sheet.place(row, where),
    )


def closing_row(table: Table) -> int:
    """Return the last row that claims to be a whole total; without one the end of the sheet."""
    closing = [
        row
        for row in table.rows
        if any(label.kind > TotalKind.PART for _, label in _labels(table.sheet, table.layout, row))
    ]
    return max(closing, default=len(table.sheet.rows))


def _labels(sheet: Sheet, layout: Layout, row: int) -> Iterator[tuple[int, TotalLabel]]:
    if _is_a_line(sheet, layout, row):
        return
    is_alone = sum(not cell.is_empty for cell in sheet.rows[row]) == 1
    notes = set() if is_alone else {column for span in layout.notes for column in span}
    for column, cell in enumerate(sheet.rows[row]):
        if column not in notes and (label := total_label(cell.text)):
            yield column, label


def _is_a_line(sheet: Sheet, layout: Layout, row: int) -> bool:
    """Tell whether a row names an item, a price and a quantity, whatever else it says."""
    named = [sheet.cell(row, column).text for column in layout.ladder]
    if not any(named) or any(total_label(words) for words in named):
        return False
    spans = (layout.price, *layout.factors[:1])
    return all(any(has_digits(sheet.cell(row, column)) for column in span) for span in spans)


def _amount(
    sheet: Sheet,
    layout: Layout,
    row: int,
    column: int,
    label: TotalLabel,
    *,
    scales: Scales,
    remarks: Remarks,
) -> tuple[Money | None, int]:
    if column not in layout.amount:
        amount = money_at(
            sheet,
            row,
            layout.amount,
            scales.amount,
            Remarks() if _wordy(sheet, layout, row) else remarks,
        )
        if amount is not None:
            return whole_if_it_is(amount), layout.amount[0]
    behind = _LEADING.sub("", label.rest)
    if behind[:1].isdigit() and (figure := figure_in(behind)):
        return _scaled(figure, scales), column
    return _beside(sheet, layout, row, column, scales)


def _wordy(sheet: Sheet, layout: Layout, row: int) -> bool:
    return any(len(sheet.cell(row, column).text) > 20 for column in layout.amount)


def _scaled(figure: tuple[Decimal, bool], scales: Scales) -> Money:
    number, in_ntd = figure
    return whole_if_it_is(number * (1 if in_ntd else scales.amount))


def _beside(
    sheet: Sheet, layout: Layout, row: int, label: int, scales: Scales
) -> tuple[Money | None, int]:
    """Find the amount right of the label, where the cells of the row are merged."""
    notes = {column for span in layout.notes for column in span}
    beside: list[tuple[Money, int]] = []
    for column in range(label + 1, len(sheet.rows[row])):
        if column in notes and beside:
            break
        amount = _amount_in(sheet, row, column, scales)
        if amount is not None:
            beside.append((amount, column))
    return beside[-1] if beside else (None, label)


def _amount_in(sheet: Sheet, row: int, column: int, scales: Scales) -> Money | None:
    cell = sheet.cell(row, column)
    if is_nothing(cell) or cell.kind is Kind.PERCENT:
        return None
    try:
        read = read_amount(cell)
    except Unreadable:
        money = re.search(
            r"(?:新[台臺]幣|NTD?\$?|\$)[:$]*(\d[\d,]*(?:\.\d+)?[元圓]?)", cell.squeezed[:400]
        )
        figure = figure_in(money[1]) if money else None
        return _scaled(figure, scales) if figure else None
    if read is None or capitals_in(cell.text):
        return None
    if scales.amount == 1:
        return whole_if_it_is(as_shown(cell, read.number))
    return whole_if_it_is(read.number * (1 if read.in_ntd else scales.amount))


def _capitals(sheet: Sheet, row: int) -> tuple[str, int]:
    for column, cell in enumerate(sheet.rows[row]):
        if run := capitals_in(cell.text):
            return run, column
    whole = "".join(cell.text for cell in sheet.rows[row])
    return capitals_in(whole), 0


def total_above(sheet: Sheet, top: int, scale: int) -> TotalEntry | None:
    """Find a total that stands above the headings: ``計畫總經費：850,000元``."""
    for row in range(top):
        total = total_at(sheet, Layout(row, row), row, Scales(scale, scale), Remarks())
        if total and total.kind > TotalKind.PART and (total.amount is not None or total.capitals):
            return total
    return None


def capitals_below(sheet: Sheet, row: int) -> TotalEntry | None:
    """Read an amount in capitals that stands in a row of its own under the table."""
    run, column = _capitals(sheet, row)
    if not run or value_of_capitals(run) is None:
        return None
    words = sheet.cell(row, column).text
    label = total_label("總計")
    assert label is not None  # noqa: S101 - the label is ours
    return TotalEntry(label, words, None, run, sheet.place(row, column), sheet.place(row, column))
