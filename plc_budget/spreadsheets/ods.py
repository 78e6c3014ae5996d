"""OpenDocument spreadsheets: a small reader of ``content.xml`` and of the pages in ``styles.xml``.

The libraries that read .ods expand repeated cells before anybody can ask how many there are; here
every repetition is cut to the bounds first.  The text a cell shows and its exact value are both
kept: ``1,000元/節`` shows the unit, ``office:value`` is exact.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree as ET

from plc_budget.spreadsheets.addresses import (
    LAST,
    Reference,
    address_of,
    column_letters,
    read_reference,
)
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW, MOST_SHEETS
from plc_budget.spreadsheets.disguises import is_shown
from plc_budget.spreadsheets.safety import Linked, part_name
from plc_budget.spreadsheets.sheet import (
    NO_CELL,
    ForeignCell,
    Kind,
    Sheet,
    Workbook,
    exact,
    number_cell,
    text_cell,
    without_margin,
)
from plc_budget.spreadsheets.signatures import OPENDOCUMENT

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_OASIS}table:1.0}}", f"{_OASIS}office:1.0}}", f"{_OASIS}text:1.0}}"
_STYLE = f"{_OASIS}style:1.0}}"
_NAME, _SHEET = f"{_TABLE}name", f"{_TABLE}table"
_COLUMN, _ROW = f"{_TABLE}table-column", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_LINKS = (f"{_TABLE}table-source", f"{_TABLE}dde-links", f"{_TABLE}dde-link")
_PAGES = ("", "-left", "-first")
_LONGEST_BLANK = 50
_MOST = 200
"""Most comments and disguised numbers that are named."""
_SHOWN = 60
_MOST_DIGITS = 9
_NUMBERS = ("float", "currency", "percentage")
_SURE_DIGITS, _MOST_POWER = 15, 300
_DURATION = re.compile(
    r"(?P<minus>-?)PT?(?P<h>\d{1,9})H(?P<m>\d{1,2})M(?P<s>\d{1,2}(?:[.,]\d{1,12})?)S"
)
_DAY = 86_400
Row = tuple[ForeignCell, ...]


def read_ods(data: bytes, file: str) -> Workbook:
    """Read a document that :func:`~plc_budget.spreadsheets.safety.examine` let by.

    Raises
    ------
    Linked
        If it takes values from other files.
    KeyError, ValueError, xml.etree.ElementTree.ParseError
        If it is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {part_name(entry.filename): entry for entry in archive.infolist()}
        root = ET.fromstring(archive.read(parts["content.xml"]))  # noqa: S314 - declarations were refused before
        styles = parts.get("styles.xml")
        pages = ET.fromstring(archive.read(styles)) if styles else None  # noqa: S314 - as above
    if any(True for tag in _LINKS for _ in root.iter(tag)):
        raise Linked
    masters = (
        {}
        if pages is None
        else {one.get(f"{_STYLE}name", ""): one for one in pages.iter(f"{_STYLE}master-page")}
    )
    styled = _Styles(
        masters, {one.get(f"{_STYLE}name", ""): one for one in root.iter(f"{_STYLE}style")}
    )
    tables = [*_below(root, (_SHEET,))]
    sheets = tuple(_Reader().read(table, styled, file) for table in tables[:MOST_SHEETS])
    names = tuple(table.get(_NAME, "") for table in tables)
    hidden = frozenset(table.get(_NAME, "") for table in tables if styled.is_unseen(table))
    return Workbook(file, OPENDOCUMENT, sheets, names, hidden, _names(root))


def _names(root: ET.Element) -> dict[str, Reference]:
    found: dict[str, Reference] = {}
    for one in root.iter(f"{_TABLE}named-range"):
        reference = read_reference(one.get(f"{_TABLE}cell-range-address", ""))
        if reference is not None:
            found.setdefault(one.get(_NAME, ""), reference)
    return found


@dataclass(frozen=True)
class _Styles:
    """The pages and the styles that sheets name."""

    masters: Mapping[str, ET.Element]
    styles: Mapping[str, ET.Element]

    def is_unseen(self, table: ET.Element) -> bool:
        """Tell whether nobody sees a sheet."""
        style = self.styles.get(table.get(f"{_TABLE}style-name", ""))
        return style is not None and any(
            part.get(f"{_TABLE}display") == "false"
            for part in style
            if part.tag == f"{_STYLE}table-properties"
        )

    def pages(self, table: ET.Element, what: str) -> tuple[str, ...]:
        """Return what stands over or under all pages, and on left and first ones where they differ."""
        style = self.styles.get(table.get(f"{_TABLE}style-name", ""))
        name = "" if style is None else style.get(f"{_STYLE}master-page-name", "")
        master = self.masters.get(name or "Default")
        if master is None:
            return ("",)
        found = [master.find(f"{_STYLE}{what}{kind}") for kind in _PAGES]
        shown = [one is not None and one.get(f"{_STYLE}display", "true") == "true" for one in found]
        said = [
            _said(one) if one is not None and is_shown else ""
            for one, is_shown in zip(found, shown, strict=True)
        ]
        return (
            said[0],
            *(words for words, is_shown in zip(said[1:], shown[1:], strict=True) if is_shown),
        )


def _said(element: ET.Element) -> str:
    """Write a header or footer as text, a blank where LibreOffice counts blanks."""
    return "".join(
        (" " if piece.tag == f"{_TEXT}s" else piece.text or "") + (piece.tail or "")
        for piece in element.iter()
    )


def _below(element: ET.Element, tags: tuple[str, ...]) -> Iterator[ET.Element]:
    """List the uppermost elements of some kinds, in their order; a table within a cell is no sheet."""
    left = [*reversed(element)]
    while left:
        one = left.pop()
        if one.tag in tags:
            yield one
        else:
            left.extend(reversed(one))


