"""Reading back what a workbook of ours stores, quickly: its markup is known, so patterns are enough.

For workbooks we have just written, or LibreOffice has from ours; files of others are read elsewhere.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

from plc_budget.spreadsheets.addresses import column_letters

_SHEET = re.compile(r'<sheet name="([^"]*)"')
_CELL = re.compile(
    r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*>[^<]*</f>|<f[^>]*/>)?(?:<v>([^<]*)</v>)?</c>'
)
_ODS = re.compile(r"<table:(table-row|table-cell|covered-table-cell)(?: ([^>]*))?>")
"""The start of a row or of a cell."""
_ODS_NAME = re.compile(r'table:name="([^"]*)"')
_ODS_END = "</table:table-cell>"
_REPEATED = re.compile(r'table:number-columns-repeated="(\d+)"')
_NUMBER = re.compile(r'office:value="([^"]*)"')
_TEXT = re.compile(r"<text:p[^>]*>(.*?)</text:p>", re.DOTALL)
_SPACES = re.compile(r'<text:s(?: text:c="(\d+)")?/>')
_TAG = re.compile(r"<[^>]*>")


class Stored(NamedTuple):
    """What stands in a cell: a number as it is spelled, or a text; empty if nothing is stored."""

    value: str
    is_formula: bool
    is_text: bool


Cells = dict[str, Stored]
_new: Any = tuple.__new__
"""Makes a named tuple without a call of Python's own."""


def stored_cells(data: bytes, ending: str) -> list[tuple[str, Cells]]:
    """Return each sheet's name and the numbers and formulas that stand on it.

    Parameters
    ----------
    data : bytes
        The file.
    ending : str
        ``.xlsx`` or ``.ods``.

    Returns
    -------
    list[tuple[str, dict]]
        In the order of the sheets; cells are named as Excel names them.  Texts that are no result
        of a formula are left out.

    Raises
    ------
    KeyError
        If it is no such file.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if ending == ".ods":
            return _ods_sheets(parts.read("content.xml").decode())
        names = _SHEET.findall(parts.read("xl/workbook.xml").decode())
        sheets = [parts.read(f"xl/worksheets/sheet{n}.xml").decode()
                  for n, _ in enumerate(names, start=1)]  # fmt: skip
    return [(unescape(name), dict(_xlsx_cells(sheet)))
            for name, sheet in zip(names, sheets, strict=True)]  # fmt: skip


def _xlsx_cells(sheet: str) -> Iterator[tuple[str, Stored]]:
    for address, attributes, formula, value in _CELL.findall(sheet):
        if 't="s"' not in attributes:
            is_text = 't="str"' in attributes or 't="e"' in attributes
            told = unescape(value) if is_text else value
            yield address, _new(Stored, (told, bool(formula), is_text))


def _ods_sheets(content: str) -> list[tuple[str, Cells]]:
    sheets = []
    for table in content.split("<table:table ")[1:]:
        name = _ODS_NAME.search(table)
        cells = dict(_ods_cells(table)) if "table:formula=" in table else {}
        sheets.append((unescape(name[1]) if name else "", cells))
    return sheets


def _ods_cells(table: str) -> Iterator[tuple[str, Stored]]:
    """Walk over the starts of rows and cells; what is between them is looked up."""
    row = column = 0
    for start in _ODS.finditer(table):
        kind, attributes = start.groups()
        if kind == "table-row":
            row, column = row + 1, 0
        elif attributes is None:
            column += 1
        else:
            if "office:value" in attributes:
                stored = _ods_cell(table, start.end(), attributes)
                if stored is not None:
                    yield f"{column_letters(column)}{row}", stored
            repeated = _REPEATED.search(attributes) if "columns-repeated" in attributes else None
            column += int(repeated[1]) if repeated else 1


def _ods_cell(table: str, end: int, attributes: str) -> Stored | None:
    """Return what a cell stores, whose start ends there; None for what is neither number nor formula."""
    is_formula = "table:formula=" in attributes
    number = _NUMBER.search(attributes) if "office:value=" in attributes else None
    if number:
        return Stored(number[1], is_formula, is_text=False)
    if not is_formula:
        return None
    inside = table[end : table.find(_ODS_END, end)]
    return Stored("\n".join(map(_words, _TEXT.findall(inside))), is_formula, is_text=True)


def _words(paragraph: str) -> str:
    spaced = _SPACES.sub(lambda found: " " * int(found[1] or 1), paragraph)
    return unescape(_TAG.sub("", spaced))
