"""Reading back what a workbook of ours stores, quickly: its markup is known, so patterns are enough.

For workbooks we have just written, or LibreOffice has from ours; files of others are read elsewhere.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_SHEET = re.compile(r'<sheet name="([^"]*)"')
_CELL = re.compile(
    r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*>[^<]*</f>|<f[^>]*/>)?(?:<v>([^<]*)</v>)?</c>'
)


class Stored(NamedTuple):
    """What stands in a cell: a number as it is spelled, or a text; empty if nothing is stored."""

    value: str
    is_formula: bool
    is_text: bool


Cells = dict[str, Stored]


def stored_cells(data: bytes) -> list[tuple[str, Cells]]:
    """Return each sheet's name and the numbers and formulas that stand on it.

    Parameters
    ----------
    data : bytes
        An .xlsx of XlsxWriter or of LibreOffice.

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
        names = _SHEET.findall(parts.read("xl/workbook.xml").decode())
        sheets = [parts.read(f"xl/worksheets/sheet{n}.xml").decode()
                  for n, _ in enumerate(names, start=1)]  # fmt: skip
    return [
        (unescape(name), dict(_cells(sheet))) for name, sheet in zip(names, sheets, strict=True)
    ]


def _cells(sheet: str) -> Iterator[tuple[str, Stored]]:
    for address, attributes, formula, value in _CELL.findall(sheet):
        if 't="s"' not in attributes:
            is_text = 't="str"' in attributes or 't="e"' in attributes
            yield address, Stored(unescape(value) if is_text else value, bool(formula), is_text)
