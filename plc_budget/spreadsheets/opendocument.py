"""OpenDocument spreadsheets: a small reader of ``content.xml``.

The libraries that read .ods expand repeated cells before anybody can ask how many there are; here
every repetition is cut to the bounds first.  The text a cell shows and its exact value are both
kept: ``1,000元/節`` shows the unit, ``office:value`` is exact.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import islice
from xml.etree import ElementTree as ET

from plc_budget.findings import Finding
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW, MOST_SHEETS
from plc_budget.spreadsheets.safety import BROKEN_ZIP, LINKS, damaged, refusal
from plc_budget.spreadsheets.sheet import (
    NO_CELL,
    ForeignCell,
    Kind,
    Sheet,
    number_cell,
    text_cell,
    without_margin,
)

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_OASIS}table:1.0}}", f"{_OASIS}office:1.0}}", f"{_OASIS}text:1.0}}"
NAME, COLUMN, ROW = f"{_TABLE}name", f"{_TABLE}table-column", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_LINKS = (f"{_TABLE}table-source", f"{_TABLE}dde-links", f"{_TABLE}dde-link")
_LONGEST_BLANK = 50
_NUMBERS = ("float", "currency", "percentage")
_KINDS = {"date": Kind.DATE, "time": Kind.DATE, "boolean": Kind.TRUTH}
Row = tuple[ForeignCell, ...]


def read_opendocument(data: bytes, file: str) -> tuple[list[Sheet], list[Finding]]:
    """Read the sheets of a document that :func:`~plc_budget.spreadsheets.safety.examine` let by.

    Parameters
    ----------
    data : bytes
        The document.
    file : str
        Its name, for findings.
    """
    content, findings = content_of(data, file)
    return sheets_of(content, file) if content is not None else ([], findings)


def content_of(data: bytes, file: str) -> tuple[ET.Element | None, list[Finding]]:
    """Parse ``content.xml``; the number of its tags and its size were bounded before.

    Parameters
    ----------
    data : bytes
        A document that :func:`~plc_budget.spreadsheets.safety.examine` let by.
    file : str
        Its name, for findings.

    Returns
    -------
    tuple[Element or None, list[Finding]]
        None, with one finding, when it is damaged or takes values from other files.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as content:
            root = ET.parse(content).getroot()  # noqa: S314 - declarations were refused before
    except (*BROKEN_ZIP, ET.ParseError):
        return None, [damaged(file)]
    if any(True for tag in _LINKS for _ in root.iter(tag)):
        return None, [refusal(file, LINKS.what, LINKS.remedy)]
    return root, []


def sheets_of(content: ET.Element, file: str) -> tuple[list[Sheet], list[Finding]]:
    """Read the sheets of what :func:`content_of` parsed.

    Parameters
    ----------
    content : Element
        Root of ``content.xml``.
    file : str
        Its name, for findings.
    """
    try:
        return [Sheet(file, table.get(NAME, ""), without_margin(_rows(table)))
                for table in islice(tables_in(content), MOST_SHEETS)], []  # fmt: skip
    except RecursionError:
        return [], [damaged(file)]


def tables_in(content: ET.Element) -> Iterator[ET.Element]:
    """List the sheets; a table within a cell is none."""
    return _below(content, (f"{_TABLE}table",))


def parts_of(table: ET.Element) -> Iterator[ET.Element]:
    """List the columns and the rows of a sheet, those of groups included."""
    found = _below(table, (COLUMN, ROW, f"{_TABLE}table"))
    return (one for one in found if one.tag in (COLUMN, ROW))


def _below(element: ET.Element, tags: tuple[str, ...]) -> Iterator[ET.Element]:
    """List the uppermost elements of some kinds, in their order."""
    left = [*reversed(element)]
    while left:
        one = left.pop()
        if one.tag in tags:
            yield one
        else:
            left.extend(reversed(one))


def _rows(table: ET.Element) -> list[Row]:
    rows: list[Row] = []
    for part in parts_of(table):
        if part.tag == ROW:
            _add_row(part, rows)
    return rows


def _add_row(element: ET.Element, rows: list[Row]) -> None:
    times = _repeated(element, "rows", LAST_ROW - len(rows))
    if times > 0:
        rows.extend([_row(element)] * times)


def _row(element: ET.Element) -> Row:
    cells: list[ForeignCell] = []
    for child in element:
        if len(cells) == LAST_COLUMN:
            break
        if child.tag in _CELLS:
            times = _repeated(child, "columns", LAST_COLUMN - len(cells))
            cells.extend([_cell(child)] * times)
    return tuple(cells)


def _repeated(element: ET.Element, what: str, most: int) -> int:
    words = element.get(f"{_TABLE}number-{what}-repeated")
    if words is None:
        return min(1, most)
    return max(0, min(int(words) if words.isdecimal() and len(words) < 12 else most, most))


def _cell(element: ET.Element) -> ForeignCell:
    if element.tag != _CELLS[0]:
        return NO_CELL
    shown = "\n".join(_words(part) for part in element if part.tag == f"{_TEXT}p").strip()
    kind = element.get(f"{_OFFICE}value-type", "")
    formula = element.get(f"{_TABLE}formula")
    if formula is None:
        return _of_type(element, kind, shown)
    if not kind and not shown:
        return ForeignCell("", None, Kind.UNCOMPUTED, computed=True, formula=formula)
    return replace(_of_type(element, kind, shown), computed=True, formula=formula)


def _of_type(element: ET.Element, kind: str, shown: str) -> ForeignCell:
    clean = text_cell(shown or element.get(f"{_OFFICE}string-value", ""))
    if clean.kind is Kind.FAULT:
        return clean
    if kind in _NUMBERS:
        return _of_number(element.get(f"{_OFFICE}value", ""), clean, percent=kind == "percentage")
    return replace(clean, kind=_KINDS[kind]) if kind in _KINDS else clean


def _of_number(words: str, shown: ForeignCell, *, percent: bool) -> ForeignCell:
    try:
        number = Decimal(words)
    except InvalidOperation:
        return shown
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return replace(shown, kind=Kind.FAULT)
    return number_cell(_without_noise(number), shown.text, percent=percent)


def _without_noise(number: Decimal) -> Decimal:
    """Drop the binary noise of a program that writes floats with 17 digits.

    Examples
    --------
    >>> _without_noise(Decimal("3.3800000000000003")), _without_noise(Decimal("46.05"))
    (Decimal('3.38'), Decimal('46.05'))
    """
    return Decimal(f"{number:.15g}").normalize() if len(number.as_tuple().digits) > 15 else number


def _words(element: ET.Element) -> str:
    if not len(element):
        return element.text or ""
    words = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            words.append(
                " " * min(int(count) if count.isdecimal() and len(count) < 6 else 1, _LONGEST_BLANK)
            )
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            words.append("\n" if child.tag.endswith("break") else " ")
        elif child.tag in (f"{_TEXT}span", f"{_TEXT}a"):
            words.append(_words(child))
        words.append(child.tail or "")
    return "".join(words)
