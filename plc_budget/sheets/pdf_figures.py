"""Whether a PDF shows the figures of the workbook it was printed from: its pages are read back.

A figure that has no room in its column is printed as ###; so is one of a typeface that is missing.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from plc_budget.money import capital_amount
from plc_budget.sheets.equality import Difference, Disagreement
from plc_budget.sheets.layout import budget_layout, cell, on
from plc_budget.sheets.passport import Passport, read_passport, squeezed
from plc_budget.sheets.wording import BUDGET, CURRENCY, WHOLE

if TYPE_CHECKING:
    from pypdf import PdfReader

    from plc_budget.plan import Plan

_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_LITERAL = re.compile(r'"[^"]*"')
_DIGITS = re.compile(r"[#,]*0(?:\.(?P<always>0*)(?P<where_needed>#*))?")
_NO_ROOM = "###"
_ANYWHERE = ""
"""Whose pages those are that no bookmark stands before."""
_MOST = 10
"""Cells named of a file; more would not help anybody."""


def agreed_paper(pdf: bytes, workbook: bytes, plan: Plan) -> bytes:
    """Return a PDF as it is if every number of the workbook, and 大寫, stands on the pages of its sheet.

    Parameters
    ----------
    pdf : bytes
        What LibreOffice printed.
    workbook : bytes
        The .xlsx it was printed from, its values already compared.
    plan : Plan
        What that was written from.

    Returns
    -------
    bytes
        The same PDF.

    Raises
    ------
    Disagreement
        If a figure of a cell is not there; it names the cell.
    """
    different = paper_differences(pages_of_sheets(pdf), workbook, plan)
    if different:
        raise Disagreement(different[:_MOST])
    return pdf


def paper_differences(pages: Mapping[str, str], workbook: bytes, plan: Plan) -> list[Difference]:
    """Look for every number of a workbook, and for 大寫, on the pages of its sheet.

    Parameters
    ----------
    pages : mapping of str to str
        What is printed of each sheet.
    workbook, plan
        See :func:`agreed_paper`.

    Returns
    -------
    list[Difference]
        The cells whose figure is not there; of equal figures that are too few, the last cells.
    """
    return [*_missing(workbook, pages), *_words_missing(plan, pages.get(_place(BUDGET, pages), ""))]


def _place(sheet: str, pages: Mapping[str, str]) -> str:
    """Say where a sheet is looked for: everywhere, if nothing says on which page it begins."""
    return _ANYWHERE if _ANYWHERE in pages else sheet


def pages_of_sheets(pdf: bytes) -> dict[str, str]:
    """Return what is printed of each sheet, without the footers; nothing of what is no PDF of ours.

    Parameters
    ----------
    pdf : bytes
        Its bookmarks say on which page a sheet begins; pages before the first stand under ``""``.

    Examples
    --------
    >>> pages_of_sheets(b"no PDF")
    {}
    """
    from pypdf.errors import PyPdfError

    found: dict[str, list[str]] = {}
    try:
        reader = _reader(pdf)
        begins = {reader.get_destination_page_number(mark): str(mark.title)
                  for mark in reader.outline if not isinstance(mark, list)}  # fmt: skip
        name = _ANYWHERE
        for number, page in enumerate(reader.pages):
            name = begins.get(number, name)
            found.setdefault(name, []).append(_without_footer(page.extract_text()))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {name: "\n".join(words) for name, words in found.items()}


def passport_on(pdf: bytes) -> Passport | None:
    """Read the passport in the footer of a PDF.

    Parameters
    ----------
    pdf : bytes
        Any file.

    Returns
    -------
    Passport or None
        That of the first page, None if there is none.

    Examples
    --------
    >>> passport_on(b"no PDF") is None
    True
    """
    from pypdf.errors import PyPdfError

    try:
        return read_passport(_reader(pdf).pages[0].extract_text())
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None


def shown_as(value: float | time, look: str) -> str:
    """Write a number as a spreadsheet shows it under one of our number formats, without its unit.

    Parameters
    ----------
    value : float or time
        What is stored.
    look : str
        The number format.

    Examples
    --------
    >>> shown_as(16000, '#,##0"元"'), shown_as(0.0211, "0.00##%"), shown_as(-5, "+#,##0;-#,##0;0")
    ('16,000', '2.11', '5')
    >>> shown_as(4.5, "0.0"), shown_as(8.0, "General"), shown_as(time(9, 40), "hh:mm")
    ('4.5', '8', '09:40')
    """
    if isinstance(value, time):
        return f"{value:%H:%M}"
    number = abs(Decimal(repr(value)))
    plain = _LITERAL.sub("", look.partition(";")[0])
    digits = _DIGITS.search(plain)
    if digits is None:
        return f"{number.normalize():f}"
    always, most = (
        len(digits["always"] or ""),
        len(f"{digits['always'] or ''}{digits['where_needed'] or ''}"),
    )
    scaled = number * 100 if "%" in plain else number
    rounded = (
        f"{scaled.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP):{',' if ',' in plain else ''}f}"
    )
    whole, point, places = rounded.partition(".")
    kept = places[:always] + places[always:].rstrip("0")
    return f"{whole}{point}{kept}" if kept else whole


def _missing(workbook: bytes, pages: Mapping[str, str]) -> Iterator[Difference]:
    """Look for the figures of each cell among those of its sheet's pages, each figure once."""
    there = {name: Counter(_FIGURE.findall(words)) for name, words in pages.items()}
    for name, address, shown in _figures(workbook):
        left = there.setdefault(_place(name, pages), Counter())
        figures = Counter(_FIGURE.findall(shown))
        if figures <= left:
            left.subtract(figures)
        else:
            found = _NO_ROOM if _NO_ROOM in pages.get(_place(name, pages), "") else ""
            yield Difference(on(name, address), found, shown)


def _figures(workbook: bytes) -> Iterator[tuple[str, str, str]]:
    """Name each number of a workbook: its sheet, its cell, and how it is shown."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(workbook), data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for one in row:
                if isinstance(one.value, int | float | time):
                    yield sheet.title, one.coordinate, shown_as(one.value, str(one.number_format))


def _words_missing(plan: Plan, page: str) -> Iterable[Difference]:
    capitals = f"{CURRENCY} {capital_amount(plan.budget.total).removesuffix(WHOLE)} {WHOLE}"
    if squeezed(capitals) in squeezed(page):
        return []
    return [Difference(on(BUDGET, cell(1, budget_layout(plan).words)), "", capitals)]


def _without_footer(words: str) -> str:
    """Leave out the lines of a footer: its figures are none of a cell."""
    return "\n".join(line for line in words.splitlines() if not _is_of_footer(line))


def _is_of_footer(line: str) -> bool:
    return (
        bool(re.fullmatch(r"第\d+頁／共\d+頁", squeezed(line))) or read_passport(line) is not None
    )


def _reader(pdf: bytes) -> PdfReader:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(pdf), strict=True)
