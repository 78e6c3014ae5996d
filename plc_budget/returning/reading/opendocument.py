"""What an OpenDocument spreadsheet holds beside its cells: footers, headers, comments, hidden sheets."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from plc_budget.returning.reading.looks import Disguise, Unseen, is_shown, stretches
from plc_budget.returning.reading.margins import MOST, Comment, Margins
from plc_budget.returning.reading.pages import NOWHERE, Page, areas_of, footer_of, strange_headers
from plc_budget.spreadsheets.addresses import column_letters
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW
from plc_budget.spreadsheets.opendocument import NAME, ROW, parts_of, tables_in
from plc_budget.spreadsheets.safety import BROKEN_ZIP
from plc_budget.spreadsheets.sheet import text_cell

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _TEXT = f"{_OASIS}style:1.0}}", f"{_OASIS}text:1.0}}"
_TABLE, _OFFICE = f"{_OASIS}table:1.0}}", f"{_OASIS}office:1.0}}"
_FOOTERS = (f"{_STYLE}footer", f"{_STYLE}footer-left", f"{_STYLE}footer-first")
_HEADERS = (f"{_STYLE}header", f"{_STYLE}header-left", f"{_STYLE}header-first")
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ANNOTATION = f"{_OFFICE}annotation"
_MOST_DIGITS = 9
_SHOWN = 60


def words_of_pages(data: bytes) -> tuple[list[str], list[str], dict[str, ET.Element]]:
    """Return the text of every header, of every footer, and the kinds of pages by name.

    Parameters
    ----------
    data : bytes
        A document that :func:`~plc_budget.spreadsheets.safety.examine` let by.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("styles.xml") as styles:
            root = ET.parse(styles).getroot()  # noqa: S314 - declarations were refused before
    except (*BROKEN_ZIP, ET.ParseError, RecursionError):
        return [], [], {}
    masters = {one.get(f"{_STYLE}name", ""): one for one in root.iter(f"{_STYLE}master-page")}
    return _shown(root, _HEADERS), _shown(root, _FOOTERS), masters


def _shown(root: ET.Element, tags: tuple[str, ...]) -> list[str]:
    found = [element for tag in tags for element in root.iter(tag)]
    return [_words(element) for element in found[:MOST] if _is_displayed(element)]


def _is_displayed(element: ET.Element) -> bool:
    return element.get(f"{_STYLE}display", "true") == "true"


def pages_of_content(content: ET.Element, masters: Mapping[str, ET.Element]) -> Iterator[Page]:
    """Read the pages of the sheets of an .ods.

    Parameters
    ----------
    content : Element
        What :func:`~plc_budget.spreadsheets.opendocument.content_of` parsed.
    masters : mapping of str to Element
        The kinds of pages, by name.
    """
    named = {style.get(f"{_STYLE}name", ""): style.get(f"{_STYLE}master-page-name", "")
             for style in content.iter(f"{_STYLE}style")}  # fmt: skip
    for table in tables_in(content):
        master = masters.get(named.get(table.get(f"{_TABLE}style-name", ""), "") or "Default")
        headers, footers = (_kinds(master, tags) for tags in (_HEADERS, _FOOTERS))
        ranges = table.get(f"{_TABLE}print-ranges", "")
        areas = areas_of(ranges) if ranges else ()
        yield Page(table.get(NAME, ""), strange_headers(headers),
                   tuple(footer_of(words, words) for words in footers),
                   areas if table.get(f"{_TABLE}print", "true") == "true" else (NOWHERE,))  # fmt: skip


def _kinds(master: ET.Element | None, tags: tuple[str, ...]) -> list[str]:
    """Return what stands on all pages, and on left and first ones where they differ."""
    found = [None if master is None else master.find(tag) for tag in tags]
    first = found[0]
    words = "" if first is None or not _is_displayed(first) else _words(first)
    return [words, *(_words(one) for one in found[1:] if one is not None and _is_displayed(one))]


def _words(element: ET.Element) -> str:
    """Write a footer as text, a blank where LibreOffice counts blanks."""
    parts: list[str] = []
    for piece in element.iter():
        parts.append(" " if piece.tag == f"{_TEXT}s" else piece.text or "")
        parts.append(piece.tail or "")
    return "".join(parts)


