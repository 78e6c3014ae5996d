"""Cells as the paper shows them, whatever file they come from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from plc_budget.findings import Place
from plc_budget.spreadsheets.addresses import Reference, address_of, column_letters
from plc_budget.spreadsheets.bounds import LONGEST

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff\ufffe\uffff]"
)
_ERRORS = re.compile(
    r"#(?:REF|N/A|DIV/0|VALUE|NAME|NUM|NULL|SPILL|CALC)[!?]?|Err:\d{3}", re.IGNORECASE
)


_SURE_DIGITS = 15
"""Decimal digits that survive a binary float."""
_MOST_POWER = 300


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TRUTH = "truth"
    FAULT = "fault"
    UNCOMPUTED = "uncomputed"
    """A formula whose result is not stored in the file."""


@dataclass(frozen=True, slots=True)
class ForeignCell:
    """What stands in a cell.

    Attributes
    ----------
    text : str
        As shown, a unit that its number format prints included; without signs nobody sees.
    value : Decimal or None
        The number a person reads: 2.11 for 2.11%; None for texts and dates.
    kind : Kind
        What it holds.
    computed : bool
        Whether a formula stands there.
    formula : str
        As the file spells it, ``=`` or ``of:=`` included.
    number : Decimal or None
        As stored: a fraction for a percentage, days for a date or time, 1 or 0 for a truth; of a
        formula the result that was stored, which nobody has to trust.
    form : str
        The number format as Excel spells it; empty where none is set, and in OpenDocument.
    """

    text: str = ""
    value: Decimal | None = None
    kind: Kind = Kind.TEXT
    computed: bool = False
    formula: str = ""
    number: Decimal | None = None
    form: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is printed."""
        return not self.text and not self.formula and self.kind is not Kind.UNCOMPUTED

    @property
    def squeezed(self) -> str:
        """The text in plain signs, without any blank or line break."""
        return squeeze(self.text)


NO_CELL = ForeignCell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of cells, both counted from 0.

    Attributes
    ----------
    file, name : str
        The file, and what the sheet is called.
    rows : tuple of tuple of ForeignCell
        Without empty ones at the ends.
    hidden : bool
        Whether nobody sees it.
    hidden_rows : frozenset of int
        Rows nobody sees, hidden or of no height, as Excel counts them.
    hidden_columns : frozenset of str
        Columns nobody sees, by their letters.
    merged : tuple of Reference
        Cells that are one.
    comments : mapping of str to str
        What comments (批註) say, by the address of their cell.
    headers, footers : tuple of str
        Over and under its pages, where all are alike one; Excel's codes for looks included.
    print_area : str or None
        What is printed of it, as the file spells it; None if all is, empty if nothing is.
    disguised : mapping of str to str
        What cells show that hold another number or text, by address: a number format, or the words.
    far : str
        Address of the first cell that holds something and is further out than is read.
    """

    file: str
    name: str
    rows: tuple[tuple[ForeignCell, ...], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[str] = frozenset()
    merged: tuple[Reference, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    footers: tuple[str, ...] = ()
    print_area: str | None = None
    disguised: Mapping[str, str] = field(default_factory=dict)
    far: str = ""

    def cell(self, row: int, column: int) -> ForeignCell:
        """Return a cell; outside the sheet it is empty."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return NO_CELL

    def address(self, row: int, column: int) -> str:
        """Name a cell as Excel does, with its sheet.

        Examples
        --------
        >>> Sheet("old.xlsx", "表", ()).address(5, 2)
        '表!C6'
        """
        return f"{self.name}!{address_of(row, column)}"

    @property
    def label(self) -> str:
        """The file and the sheet, for findings: ``old.xlsx [工作表1]``."""
        return f"{self.file} [{self.name}]" if self.name else self.file

    def place(self, row: int, column: int | None = None) -> Place:
        """Where a cell lies, as Excel shows it."""
        return Place(self.label, row + 1, "" if column is None else column_letters(column))

    def is_blank(self, row: int) -> bool:
        """Whether nothing is printed in a row."""
        return all(cell.is_empty for cell in self.rows[row])


