"""The figures of a workbook as a spreadsheet shows them, and those that can be read from its paper."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openpyxl.cell import Cell, MergedCell

_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
"""A number; a date is three of them, for a line may end within it."""
_FOOTER = re.compile(r"第\d+頁／共\d+頁")
_FORMAT = re.compile(r'(?P<comma>#,##)?0(?:\.(?P<places>0+))?(?P<percent>%)?(?:"(?P<unit>[^"]*)")?')


def shown(value: object, look: str) -> str:
    """Write a value as a spreadsheet does under a number format; a format unknown here is an error.

    >>> shown(16000, '#,##0"元"'), shown(0.0211, "0.00%"), shown(4.5, "0.0"), shown(8.0, "General")
    ('16,000元', '2.11%', '4.5', '8')
    """
    if isinstance(value, time | date):
        return value.strftime("%H:%M" if isinstance(value, time) else "%Y-%m-%d")
    if isinstance(value, str) or look == "@":
        return f"{value}"
    if look == "General":
        return f"{Decimal(repr(value)).normalize():f}"
    found = _FORMAT.fullmatch(look)
    assert found is not None, look
    number = Decimal(repr(value)) * (100 if found["percent"] else 1)
    step = Decimal(1).scaleb(-len(found["places"] or ""))
    rounded = number.quantize(step, ROUND_HALF_UP)
    return (
        f"{rounded:{',' if found['comma'] else ''}f}{found['percent'] or ''}{found['unit'] or ''}"
    )


def figures_in(words: str) -> list[str]:
    """List the numbers in a text."""
    return _FIGURE.findall(words)


def squeezed(words: object) -> str:
    """Leave the blanks out."""
    return re.sub(r"\s+", "", str(words))


def figures_of_sheets(path: Path) -> dict[str, Counter[str]]:
    """Count, for each sheet, the figures its cells show; a hidden column shows none."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: Counter(
            figure
            for row in sheet.iter_rows()
            for cell in row
            if not sheet.column_dimensions[cell.coordinate.rstrip("0123456789")].hidden
            for figure in _figures_of(cell)
        )
        for sheet in book.worksheets
    }


def _figures_of(cell: Cell | MergedCell) -> Iterator[str]:
    if cell.value is not None:
        yield from figures_in(shown(cell.value, str(cell.number_format)))


def titles_of_sheets(path: Path) -> dict[str, str]:
    """Return what stands first on each sheet."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: squeezed(sheet["A1"].value) for sheet in book.worksheets}


def figures_of_pages(words: str, titles: dict[str, str]) -> dict[str, Counter[str]]:
    """Count the figures on the pages of each sheet, but for the footer; a page goes on with a sheet."""
    waiting, at = [*titles], ""
    found: dict[str, Counter[str]] = {name: Counter() for name in titles}
    for page in words.rstrip("\f").split("\f"):
        lines = [line for line in page.splitlines() if line.strip()]
        end = next(n for n, line in enumerate(lines) if _FOOTER.search(squeezed(line)))
        if waiting and titles[waiting[0]].startswith(squeezed(lines[0])):
            at = waiting.pop(0)
        found[at].update(figures_in("\n".join(lines[:end])))
    return found
