"""A workbook of values and formulas alone, for LibreOffice to work out: nothing else of a stranger's file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence


def write_plain(sheets: Mapping[str, Iterable[Sequence[str | float | None]]]) -> bytes:
    """Write an .xlsx.

    Parameters
    ----------
    sheets : mapping of str to rows
        By name the values of each row; a text that begins with ``=`` is a formula.

    Examples
    --------
    >>> write_plain({"表": [(1.0, "=A1*2")]})[:2]
    b'PK'
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=1):
                if value is not None:
                    page.cell(row, column, value)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