@dataclass
class _Reader:
    """What was read of one sheet so far."""

    rows: list[Row] = field(default_factory=list)
    row: int = 0
    column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Reference] = field(default_factory=list)
    comments: dict[str, str] = field(default_factory=dict)
    disguised: dict[str, str] = field(default_factory=dict)
    far: str = ""

    def read(self, table: ET.Element, styled: _Styles, file: str) -> Sheet:
        """Read a sheet."""
        for part in _below(table, (_COLUMN, _ROW, _SHEET)):
            if part.tag == _ROW:
                self._row(part)
            elif part.tag == _COLUMN:
                many = _repeated(part, "columns")
                if _is_unseen(part):
                    self.hidden_columns.update(
                        range(self.column, min(self.column + many, LAST_COLUMN))
                    )
                self.column += many
        is_printed = table.get(f"{_TABLE}print", "true") == "true"
        return Sheet(
            file,
            table.get(_NAME, ""),
            without_margin(self.rows),
            hidden=styled.is_unseen(table),
            hidden_rows=frozenset(row + 1 for row in self.hidden_rows),
            hidden_columns=frozenset(map(column_letters, self.hidden_columns)),
            merged=tuple(self.merged),
            comments=self.comments,
            headers=styled.pages(table, "header"),
            footers=styled.pages(table, "footer"),
            print_area=table.get(f"{_TABLE}print-ranges") if is_printed else "",
            disguised=self.disguised,
            far=self.far,
        )

    def _row(self, element: ET.Element) -> None:
        many = _repeated(element, "rows")
        if _is_unseen(element):
            self.hidden_rows.update(range(self.row, min(self.row + many, LAST_ROW)))
        cells: list[ForeignCell] = []
        column = 0
        for child in element:
            if child.tag in _CELLS:
                times = _repeated(child, "columns")
                if len(cells) < LAST_COLUMN and self.row < LAST_ROW:
                    cells.extend([_cell(child)] * min(times, LAST_COLUMN - len(cells)))
                if len(child) or child.attrib:
                    self._beside(child, column)
                column += times
        if self.row < LAST_ROW:
            self.rows.extend([tuple(cells)] * min(many, LAST_ROW - self.row))
        self.row += many

    def _beside(self, cell: ET.Element, column: int) -> None:
        """Read what a cell has beside its text: a comment, cells it covers, a place too far out."""
        row, most_column = min(self.row, LAST[0]), min(column, LAST[1])
        note = cell.find(f"{_OFFICE}annotation")
        if note is not None and len(self.comments) < _MOST:
            lines = ("".join(part.itertext()) for part in note.iter(f"{_TEXT}p"))
            said = text_cell("\n".join(lines).strip()).text
            self.comments[address_of(row, most_column)] = said
        if cell.get(f"{_OFFICE}value-type", "") in _NUMBERS:
            words = "\n".join("".join(part.itertext()) for part in cell.findall(f"{_TEXT}p"))
            if not is_shown(cell.get(f"{_OFFICE}value", ""), words) and len(self.disguised) < _MOST:
                self.disguised[address_of(row, most_column)] = words[:_SHOWN]
        wide, high = (
            _count(cell.get(f"{_TABLE}number-{what}-spanned")) for what in ("columns", "rows")
        )
        if wide > 1 or high > 1:
            self.merged.append(
                Reference("", row, column, row + max(high, 1) - 1, column + max(wide, 1) - 1)
            )
        holds = f"{_TABLE}formula" in cell.attrib or cell.find(f"{_TEXT}p") is not None
        if holds and not self.far and (self.row >= LAST_ROW or column >= LAST_COLUMN):
            self.far = address_of(row, most_column)


def _is_unseen(element: ET.Element) -> bool:
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _repeated(element: ET.Element, what: str) -> int:
    """Return how often a row or cell stands there; a number nobody can mean is all of the sheet."""
    words = element.get(f"{_TABLE}number-{what}-repeated")
    if words is None:
        return 1
    return _count(words) if words.isdecimal() and len(words) < _MOST_DIGITS else LAST[0]


def _count(words: str | None) -> int:
    return int(words) if words and words.isdecimal() and len(words) < _MOST_DIGITS else 0


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
    if kind == "time":
        return replace(
            clean, kind=Kind.DATE, number=_of_duration(element.get(f"{_OFFICE}time-value", ""))
        )
    if kind == "boolean":
        is_true = element.get(f"{_OFFICE}boolean-value") == "true"
        return replace(clean, kind=Kind.TRUTH, number=Decimal(is_true))
    return replace(clean, kind=Kind.DATE) if kind == "date" else clean


def _of_duration(words: str) -> Decimal | None:
    """Read a time of day as a fraction of a day.

    Examples
    --------
    >>> _of_duration("PT09H00M00S"), _of_duration("morgens")
    (Decimal('0.375'), None)
    """
    found = _DURATION.fullmatch(words)
    if found is None:
        return None
    seconds = int(found["h"]) * 3600 + int(found["m"]) * 60 + Decimal(found["s"].replace(",", "."))
    return (-seconds if found["minus"] else seconds) / _DAY


def _of_number(words: str, shown: ForeignCell, *, percent: bool) -> ForeignCell:
    try:
        number = Decimal(words)
    except InvalidOperation:
        return shown
    if len(number.as_tuple().digits) > _SURE_DIGITS or not number.is_finite():
        found = exact(number)
    else:
        found = number if abs(number.adjusted()) <= _MOST_POWER else None
    return (
        replace(shown, kind=Kind.FAULT)
        if found is None
        else number_cell(found, shown.text, percent=percent)
    )


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
