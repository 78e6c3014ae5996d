"""Where tables begin on a sheet; every row is looked at once."""

from __future__ import annotations

from collections.abc import Mapping

from plc_budget.importing.headings import LONGEST_HEADING, Role, heading_of
from plc_budget.importing.layout import MOST_HEADING_ROWS, Layout, layout_at
from plc_budget.spreadsheets.sheet import ForeignCell, Sheet

SEARCHED_ROWS = 500
_NAMES, _PAYS = frozenset((Role.ITEM, Role.LEVEL)), frozenset((Role.AMOUNT, Role.PRICE))


def tables_on(sheet: Sheet) -> dict[int, Layout]:
    """Find every row in which the headings of a budget table begin.

    Parameters
    ----------
    sheet : Sheet
        The sheet.

    Returns
    -------
    dict[int, Layout]
        Keyed by the first heading row, counted from 0.
    """
    roles = [_roles(row) for row in sheet.rows]
    found: dict[int, Layout] = {}
    for row in range(len(sheet.rows)):
        near = frozenset[Role]().union(*roles[row : row + MOST_HEADING_ROWS])
        if near & _NAMES and near & _PAYS:
            layout = layout_at(sheet, row)
            if layout.is_table:
                found[row] = layout
    return found


def _roles(row: tuple[ForeignCell, ...]) -> frozenset[Role]:
    """Name the roles of the headings in a row, passing by what is plainly none."""
    return frozenset(
        heading.role
        for cell in row
        if cell.value is None
        and cell.text
        and not cell.text[0].isdigit()
        and len(cell.text) <= 2 * LONGEST_HEADING
        and (heading := heading_of(cell.text))
    )


def best_layout(sheet: Sheet, tables: Mapping[int, Layout]) -> Layout | None:
    """Choose the table of a sheet: the fullest headings that have figures under them.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    tables : mapping of int to Layout
        As :func:`tables_on` found them.
    """
    early = [layout for row, layout in tables.items() if row < SEARCHED_ROWS]
    return max(early, key=lambda layout: _worth(sheet, layout), default=None)


def _worth(sheet: Sheet, layout: Layout) -> tuple[bool, int, int, int]:
    height = layout.last - layout.first
    return has_figures(sheet, layout), layout.score, -height, -layout.first


def has_figures(sheet: Sheet, layout: Layout) -> bool:
    """Tell whether any number stands under the price or the amount."""
    columns = (*layout.price, *layout.amount)
    rows = range(layout.last + 1, min(len(sheet.rows), layout.last + 1 + SEARCHED_ROWS))
    return any(_has_digit(sheet.cell(row, column).text) for row in rows for column in columns)


def _has_digit(words: str) -> bool:
    return any(sign.isdigit() for sign in words[:LONGEST_HEADING])


def closest_row(sheet: Sheet) -> tuple[int, list[str]] | None:
    """Name the row that came closest to headings, and what was understood in it."""
    rows = sheet.rows[:SEARCHED_ROWS]
    names = [[cell.text for cell in row if cell.text and heading_of(cell.text)] for row in rows]
    best = max(range(len(rows)), key=lambda row: len(names[row]), default=None)
    return None if best is None or not names[best] else (best, names[best])
