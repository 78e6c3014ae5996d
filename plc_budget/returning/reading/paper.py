"""A file that came back: its sheets with their formulas, and the passports in their footers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from plc_budget.findings import Finding
from plc_budget.language import by_place, text
from plc_budget.returning.reading.margins import NO_MARGINS, Margins, margins_of_workbook
from plc_budget.returning.reading.opendocument import (
    margins_of_content,
    pages_of_content,
    words_of_pages,
)
from plc_budget.returning.reading.workbook import read_sheets
from plc_budget.sheets.passport import Passport, read_passport
from plc_budget.spreadsheets.bounds import LARGEST_FILE
from plc_budget.spreadsheets.opendocument import content_of, sheets_of
from plc_budget.spreadsheets.safety import damaged, examine, refusal, too_large
from plc_budget.spreadsheets.sheet import Sheet
from plc_budget.spreadsheets.signatures import OPENDOCUMENT, WORKBOOK

ENDINGS = (".xlsx", ".ods")
"""How the names of files end that can come back."""
_Read = tuple[list[Sheet], list[str], Margins, list[Finding]]
"""Sheets, the words of all footers, what stands beside the cells, and why it cannot be read."""


@dataclass(frozen=True)
class Paper:
    """A file that came back.

    Attributes
    ----------
    name : str
        What the file is called.
    sheets : tuple of Sheet
        Its sheets; each formula stands as it is spelled.
    passports : tuple of Passport
        The different ones among its footers; one, if nobody put two papers into one file.
    margins : Margins
        What stands beside its cells: comments, headers, sheets nobody sees.
    """

    name: str
    sheets: tuple[Sheet, ...]
    passports: tuple[Passport, ...] = ()
    margins: Margins = NO_MARGINS

    @property
    def passport(self) -> Passport | None:
        """The passport, if there is one."""
        return self.passports[0] if self.passports else None


def read_paper(path: Path) -> tuple[Paper | None, list[Finding]]:
    """Read a file that came back.

    Parameters
    ----------
    path : Path
        An .xlsx or .ods.

    Returns
    -------
    tuple[Paper or None, list[Finding]]
        None, with one finding, when it is not there, is not safe or is no workbook.
    """
    try:
        if not path.is_file():
            missing = text("There is no such file.")
            return None, [refusal(path.name, missing, text("Check its name and folder."))]
        size = path.stat().st_size
        if size > LARGEST_FILE:
            return None, [too_large(path.name, size)]
        return read_paper_bytes(path.read_bytes(), path.name)
    except (OSError, ValueError):
        closed = text("The file cannot be opened.")
        remedy = text("Close it in other programs and check that you may read it.")
        return None, [refusal(path.name, closed, remedy)]


def read_paper_bytes(data: bytes, name: str) -> tuple[Paper | None, list[Finding]]:
    """Read the bytes of a file that came back.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, which must end in what it is.
    """
    kind, findings = examine(data, name)
    if findings:
        return None, findings
    if kind not in (WORKBOOK, OPENDOCUMENT):
        what = text("This is a plain table; only a workbook (.xlsx or .ods) can be taken back.")
        remedy = by_place(
            command=text("To make a new plan of it use `plc-budget init NEWPLAN --from FILE`."),
            page=text("Choose the workbook that was exported here and came back."),
        )
        return None, [refusal(name, what, remedy)]
    read = _workbook if kind == WORKBOOK else _document
    sheets, footers, margins, findings = read(data, name)
    if findings:
        return None, findings
    found = dict.fromkeys(passport for words in footers if (passport := read_passport(words)))
    return Paper(name, tuple(sheets), tuple(found), margins), []


def _workbook(data: bytes, name: str) -> _Read:
    sheets, footers, disguises, findings = read_sheets(data, name)
    margins = None if findings else margins_of_workbook(data)
    if margins is None:
        return [], [], NO_MARGINS, findings or [damaged(name)]
    return sheets, footers, replace(margins, disguises=tuple(disguises)), []


def _document(data: bytes, name: str) -> _Read:
    content, findings = content_of(data, name)
    sheets, findings = ([], findings) if content is None else sheets_of(content, name)
    if content is None or findings:
        return [], [], NO_MARGINS, findings
    headers, footers, masters = words_of_pages(data)
    margins = replace(margins_of_content(content), headers=tuple(headers),
                      pages=tuple(pages_of_content(content, masters)))  # fmt: skip
    return sheets, footers, margins, []
