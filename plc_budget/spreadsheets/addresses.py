"""Addresses of cells, read and written: ``B7``, ``'經費概算表'!$A$1:$E$9``, ``$經費概算表.$A$1:.$E$9``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

LETTERS = 26
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_SHEET = re.compile(r"\$?(?:'(?P<quoted>(?:[^']|'')*)'|(?P<plain>[^'!:]*?))(?:!|\.(?=\$?[A-Z]))")
_CORNER = re.compile(r"(?P<column>(?:\$?[A-Z]{1,3})?)(?P<row>(?:\$?[1-9][0-9]{0,6})?)")
LAST = (1_048_575, 16_383)
"""The last row and column of a sheet, from 0."""


@lru_cache(maxsize=1024)
def column_letters(index: int) -> str:
    """Name a column as spreadsheets do.

    Parameters
    ----------
    index : int
        Counted from 0.

    Examples
    --------
    >>> [column_letters(i) for i in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column from 0 by its letters.

    Examples
    --------
    >>> [column_number(letters) for letters in ("A", "Z", "AA", "xfd")]
    [0, 25, 26, 16383]
    """
    number = 0
    for letter in letters.upper():
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def address_of(row: int, column: int) -> str:
    """Name a cell as Excel does; row and column count from 0.

    Examples
    --------
    >>> address_of(6, 1)
    'B7'
    """
    return f"{column_letters(column)}{row + 1}"


@lru_cache(maxsize=4096)  # a sheet is written cell by cell, and most plans have the same cells
def read_address(words: str) -> tuple[int, int] | None:
    """Read the address of one cell as row and column from 0; None if it is none.

    Examples
    --------
    >>> read_address("B7"), read_address("$XFD$1048576"), read_address("合計")
    ((6, 1), (1048575, 16383), None)
    """
    found = _ADDRESS.fullmatch(words)
    return None if found is None else (int(found[2]) - 1, column_number(found[1]))


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells of a sheet, from one corner to the other; both count from 0, ``sheet`` may be empty."""

    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def is_one_cell(self) -> bool:
        """Whether it is one cell."""
        return (self.first_row, self.first_column) == (self.last_row, self.last_column)

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell is among them."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )


def read_reference(words: str) -> Reference | None:
    """Read what a name or a print area refers to, as Excel or OpenDocument spells it.

    Returns
    -------
    Reference or None
        None when it is no plain range of cells.

    Examples
    --------
    >>> read_reference("'經費 概算表'!$A$1:$E$9")
    Reference(sheet='經費 概算表', first_row=0, first_column=0, last_row=8, last_column=4)
    >>> read_reference("$經費概算表.$D$8") == read_reference("經費概算表.D8:經費概算表.D8")
    True
    >>> read_reference("表!$A:$C").last_row, read_reference("OFFSET(A1,1,1)")
    (1048575, None)
    """
    words = words.strip()
    found = _SHEET.match(words)
    sheet, cells = "", words
    if found is not None:
        plain, quoted = found["plain"], found["quoted"]
        sheet = plain if quoted is None else quoted.replace("''", "'")
        cells = words[found.end() :]
    ends = [end.lstrip(".") for end in cells.split(":")]
    if len(ends) > 1 and (again := _SHEET.match(ends[1])) is not None:
        ends[1] = ends[1][again.end() :]
    corners = [_CORNER.fullmatch(end) for end in (ends[0], ends[-1])]
    first, last = corners
    if len(ends) > 2 or first is None or last is None or not (ends[0] and ends[-1]):
        return None
    top, left = _corner(first, (0, 0))
    bottom, right = _corner(last, LAST)
    return Reference(sheet, top, left, bottom, right)


def _corner(found: re.Match[str], otherwise: tuple[int, int]) -> tuple[int, int]:
    column, row = found["column"].lstrip("$"), found["row"].lstrip("$")
    return (
        int(row) - 1 if row else otherwise[0],
        column_number(column) if column else otherwise[1],
    )
