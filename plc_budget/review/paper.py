"""A file that came back: its sheets with their formulas, and the passports in their footers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from plc_budget.findings import Finding
from plc_budget.sheets.passport import Passport, read_passport
from plc_budget.sheets.wording import DRAFT
from plc_budget.spreadsheets.number_formats import read_number_format
from plc_budget.spreadsheets.sheet import ForeignCell, Kind, Sheet, Workbook
from plc_budget.spreadsheets.signatures import WORKBOOK
from plc_budget.spreadsheets.workbook import read_file, read_workbook

ENDINGS = (".xlsx", ".ods")
"""How the names of files end that can come back."""
_DAY = 86_400
_FIRST_YEAR = 366
"""A spreadsheet counts a time of day on the first days of its calendar."""


@dataclass(frozen=True)
class Paper:
    """A file that came back.

    Attributes
    ----------
    name : str
        What the file is called.
    sheets : tuple of Sheet
        Its sheets; each formula stands as it is spelled.
    book : Workbook
        The file as it was read, the results stored with formulas included.
    passports : tuple of Passport
        The different ones among its footers; one, if nobody put two papers into one file.
    """

    name: str
    sheets: tuple[Sheet, ...] = field(repr=False)
    book: Workbook = field(repr=False)
    passports: tuple[Passport, ...] = ()

    @property
    def passport(self) -> Passport | None:
        """The passport, if there is one."""
        return self.passports[0] if self.passports else None

    @property
    def is_draft(self) -> bool:
        """Whether its pages say 草稿."""
        return any(DRAFT in words for sheet in self.sheets for words in sheet.headers)


def read_paper(path: Path) -> tuple[Paper | None, list[Finding]]:
    """Read a file that came back, an .xlsx or .ods.

    None, with one finding, when it is not there, is not safe or is no workbook.
    """
    data, findings = read_file(path)
    return (None, findings) if findings else read_paper_bytes(data, path.name)


def read_paper_bytes(data: bytes, name: str) -> tuple[Paper | None, list[Finding]]:
    """Read the bytes of a file that came back; its name must end in what it is."""
    book, findings = read_workbook(data, name)
    if book is None:
        return None, findings
    footers = (words for sheet in book.sheets for words in sheet.footers)
    found = dict.fromkeys(passport for words in footers if (passport := read_passport(words)))
    sheets = book.sheets
    if book.kind == WORKBOOK:
        sheets = tuple(
            replace(sheet, rows=tuple(tuple(map(_typed, row)) for row in sheet.rows))
            for sheet in sheets
        )
    return Paper(name, sheets, book, tuple(found)), []


def _typed(cell: ForeignCell) -> ForeignCell:
    """Keep what was typed into a cell: a formula without its result, a time as a fraction of a day."""
    if cell.formula:
        kind = Kind.PERCENT if read_number_format(cell.form)[0].is_percentage else Kind.UNCOMPUTED
        return ForeignCell("", None, kind, computed=True, formula=cell.formula)
    if cell.kind is not Kind.DATE or cell.number is None or not 0 <= cell.number < _FIRST_YEAR:
        return cell
    minutes, rest = divmod(_seconds(cell.number, cell.form), 60)
    shown = f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{rest:02d}" if rest else "")
    return replace(cell, text=shown, value=Decimal(minutes * 60 + rest) / _DAY)


def _seconds(days: Decimal, form: str) -> int:
    """Count the seconds of a time of day, or of hours that run on (``[h]:mm``)."""
    seconds = round(days * _DAY)
    return (
        seconds if "[" in read_number_format(form)[0].bare else seconds % _DAY or (seconds and _DAY)
    )
