"""The one door for spreadsheets that others made: a .xlsx or .ods becomes a :class:`Workbook`.

For each cell its text as shown, its exact number, its formula, the number format of an .xlsx; for
each sheet what is hidden, merged, commented, printed around it and lies too far out; for the file
the names of cells.  A file is judged first (:mod:`~plc_budget.spreadsheets.safety`): size, what it
unpacks to, macros, links, entities.  Nothing is computed, written or fetched, and no file makes it
raise: what cannot be read is a finding.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from plc_budget.findings import Finding
from plc_budget.language import by_place, text
from plc_budget.spreadsheets.bounds import LARGEST_FILE
from plc_budget.spreadsheets.safety import (
    BROKEN_ZIP,
    LINKS,
    Linked,
    damaged,
    examine,
    refusal,
    too_large,
)
from plc_budget.spreadsheets.sheet import Workbook
from plc_budget.spreadsheets.signatures import OPENDOCUMENT, WORKBOOK
from plc_budget.spreadsheets.xlsx import TooLong, read_xlsx

_UNREADABLE = (
    *BROKEN_ZIP,
    ET.ParseError,
    RecursionError,
    LookupError,
    ArithmeticError,
    TypeError,
)
"""What a damaged part makes the standard library raise."""


def read_file(path: Path) -> tuple[bytes, list[Finding]]:
    """Read the bytes of a file that may be a spreadsheet, and no more of it than is ever opened.

    Parameters
    ----------
    path : Path
        Where it should be.

    Returns
    -------
    tuple[bytes, list[Finding]]
        Nothing, with one finding, when it is not there, too large or cannot be read.
    """
    try:
        if not path.is_file():
            missing = text("There is no such file.")
            return b"", [refusal(path.name, missing, text("Check its name and folder."))]
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            return b"", [too_large(path.name, path.stat().st_size)]
    except (OSError, ValueError):
        closed = text("The file cannot be opened.")
        remedy = text("Close it in other programs and check that you may read it.")
        return b"", [refusal(path.name, closed, remedy)]
    return data, []


def read_workbook(data: bytes, name: str) -> tuple[Workbook | None, list[Finding]]:
    """Read a spreadsheet from its bytes.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, which must end in what it is.

    Returns
    -------
    tuple[Workbook or None, list[Finding]]
        None, with one finding, when it is no .xlsx or .ods, not safe, or damaged.

    Examples
    --------
    >>> book, findings = read_workbook(b"%PDF-1.7", "scan.xlsx")
    >>> book, str(findings[0].message)
    (None, '這是 PDF 檔。')
    """
    kind, findings = examine(data, name)
    if findings:
        return None, findings
    return read_examined(kind, data, name)


def read_examined(kind: str, data: bytes, name: str) -> tuple[Workbook | None, list[Finding]]:
    """Read a spreadsheet that :func:`~plc_budget.spreadsheets.safety.examine` let by.

    Parameters
    ----------
    kind : str
        What it was found to be.
    data : bytes
        The file.
    name : str
        Its name.
    """
    if kind not in (WORKBOOK, OPENDOCUMENT):
        what = text("This is a plain table; only a workbook (.xlsx or .ods) can be taken back.")
        remedy = by_place(
            command=text("To make a new plan of it use `plc-budget init NEWPLAN --from FILE`."),
            page=text("Choose the workbook that was exported here and came back."),
        )
        return None, [refusal(name, what, remedy)]
    try:
        if kind == WORKBOOK:
            return read_xlsx(data, name), []
        from plc_budget.spreadsheets.ods import read_ods

        return read_ods(data, name), []
    except Linked:
        return None, [refusal(name, LINKS.what, LINKS.remedy)]
    except TooLong:
        what = text(
            "Its formulas are far longer than those of a budget table, so it was not opened."
        )
        return None, [refusal(name, what, text("Keep only the sheet with the budget table in it."))]
    except _UNREADABLE:
        return None, [damaged(name)]
