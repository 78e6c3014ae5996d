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
from typing import IO
from xml.etree import ElementTree as ET

from plc_budget.findings import Finding
from plc_budget.tables.foreign.safety import BROKEN_ZIP, LINKS, damaged, refusal
from plc_budget.tables.foreign.sheet import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_SHEETS,
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
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_LINKS = (f"{_TABLE}table-source", f"{_TABLE}dde-links", f"{_TABLE}dde-link")
_LONGEST_BLANK = 50
_NUMBERS = ("float", "currency", "percentage")
_KINDS = {"date": Kind.DATE, "time": Kind.DATE, "boolean": Kind.TRUTH}
Row = tuple[ForeignCell, ...]


class _Linked(Exception):
    """The document takes values from other files."""


def read_opendocument(data: bytes, file: str) -> tuple[list[Sheet], list[Finding]]:
    """Read the sheets of a document that :func:`~plc_budget.tables.foreign.safety.examine` let by.

    Parameters
    ----------
    data : bytes
        The document.
    file : str
        Its name, for findings.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as content:
            return [Sheet(file, name, without_margin(rows)) for name, rows in _tables(content)], []
    except _Linked:
        return [], [refusal(file, LINKS.what, LINKS.remedy)]
    except (*BROKEN_ZIP, ET.ParseError, RecursionError):
        return [], [damaged(file)]


def _tables(content: IO[bytes]) -> Iterator[tuple[str, list[Row]]]:
    name, depth, rows, count = "", 0, list[Row](), 0
    for event, element in ET.iterparse(content, events=("start", "end")):  # noqa: S314 - declarations were refused
        if element.tag in _LINKS:
            raise _Linked
        if element.tag == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                name, rows = element.get(f"{_TABLE}name", ""), []
            elif depth == 0:
                yield name, rows
                count += 1
                element.clear()
        elif element.tag == f"{_TABLE}table-row" and event == "end" and depth == 1:
            _add_row(element, rows)
            element.clear()
        if count == MOST_SHEETS:
            return


def _add_row(element: ET.Element, rows: list[Row]) -> None:
    times = _repeated(element, "rows", LAST_ROW - len(rows))
    if times > 0:
        rows.extend([_row(element)] * times)


def _row(element: ET.Element) -> Row:
    cells: list[ForeignCell] = []
    for child in element:
        if child.tag in _CELLS:
            times = _repeated(child, "columns", LAST_COLUMN - len(cells))
            cells.extend([_cell(child)] * times)
    return tuple(cells)


def _repeated(element: ET.Element, what: str, most: int) -> int:
    words = element.get(f"{_TABLE}number-{what}-repeated", "1")
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
    return replace(clean, kind=_KINDS.get(kind, Kind.TEXT))


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
