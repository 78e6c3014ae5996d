"""Where the tables stand on a sheet: one below the other, side by side, or turned on its side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from plc_budget.findings import Place
from plc_budget.importing.columns import (
    MOST_HEADING_ROWS,
    NAMES,
    PAYS,
    Layout,
    is_figure,
    layout_at,
    may_be_heading,
)
from plc_budget.importing.headings import LONGEST_HEADING, Heading, Role, heading_of
from plc_budget.importing.labels import TotalKind, total_label
from plc_budget.importing.products import MOST_TRIED, ColumnFigures, by_figures
from plc_budget.rules import item_named
from plc_budget.spreadsheets.sheet import NO_CELL, ForeignCell, Sheet

SEARCHED_ROWS = 500


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet: its columns, and the rows under its headings, counted from 0."""

    sheet: Sheet
    layout: Layout
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TurnedSheet(Sheet):
    """A sheet whose items run across, with its rows and columns exchanged; cells keep their address."""

    def place(self, row: int, column: int | None = None) -> Place:
        """Where a cell lies, as Excel shows it."""
        return Sheet.place(self, column or 0, row)


def upright(sheet: Sheet) -> Sheet:
    """Turn a sheet whose figures are named in its first column, below a row of items.

    Parameters
    ----------
    sheet : Sheet
        Any sheet; one that stands upright is returned as it is.
    """
    named = max(
        (
            {
                heading.role
                for cells in sheet.rows[:SEARCHED_ROWS]
                for cell in cells[c : c + 1]
                if (heading := _heading(cell))
            }
            for c in range(2)
        ),
        key=len,
    )
    if len(named & {Role.PRICE, Role.QUANTITY, Role.AMOUNT}) < 2 or any(
        (near := {h.role for c in cells if (h := _heading(c))}) & NAMES
        and near & PAYS
        and len(near) > 2
        for cells in sheet.rows[:SEARCHED_ROWS]
    ):
        return sheet
    width = max(len(cells) for cells in sheet.rows)
    columns = (
        tuple(sheet.cell(row, column) for row in range(len(sheet.rows))) for column in range(width)
    )
    return TurnedSheet(sheet.file, sheet.name, tuple(columns), sheet.hidden)


def tables_on(sheet: Sheet) -> list[Table]:
    """Find every table on a sheet; of two side by side each has its own columns.

    Parameters
    ----------
    sheet : Sheet
        Each row of it is looked at once.
    """
    heads: list[tuple[Sheet, Layout]] = []
    row = 0
    while row < min(len(sheet.rows), SEARCHED_ROWS):
        best = _heads_at(sheet, row)
        for lower in range(row + 1, max((layout.last for _, layout in best), default=row) + 1):
            best = max(best, _heads_at(sheet, lower), key=_worth)
        heads += best
        row = max((layout.last for _, layout in best), default=row) + 1
    starts = sorted({layout.first for _, layout in heads})
    tables = []
    for window, layout in heads:
        end = next((start for start in starts if start > layout.last), len(sheet.rows))
        rows = tuple(range(layout.last + 1, end))
        tables.append(Table(window, by_figures(window, layout, rows), rows))
    return _with_pages(tables)


def _heads_at(sheet: Sheet, row: int) -> list[tuple[Sheet, Layout]]:
    found = ((window, _table_at(window, row)) for window in _windows(sheet, row))
    return [(window, layout) for window, layout in found if layout is not None]


def _worth(heads: Sequence[tuple[Sheet, Layout]]) -> tuple[int, int, int]:
    """Rate headings: those of most tables, then the fullest, then the lowest."""
    score = max((layout.score for _, layout in heads), default=0)
    return len(heads), score, -max((layout.last - layout.first for _, layout in heads), default=0)


def _with_pages(tables: Sequence[Table]) -> list[Table]:
    """Join a table with the one below it, where the same headings are printed again before its total."""
    result: list[Table] = []
    closed = True
    for table in tables:
        last = result[-1] if result else None
        if last and _is_alike(last.layout, table.layout) and not closed:
            result[-1] = replace(last, rows=(*last.rows, *table.rows))
        else:
            result.append(table)
        closed = _is_closed(table)
    return result


def _is_alike(one: Layout, other: Layout) -> bool:
    same = (one.item, one.price, one.amount) == (other.item, other.price, other.amount)
    return same and one.first != other.first


def _is_closed(table: Table) -> bool:
    """Tell whether a row under the headings calls itself a whole total, or a section ends before the next."""
    sheet = table.sheet
    labels = (total_label(cell.text) for row in table.rows for cell in sheet.rows[row] if cell.text)
    last = max((row for row in table.rows if not sheet.is_blank(row)), default=0)
    texts = [cell for cell in sheet.rows[last] if not cell.is_empty] if table.rows else []
    is_headed = len(texts) == 1 and not is_figure(texts[0])
    return is_headed or any(label and label.kind > TotalKind.PART for label in labels)


