"""One line of the table, from the figures of its row and its name."""

from __future__ import annotations

from dataclasses import dataclass

from plc_budget.findings import Place
from plc_budget.importing.deciding import Figures
from plc_budget.importing.layout import Layout
from plc_budget.importing.naming import category_of, item_of, note_of
from plc_budget.importing.pricing import column_with_figure
from plc_budget.importing.table import ForeignLine, whole_if_it_is
from plc_budget.spreadsheets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Name:
    """What a line is called, as printed, and the headings it stands under."""

    item: str
    printed: str
    levels: tuple[str, ...]


def line_at(sheet: Sheet, layout: Layout, row: int, figures: Figures, name: Name) -> ForeignLine:
    """Make the line of a row.

    Parameters
    ----------
    sheet, layout, row
        Where the row stands.
    figures : Figures
        What it costs.
    name : Name
        What it is called.
    """
    return ForeignLine(
        name.item, figures.unit_price, figures.quantity, figures.times, figures.unit,
        category=category_of(name.levels, name.printed), note=note_of(sheet, layout, row),
        amount_printed=None if figures.amount is None else whole_if_it_is(figures.amount),
        quantity_text=_text(sheet, row, *layout.factors), price_text=_text(sheet, row, layout.price),
        item_text=name.printed, place=place_of_line(sheet, layout, row), percent=figures.percent,
        percent_base=figures.percent_base, levels=tuple(item_of(words) for words in name.levels),
    )  # fmt: skip


def _text(sheet: Sheet, row: int, *spans: tuple[int, ...]) -> str:
    cells = [sheet.cell(row, column).text for span in spans for column in span]
    return "×".join(words for words in cells if words)


def place_of_line(sheet: Sheet, layout: Layout, row: int) -> Place:
    """Return where a line's amount stands, or would stand."""
    column = column_with_figure(sheet, row, layout.amount)
    spans = layout.amount or layout.price
    return sheet.place(row, spans[0] if column is None else column)