@dataclass(frozen=True)
class Workbook:
    """A spreadsheet file.

    Attributes
    ----------
    file : str
        Its name.
    kind : str
        ``xlsx`` or ``ods``.
    sheets : tuple of Sheet
        The first thirty, in their order; sheets of charts are none.
    sheet_names : tuple of str
        What all are called, those that were not read included.
    hidden_sheets : frozenset of str
        Those nobody sees.
    names : mapping of str to Reference
        Cells that have a name; formulas with a name are left out.
    """

    file: str
    kind: str
    sheets: tuple[Sheet, ...]
    sheet_names: tuple[str, ...] = ()
    hidden_sheets: frozenset[str] = frozenset()
    names: Mapping[str, Reference] = field(default_factory=dict)

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet that is called so."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def squeeze(words: str) -> str:
    """Return words in plain signs, without any blank, line break or sign nobody sees.

    Examples
    --------
    >>> squeeze("單 價\\n（元）")
    '單價(元)'
    """
    plain = "".join(unicodedata.normalize("NFKC", words).split())
    return plain if plain.isprintable() else "".join(filter(str.isprintable, plain))


def text_cell(words: str) -> ForeignCell:
    """Make a cell of text: signs nobody sees and what is too long for a cell are dropped."""
    if not words:
        return NO_CELL
    seen = words[: 2 * LONGEST]
    clean = (seen if seen.isprintable() else _CONTROL.sub("", seen)).strip()[:LONGEST]
    fault = clean[:1] in ("#", "E") and _ERRORS.fullmatch(clean)
    return ForeignCell(clean, None, Kind.FAULT if fault else Kind.TEXT)


def number_cell(number: Decimal, shown: str = "", *, percent: bool = False) -> ForeignCell:
    """Make a cell of an exact number; a percentage is given as a fraction of one.

    Examples
    --------
    >>> number_cell(Decimal("0.0211"), percent=True).text
    '2.11%'
    """
    value = number.scaleb(2) if percent else number
    plain = f"{value.normalize():f}" + ("%" if percent else "")
    kind = Kind.PERCENT if percent else Kind.NUMBER
    return ForeignCell(shown or plain, value, kind, number=number)


def exact(value: float | Decimal) -> Decimal | None:
    """Return the decimal number a person typed, free of binary noise; None if it is none.

    Examples
    --------
    >>> exact(0.1), exact(3.3800000000000003), exact(15000), exact(float("inf"))
    (Decimal('0.1'), Decimal('3.38'), Decimal('15000'), None)
    """
    if isinstance(value, int):
        return Decimal(value)
    number = Decimal(f"{value:.{_SURE_DIGITS}g}")
    return number if number.is_finite() and abs(number.adjusted()) <= _MOST_POWER else None


def without_margin(rows: list[tuple[ForeignCell, ...]]) -> tuple[tuple[ForeignCell, ...], ...]:
    """Drop the empty rows at the end of a sheet and the empty cells at the end of each row."""
    trimmed = [_trimmed(row) for row in rows]
    while trimmed and not trimmed[-1]:
        trimmed.pop()
    return tuple(trimmed)


def _trimmed(row: tuple[ForeignCell, ...]) -> tuple[ForeignCell, ...]:
    end = len(row)
    while end and (row[end - 1] is NO_CELL or row[end - 1].is_empty):
        end -= 1
    return row[:end]


def without_zeros(rows: tuple[tuple[ForeignCell, ...], ...]) -> tuple[tuple[ForeignCell, ...], ...]:
    """Mark the formulas of a file that no spreadsheet has opened: a writing library stored 0s."""
    results = [cell for row in rows for cell in row if cell.computed]
    if len(results) < 2 or any(cell.value != 0 for cell in results):
        return rows
    return tuple(
        tuple(
            replace(cell, text="", value=None, kind=Kind.UNCOMPUTED) if cell.computed else cell
            for cell in row
        )
        for row in rows
    )