def _windows(sheet: Sheet, row: int) -> Iterator[Sheet]:
    """Yield the sheet, or its parts where the same headings are printed again to the right."""
    found = {c: h for c, cell in enumerate(sheet.rows[row]) if (h := _heading(cell))}
    items = [c for c, heading in found.items() if heading.role is Role.ITEM]
    again = [c for c in items if items and found[c].name == found[items[0]].name]
    pays = [c for c, heading in found.items() if heading.role in PAYS]
    edges = [c for c in again if any(pay > c for pay in pays)]
    if len(edges) < 2 or not all(any(a < p < b for p in pays) for a, b in pairwise(edges)):
        yield sheet
        return
    for left, right in zip(edges, [*edges[1:], len(sheet.rows[row]) + 1], strict=True):
        start = 0 if left == edges[0] else left
        yield replace(
            sheet,
            rows=tuple(
                tuple(cell if start <= c < right else NO_CELL for c, cell in enumerate(cells))
                for cells in sheet.rows
            ),
        )


def _heading(cell: ForeignCell) -> Heading | None:
    if cell.value is not None or not cell.text or cell.text[0].isdigit():
        return None
    return heading_of(cell.text) if len(cell.text) <= 2 * LONGEST_HEADING else None


def _table_at(sheet: Sheet, row: int) -> Layout | None:
    """Read the headings that begin in a row; None if no table does."""
    if sheet.is_blank(row) or not may_be_heading(sheet.rows[row]):
        return None
    near = {
        heading.role
        for cells in sheet.rows[row : row + MOST_HEADING_ROWS]
        for cell in cells
        if (heading := _heading(cell))
    }
    if near & NAMES and near & PAYS and (layout := layout_at(sheet, row)).is_table:
        return _with_items(sheet, layout) if Role.ITEM not in near else layout
    return _of_unknown_headings(sheet, row)


def _with_items(sheet: Sheet, layout: Layout) -> Layout:
    """Take a column under an unknown heading for the items, where 學校 or another group alone was known."""
    rows = range(layout.last + 1, min(len(sheet.rows), layout.last + 1 + MOST_TRIED))
    known = {sheet.cell(row, layout.item[0]).text for row in rows}
    named = [
        column
        for column, _ in layout.others
        if _is_of_names(sheet, column, rows)
        and len({sheet.cell(row, column).text for row in rows}) > len(known)
    ]
    if not named:
        return layout
    others = tuple((c, words) for c, words in layout.others if c != named[0])
    return replace(layout, item=(named[0],), ladder=(*layout.ladder, named[0]), others=others)


def _of_unknown_headings(sheet: Sheet, row: int) -> Layout | None:
    """Take a row of texts for headings, where its figures are named or the columns below it multiply."""
    filled = [c for c, cell in enumerate(sheet.rows[row]) if not cell.is_empty]
    below: list[int] = []
    for n in range(row + 1, min(len(sheet.rows), row + 1 + MOST_TRIED)):
        is_headed = not sheet.is_blank(n) and may_be_heading(sheet.rows[n])
        if is_headed and sum(not cell.is_empty for cell in sheet.rows[n]) > len(filled) // 2 + 1:
            break
        below += [] if is_headed or sheet.is_blank(n) else [n]
    if len(filled) < 2 or not below or below[0] > row + MOST_HEADING_ROWS:
        return None
    layout = layout_at(sheet, row, lowest=row)
    used = layout.used - {c for span in layout.notes for c in span}
    width = max(len(sheet.rows[n]) for n in below)
    named = [c for c in range(width) if c not in used and _is_of_names(sheet, c, below)]
    known = {c: sum(bool(item_named(sheet.cell(n, c).text[:80])) for n in below) for c in named}
    item = layout.item or tuple(sorted(named, key=lambda c: (-known[c], c))[:1])
    if not item:
        return None
    layout = replace(
        layout,
        item=item,
        ladder=(*(c for c in layout.ladder if c < item[0]), *item),
        notes=tuple(span for span in layout.notes if not set(span) & set(item)),
        others=tuple((c, words) for c, words in layout.others if c not in item),
    )
    roles = sum(map(bool, (layout.price, layout.factors, layout.amount)))
    found = by_figures(sheet, layout, below)
    if roles > 1 and found.is_table:
        return found
    figures = ColumnFigures(sheet, found, below)
    hits = figures.hits(found.price[:1], tuple(span[0] for span in found.factors), found.amount[:1])
    adds_up = bool(found.amount) and figures.adds_up(found.amount[0])
    is_sure = hits >= (1 if roles else 2) or adds_up or bool(layout.amount)
    return found if is_sure and found.is_table else None


def _is_of_names(sheet: Sheet, column: int, rows: Sequence[int]) -> bool:
    cells = [sheet.cell(row, column) for row in rows if not sheet.cell(row, column).is_empty]
    names = {c.text for c in cells if not is_figure(c) and len(c.text) > 1}
    return len(cells) > 0 and len(names) * 2 > len(cells)
