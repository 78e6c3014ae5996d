"""Cells as the paper shows them, whatever file they come from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from plc_budget.findings import Place
from plc_budget.spreadsheets.addresses import column_letters
from plc_budget.spreadsheets.bounds import LONGEST

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff\ufffe\uffff]"
)
_ERRORS = re.compile(
    r"#(?:REF|N/A|DIV/0|VALUE|NAME|NUM|NULL|SPILL|CALC)[!?]?|Err:\d{3}", re.IGNORECASE
)


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
    """The text of a cell as shown and, where it is a number, its exact value.

    A percentage has the value a person reads: 2.11 for 2.11%.  ``formula`` is filled where the file
    is read for its formulas, as it spells them.
    """

    text: str = ""
    value: Decimal | None = None
    kind: Kind = Kind.TEXT
    computed: bool = False
    formula: str = ""

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
    """One sheet: rows of cells, both counted from 0."""

    file: str
    name: str
    rows: tuple[tuple[ForeignCell, ...], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    """Rows nobody sees, as Excel counts them."""

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
        return f"{self.name}!{column_letters(column)}{row + 1}"

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


def squeeze(words: str) -> str:
    """Return words in plain signs, without any blank or line break.

    Examples
    --------
    >>> squeeze("單 價\\n（元）")
    '單價(元)'
    """
    return "".join(unicodedata.normalize("NFKC", words).split())


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
    return ForeignCell(shown or plain, value, Kind.PERCENT if percent else Kind.NUMBER)


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
