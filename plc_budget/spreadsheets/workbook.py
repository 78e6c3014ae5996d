"""Excel workbooks, read with openpyxl within bounds, by the results stored in them.

calamine is faster, but one cell at XFD1048576 makes it abort the whole process.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from xml.etree import ElementTree as ET

from plc_budget.findings import Finding
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW, MOST_SHEETS
from plc_budget.spreadsheets.safety import damaged
from plc_budget.spreadsheets.sheet import (
    NO_CELL,
    ForeignCell,
    Kind,
    Sheet,
    number_cell,
    text_cell,
    without_margin,
)

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMULA = re.compile(rb"<(?:\w{1,20}:)?f[ />]")
_HIDDEN_ROW = re.compile(
    rb"<(?:\w{1,20}:)?row\s[^<>]{0,400}?hidden=[\"'](?:1|true)[\"'][^<>]{0,400}>"
)
_ROW_NUMBER = re.compile(rb"\sr=[\"'](\d{1,7})[\"']")
_SURE_DIGITS = 15
"""Decimal digits that survive a binary float."""
_QUOTED = re.compile(r"\[[^\]]*\]|[_*].|[\"\\]")
_LITERAL = re.compile(r"\[[^\]]*\]|[_*].|\"[^\"]*\"|\\.|[$元圓\s()]")
_PLAIN_FORMAT = re.compile(r"(?:#,##|#)?0(?:\.(?P<decimals>0{1,6}))?")
_MANY = 10**15
_UNIT_BEHIND = re.compile(r"[#0?](?:\s*)((?:[元圓](?:/[^\W\d_]{1,4})?)|[^\W\d_A-Za-z]{1,3})$")


def read_workbook(data: bytes, file: str) -> tuple[list[Sheet], list[Finding]]:
    """Read the sheets of a workbook that :func:`~plc_budget.spreadsheets.safety.examine` let by.

    Parameters
    ----------
    data : bytes
        The workbook.
    file : str
        Its name, for findings.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(_sheets(data, file)), []
    except Exception:  # noqa: BLE001 - whatever openpyxl raises on a damaged file, the file is at fault
        return [], [damaged(file)]


def _sheets(data: bytes, file: str) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for sheet in book.worksheets[:MOST_SHEETS]:
            formulas = _formulas(archive, sheet._worksheet_path)  # type: ignore[attr-defined]  # noqa: SLF001 - openpyxl tells formula or result, not both
            rows = [tuple(_cell(cell, formulas) for cell in row) for row in _bounded(sheet)]
            hidden = _hidden_rows(archive, sheet._worksheet_path)  # type: ignore[attr-defined]  # noqa: SLF001
            yield Sheet(file, sheet.title, _never_computed(without_margin(rows)), sheet.sheet_state != "visible", hidden)  # fmt: skip
    book.close()


def _formulas(archive: zipfile.ZipFile, path: str) -> frozenset[str]:
    """Name the cells that hold a formula, without reading what it says."""
    found, rows = set[str](), 0
    if not _FORMULA.search(archive.read(path)):
        return frozenset()
    with archive.open(path) as part:
        for _, element in ET.iterparse(part):  # noqa: S314 - declarations were refused before
            if element.tag == f"{SHEET}c" and element.find(f"{SHEET}f") is not None:
                found.add(element.get("r", ""))
            elif element.tag == f"{SHEET}row":
                rows += 1
                element.clear()
            if rows > LAST_ROW:
                break
    return frozenset(found)


def _hidden_rows(archive: zipfile.ZipFile, path: str) -> frozenset[int]:
    """Return the rows that are hidden, which openpyxl does not tell while it streams."""
    tags = _HIDDEN_ROW.findall(archive.read(path))
    numbers = (_ROW_NUMBER.search(tag) for tag in tags)
    return frozenset(int(found[1]) for found in numbers if found)


def _bounded(sheet: Any) -> Iterable[tuple[Any, ...]]:
    return sheet.iter_rows(min_row=1, min_col=1, max_row=LAST_ROW, max_col=LAST_COLUMN)  # type: ignore[no-any-return]


def _cell(shown: Any, formulas: frozenset[str]) -> ForeignCell:
    if shown.value is None and not formulas:
        return NO_CELL
    computed = bool(formulas) and getattr(shown, "coordinate", "") in formulas
    if shown.value is None:
        return ForeignCell("", None, Kind.UNCOMPUTED) if computed else NO_CELL
    return replace(_of_value(shown.value, shown), computed=computed)


def _of_value(value: object, shown: Any) -> ForeignCell:
    if isinstance(value, bool):
        return ForeignCell(str(value).upper(), None, Kind.TRUTH)
    if isinstance(value, int | float):
        return cell_of_number(value, shown.number_format or "")
    if isinstance(value, datetime | date | time | timedelta):
        return ForeignCell(str(value), None, Kind.DATE)
    return text_cell("" if value is None else str(value))


def cell_of_number(value: float, form: str) -> ForeignCell:
    """Make a cell of a number as its number format shows it.

    Parameters
    ----------
    value : float
        As stored.
    form : str
        Such as ``#,##0"元/節"``.

    Examples
    --------
    >>> cell_of_number(1000, '#,##0"元/節"').text
    '1000元/節'
    """
    number = exact(value)
    if number is None:
        return ForeignCell(str(value), None, Kind.FAULT)
    cell = number_cell(number, percent="%" in _QUOTED.sub("", form.split(";", maxsplit=1)[0]))
    return replace(cell, text=_rounded(cell, form) + _unit_of(form))


def _rounded(cell: ForeignCell, form: str) -> str:
    """Return the digits a plain number format shows: 127 for 126.6 under ``#,##0``."""
    found = _PLAIN_FORMAT.fullmatch(_LITERAL.sub("", form.split(";", maxsplit=1)[0]).strip())
    if found is None or cell.value is None or abs(cell.value) >= _MANY:
        return cell.text
    unit = Decimal(1).scaleb(-len(found["decimals"] or ""))
    return f"{cell.value.quantize(unit, ROUND_HALF_UP):f}"


def exact(value: float) -> Decimal | None:
    """Return the decimal number a person typed, free of binary noise; None if it is none.

    Examples
    --------
    >>> exact(0.1), exact(3.3800000000000003), exact(15000), exact(float("inf"))
    (Decimal('0.1'), Decimal('3.38'), Decimal('15000'), None)
    """
    if isinstance(value, int):
        return Decimal(value)
    number = Decimal(f"{value:.{_SURE_DIGITS}g}")
    return number if number.is_finite() else None


def _unit_of(form: str) -> str:
    """Find the unit a number format prints behind the number: ``0"節"``, ``#,##0"元/節"``."""
    found = _UNIT_BEHIND.search(_QUOTED.sub("", form.split(";", maxsplit=1)[0]).strip())
    return found[1] if found else ""


def _never_computed(
    rows: tuple[tuple[ForeignCell, ...], ...],
) -> tuple[tuple[ForeignCell, ...], ...]:
    """Mark the formulas of a file that no spreadsheet has opened: a writing library stored 0s."""
    results = [cell for row in rows for cell in row if cell.computed]
    if len(results) < 2 or any(cell.value != 0 for cell in results):
        return rows
    return tuple(
        tuple(ForeignCell("", None, Kind.UNCOMPUTED) if c.computed else c for c in row)
        for row in rows
    )