def margins_of_content(content: ET.Element) -> Margins:
    """Read what stands beside the cells of an .ods.

    Parameters
    ----------
    content : Element
        What :func:`~plc_budget.spreadsheets.opendocument.content_of` parsed.
    """
    reading = _Reading(_unseen_styles(content))
    for table in tables_in(content):
        reading.take(table)
    return Margins((), tuple(reading.comments[:MOST]), tuple(reading.names),
                   frozenset(reading.hidden), tuple(reading.far[:MOST]),
                   tuple(reading.out_of_sight), tuple(reading.disguises))  # fmt: skip


def _unseen_styles(content: ET.Element) -> set[str]:
    """Name the styles of sheets that nobody sees."""
    return {style.get(f"{_STYLE}name", "")
            for style in content.iter(f"{_STYLE}style") for part in style
            if part.tag == f"{_STYLE}table-properties" and part.get(f"{_TABLE}display") == "false"}  # fmt: skip


@dataclass
class _Reading:
    """What was read so far; a sheet within a sheet is none of ours and is passed over."""

    unseen: set[str]
    names: list[str] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    comments: list[Comment] = field(default_factory=list)
    far: list[tuple[str, str]] = field(default_factory=list)
    out_of_sight: list[Unseen] = field(default_factory=list)
    disguises: list[Disguise] = field(default_factory=list)
    rows_off: set[int] = field(default_factory=set)
    columns_off: set[int] = field(default_factory=set)
    row: int = 0
    column: int = 0

    def take(self, table: ET.Element) -> None:
        """Read a sheet."""
        name = table.get(NAME, "")
        self.names.append(name)
        self.row = self.column = 0
        self.rows_off, self.columns_off = set(), set()
        if table.get(f"{_TABLE}style-name", "") in self.unseen:
            self.hidden.add(name)
        for part in parts_of(table):
            if part.tag == ROW:
                self._row(part)
            else:
                self._column(part)
        self.out_of_sight += stretches(name, self.columns_off, LAST_COLUMN, is_column=True)
        self.out_of_sight += stretches(name, self.rows_off, LAST_ROW)

    def _column(self, element: ET.Element) -> None:
        many = _repeated(element, "columns")
        if _is_unseen(element):
            self.columns_off.update(range(self.column, min(self.column + many, LAST_COLUMN)))
        self.column += many

    def _row(self, element: ET.Element) -> None:
        many = _repeated(element, "rows")
        if _is_unseen(element):
            self.rows_off.update(range(self.row, min(self.row + many, LAST_ROW)))
        for column, cell in _placed(element):
            note = cell.find(_ANNOTATION)
            address = f"{column_letters(min(column, 16_383))}{self.row + 1}"
            if note is not None and len(self.comments) < MOST:
                self.comments.append(Comment(self.names[-1], address, _note(note)))
            if _is_disguised(cell) and len(self.disguises) < MOST:
                self.disguises.append(Disguise(self.names[-1], address, _paragraphs(cell)[:_SHOWN]))
            is_far = self.row >= LAST_ROW or column >= LAST_COLUMN
            if is_far and _holds(cell) and all(name != self.names[-1] for name, _ in self.far):
                self.far.append((self.names[-1], address))
        self.row += many


def _is_unseen(element: ET.Element) -> bool:
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _is_disguised(cell: ET.Element) -> bool:
    """Tell whether what is shown of a number is another one; LibreOffice stores both."""
    kinds = ("float", "percentage", "currency")
    if cell.get(f"{_OFFICE}value-type", "") not in kinds:
        return False
    return not is_shown(cell.get(f"{_OFFICE}value", ""), _paragraphs(cell))


def _paragraphs(cell: ET.Element) -> str:
    return "\n".join("".join(part.itertext()) for part in cell.findall(f"{_TEXT}p"))


def _placed(row: ET.Element) -> Iterator[tuple[int, ET.Element]]:
    column = 0
    for cell in row:
        if cell.tag in _CELLS:
            if len(cell) or cell.attrib:
                yield column, cell
            column += _repeated(cell, "columns")


def _repeated(element: ET.Element, what: str) -> int:
    words = element.get(f"{_TABLE}number-{what}-repeated")
    if words is None:
        return 1
    return int(words) if words.isdecimal() and len(words) < _MOST_DIGITS else 1


def _holds(cell: ET.Element) -> bool:
    return f"{_TABLE}formula" in cell.attrib or cell.find(f"{_TEXT}p") is not None


def _note(note: ET.Element) -> str:
    return text_cell(
        "\n".join("".join(part.itertext()) for part in note.iter(f"{_TEXT}p")).strip()
    ).text
