"""Excel workbooks read for what was typed: formulas as they are spelled, no stored result."""

from __future__ import annotations

import html
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from plc_budget.findings import Finding
from plc_budget.language import text
from plc_budget.returning.reading.looks import MOST, Disguise, hides, hides_text
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW, MOST_SHEETS
from plc_budget.spreadsheets.safety import damaged, refusal
from plc_budget.spreadsheets.sheet import (
    NO_CELL,
    ForeignCell,
    Kind,
    Sheet,
    text_cell,
    without_margin,
)
from plc_budget.spreadsheets.workbook import cell_of_number, exact

_FOOTER = re.compile(rb"<(?:\w{1,20}:)?(?:odd|even|first)Footer(?:\s[^<>]{0,200})?>([^<]{0,2000})<")
_SHARED = re.compile(rb"<(?:\w{1,20}:)?f\s[^<>]{0,300}?t=[\"']shared[\"'][^<>]{0,300}>([^<]*)")
_MOST_SHARED = 1_000_000
"""Most signs that shared formulas may come to when each cell has its own."""
_SHOWN = 60
_DAY = 24 * 60 * 60
_FIRST_YEARS = 1901
"""A spreadsheet that counts a time as a day puts it before this year."""


def read_sheets(
    data: bytes, file: str
) -> tuple[list[Sheet], list[str], list[Disguise], list[Finding]]:
    """Read the sheets of a workbook that :func:`~plc_budget.spreadsheets.safety.examine` let by.

    Parameters
    ----------
    data : bytes
        The workbook.
    file : str
        Its name, for findings.

    Returns
    -------
    tuple[list[Sheet], list[str], list[Disguise], list[Finding]]
        The sheets, the footers of all of them with Excel's codes, and the cells that show something
        else than they hold.
    """
    try:
        if _is_endless(data):
            return [], [], [], [_too_long(file)]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            disguises: list[Disguise] = []
            return [*_sheets(data, file, disguises)], _footers(data), disguises, []
    except Exception:  # noqa: BLE001 - whatever openpyxl raises on a damaged file, the file is at fault
        return [], [], [], [damaged(file)]


def _is_endless(data: bytes) -> bool:
    """Tell whether formulas that are shared by cells would take long to write out for each of them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                shared = _SHARED.findall(archive.read(name))
                if len(shared) * max(map(len, shared), default=0) > _MOST_SHARED:
                    return True
    return False


def _too_long(file: str) -> Finding:
    what = text("Its formulas are far longer than those of a budget table, so it was not opened.")
    return refusal(file, what, text("Keep only the sheet with the budget table in it."))


def _sheets(data: bytes, file: str, disguises: list[Disguise]) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    for sheet in book.worksheets[:MOST_SHEETS]:
        rows = [_row(row, sheet.title, disguises) for row in _bounded(sheet)]
        yield Sheet(file, sheet.title, without_margin(rows), sheet.sheet_state != "visible")
    book.close()


def _bounded(sheet: Any) -> Iterable[tuple[Any, ...]]:  # noqa: ANN401 - openpyxl's sheets
    return sheet.iter_rows(min_row=1, min_col=1, max_row=LAST_ROW, max_col=LAST_COLUMN)  # type: ignore[no-any-return]


def _row(cells: tuple[Any, ...], sheet: str, disguises: list[Disguise]) -> tuple[ForeignCell, ...]:
    end = len(cells)
    while end and cells[end - 1].value is None:
        end -= 1
    for cell in cells[:end]:
        if _is_disguised(cell) and len(disguises) < MOST:
            disguises.append(Disguise(sheet, cell.coordinate, cell.number_format[:_SHOWN]))
    return tuple(_cell(cell) for cell in cells[:end])


def _is_disguised(shown: Any) -> bool:  # noqa: ANN401 - openpyxl's cells
    value = shown.value
    if value is None or (form := shown.number_format or "") == "General":
        return False
    if isinstance(value, int | float) and not isinstance(value, bool):
        return hides(form, exact(value))
    if shown.data_type == "f":
        return hides(form) or hides_text(form)
    return isinstance(value, str) and hides_text(form)


def _cell(shown: Any) -> ForeignCell:  # noqa: ANN401 - openpyxl's cells
    value = shown.value
    if value is None:
        return NO_CELL
    if shown.data_type == "f":
        return _formula(value, shown.number_format or "")
    if isinstance(value, bool):
        return ForeignCell(str(value).upper(), None, Kind.TRUTH)
    if isinstance(value, int | float):
        return cell_of_number(value, shown.number_format or "")
    if isinstance(value, datetime | time | date | timedelta):
        return _clock(value)
    return text_cell(str(value))


def _formula(value: Any, form: str) -> ForeignCell:  # noqa: ANN401 - a text, or openpyxl's array formula
    words = str(getattr(value, "text", None) or value)
    kind = Kind.PERCENT if "%" in form else Kind.UNCOMPUTED
    formula = words if words.startswith("=") else f"={words}"
    return ForeignCell("", None, kind, computed=True, formula=formula)


def _clock(value: datetime | date | time | timedelta) -> ForeignCell:
    """Keep a time of day as a spreadsheet counts it, a fraction of a day; a date as its text."""
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
    elif isinstance(value, time):
        seconds = _seconds(value)
    elif isinstance(value, datetime) and value.year < _FIRST_YEARS:
        seconds = _seconds(value) or _DAY
    else:
        return ForeignCell(str(value), None, Kind.DATE)
    minutes, rest = divmod(seconds, 60)
    shown = f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{rest:02d}" if rest else "")
    return ForeignCell(shown, Decimal(seconds) / _DAY, Kind.DATE)


def _seconds(value: datetime | time) -> int:
    return value.hour * 3600 + value.minute * 60 + round(value.second + value.microsecond / 1e6)


def _footers(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        parts = (archive.read(name) for name in names[:MOST_SHEETS] if name.endswith(".xml"))
        found = [words for part in parts for words in _FOOTER.findall(part)]
    return [html.unescape(words.decode(errors="replace")) for words in found]
