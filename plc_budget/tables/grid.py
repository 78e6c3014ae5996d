"""From the bytes of a CSV file to cells that know their place, and back."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass

from plc_budget.findings import Finding, Place, error
from plc_budget.language import text
from plc_budget.spreadsheets.addresses import column_letters
from plc_budget.spreadsheets.bounds import LARGEST_FILE

MOST_ROWS = 5_000
MOST_COLUMNS = 100
_LINES_LOOKED_AT = 50
_FEW_COLUMNS = 2
"""A text of several lines may hold so many commas by itself. [column]"""
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_ENCODINGS = ("utf-8-sig", "cp950")
_LIVE = re.compile(r"'*(?=[=+\-@＝＋－＠\t\r].)(?![+-][\d,]*(?:\.\d*)?%?$)", re.DOTALL)
"""What a spreadsheet would take for a formula, however many guards stand before it; a number is none."""
_GUARD = "'"
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, slots=True)
class Cell:
    """The raw text of one cell and where it stands, as Excel shows it."""

    raw: str
    file: str
    row: int
    column: str

    @property
    def place(self) -> Place:
        """Where a finding about this cell lies."""
        return Place(self.file, self.row, self.column)


def decode(data: bytes, file: str) -> tuple[str, list[Finding]]:
    """Decode a table: UTF-8 with or without BOM, else CP950 (Big5)."""
    if len(data) > LARGEST_FILE:
        return "", [_too_large(len(data), file)]
    marked = [name for mark, name in _BYTE_ORDER_MARKS.items() if data.startswith(mark)]
    for encoding in marked or _ENCODINGS:
        try:
            return data.decode(encoding), []
        except UnicodeDecodeError:
            continue
    return "", [
        error(
            "TABLE-ENCODING",
            text("The characters of this file cannot be read."),
            text("Save it as “CSV UTF-8” in Excel, or as CSV in Big5."),
            Place(file),
        )
    ]


def _too_large(size: int, file: str) -> Finding:
    return error(
        "TABLE-SIZE",
        text(
            "The file has {size:,} bytes; at most {most:,} are read.", size=size, most=LARGEST_FILE
        ),
        text("Keep only the budget table in it."),
        Place(file),
    )


def read_grid(data: bytes, file: str) -> tuple[list[list[Cell]], list[Finding]]:
    """Read the bytes of a CSV as rows of cells; nothing is interpreted yet.

    Parameters
    ----------
    data : bytes
        The file, UTF-8 or CP950, separated by commas, tabs or semicolons.
    file : str
        Its name, for findings.
    """
    words, findings = decode(data, file)
    if findings:
        return [], findings
    raw, findings = _rows(words, _separator(words), file)
    if findings:
        return [], findings
    if len(raw) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in raw):
        return [], [_too_wide(file)]
    letters = [column_letters(i) for i in range(max(map(len, raw), default=0))]
    grid = [
        [
            Cell(_unguarded(cell), file, number, letter)
            for letter, cell in zip(letters, row, strict=False)
        ]
        for number, row in enumerate(raw, start=1)
    ]
    return grid, []


def _separator(words: str) -> str:
    """Choose what stands in most of the first lines: a title above the table has none of it."""
    bare = _QUOTED.sub("", words)  # a text in quotation marks may hold any of them
    lines = bare.split("\n", _LINES_LOOKED_AT)[:_LINES_LOOKED_AT]
    return max(",\t;", key=lambda sign: sum(sign in line for line in lines))


def _rows(words: str, separator: str, file: str) -> tuple[list[list[str]], list[Finding]]:
    """Split strictly: a quotation mark that is never closed would swallow the rows below it."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(words, newline=""), delimiter=separator, strict=True):
            rows.append(row)
            if _swallows(row, separator, len(rows[0])):
                return [], [_open_quote(file, len(rows))]
    except csv.Error as problem:
        is_long = "field limit" in str(problem)
        return [], [_broken(file) if is_long else _open_quote(file, len(rows) + 1)]
    return rows, []


def _swallows(row: list[str], separator: str, columns: int) -> bool:
    """Tell whether a cell of several lines holds a line that looks like a whole row."""
    return columns > _FEW_COLUMNS and any(
        line.count(separator) >= columns - 1 for cell in row for line in cell.splitlines()[1:]
    )


def _open_quote(file: str, row: int) -> Finding:
    return error(
        "TABLE-QUOTE",
        text(
            'A quotation mark (") in row {row} is not closed where its cell ends; '
            "the rows below would be lost.",
            row=row,
        ),
        text('Remove it, write “ ” instead, or close it with another " at the end of the cell.'),
        Place(file, row),
    )


def _broken(file: str) -> Finding:
    return error(
        "TABLE-BROKEN",
        text("This is no CSV table."),
        text("Open it in a spreadsheet and save it as “CSV UTF-8”."),
        Place(file),
    )


def _too_wide(file: str) -> Finding:
    return error(
        "TABLE-SHAPE",
        text(
            "The table is larger than {rows:,} rows by {columns} columns.",
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        ),
        text("Keep only the budget table in it."),
        Place(file),
    )


def _unguarded(raw: str) -> str:
    return raw[1:] if raw.startswith(_GUARD) and _LIVE.match(raw[1:]) else raw


def write_grid(rows: list[list[str]]) -> bytes:
    """Write rows as CSV: UTF-8 with BOM and CRLF, so that Excel on Windows opens it right.

    A text that a spreadsheet would take for a formula gets a ``'`` before it, which
    :func:`read_grid` takes away again; numbers stay as they are.

    Examples
    --------
    >>> write_grid([["=1+1", "-5", "'=x", "-"]]).decode("utf-8-sig")
    "'=1+1,-5,''=x,-\\r\\n"
    >>> write_grid([["code", "item"], ["printing", "印刷費"]]).decode("utf-8-sig")
    'code,item\\r\\nprinting,印刷費\\r\\n'
    """
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(
        [_GUARD + cell if _LIVE.match(cell) else cell for cell in row] for row in rows
    )
    return buffer.getvalue().encode("utf-8-sig")
