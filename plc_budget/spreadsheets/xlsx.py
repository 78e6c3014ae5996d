"""Excel workbooks, read from their parts in one pass: results, formulas, formats, what is hidden.

No library reads all of it: openpyxl gives a formula or its result, not both, changes texts such as
``_x005F_``, and refuses a workbook for a colour it does not know; calamine aborts the whole process
for one cell at XFD1048576.  Names of elements are read whatever their namespace, so that a workbook
of the strict kind reads the same.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree as ET

from plc_budget.spreadsheets.addresses import (
    Reference,
    address_of,
    column_letters,
    read_address,
    read_reference,
)
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW, MOST_SHEETS
from plc_budget.spreadsheets.disguises import hides, hides_text
from plc_budget.spreadsheets.number_formats import BUILT_IN, read_number_format, show_digits
from plc_budget.spreadsheets.parts import Parts, bare, unescape, words_of
from plc_budget.spreadsheets.safety import within_rows
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
    without_zeros,
)
from plc_budget.spreadsheets.signatures import WORKBOOK

_YES = ("1", "true", "on")
_MOST_SHARED = 1_000_000
"""Most signs that shared formulas may come to when each cell has its own."""
_MOST_COMMENTS = 200
_SHOWN = 60
_DAY = 86_400
_MOST_WHOLE = 2**53
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - a sheet knows no zones
_LEAP_BUG = 60
"""Excel counts a 29th of February 1900, day 60; the days before it are one off."""
_LAST_DAY = 2_958_465
_HEADERS = ("Header", "Footer")
_COMMENTS = {"comments": "comment", "threadedComment": "threadedComment"}
Row = tuple[ForeignCell, ...]


class TooLong(Exception):
    """Shared formulas that would fill the memory once each cell had its own."""


@dataclass(frozen=True)
class _Book:
    """What the cells of all sheets refer to."""

    texts: tuple[str, ...]
    forms: tuple[str, ...]
    is_1904: bool


def read_xlsx(data: bytes, file: str) -> Workbook:
    """Read a workbook that :func:`~plc_budget.spreadsheets.safety.examine` let by.

    Raises
    ------
    TooLong
        If its shared formulas are endless.
    KeyError, ValueError, xml.etree.ElementTree.ParseError
        If it is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = Parts(archive)
        kinds = {one.kind: one.part for one in parts.relations("")}
        main = kinds.get("officeDocument", "xl/workbook.xml")
        root = parts.tree(main)
        related = [*parts.relations(main)]
        book = _book(parts, root, {one.kind: one.part for one in related})
        targets = {one.key: one for one in related}
        listed = [one for one in root.iter() if bare(one.tag) == "sheet"]
        references, areas = _names(root)
        sheets: list[Sheet] = []
        for at, one in enumerate(listed):
            key = next((value for name, value in one.attrib.items() if bare(name) == "id"), "")
            relation = targets.get(key)
            if relation and relation.kind == "worksheet" and len(sheets) < MOST_SHEETS:
                sheet = Sheet(
                    file, one.get("name", ""), (), one in _hidden(listed), print_area=areas.get(at)
                )
                sheets.append(_Reader(book).read(parts, relation.part, sheet))
    if listed and not targets:
        raise KeyError(main)
    names = tuple(one.get("name", "") for one in listed)
    hidden = frozenset(one.get("name", "") for one in _hidden(listed))
    return Workbook(file, WORKBOOK, tuple(sheets), names, hidden, references)


def _hidden(sheets: Sequence[ET.Element]) -> list[ET.Element]:
    return [one for one in sheets if one.get("state", "visible") != "visible"]


def _book(parts: Parts, root: ET.Element, kinds: Mapping[str, str]) -> _Book:
    texts: tuple[str, ...] = ()
    if "sharedStrings" in kinds and kinds["sharedStrings"] in parts:
        table = parts.tree(kinds["sharedStrings"])
        texts = tuple(words_of(one) for one in table if bare(one.tag) == "si")
    is_1904 = any(bare(one.tag) == "workbookPr" and one.get("date1904", "") in _YES for one in root)
    return _Book(texts, _forms(parts, kinds.get("styles", "")), is_1904)


def _forms(parts: Parts, styles: str) -> tuple[str, ...]:
    """Return the number format of each style; nothing else of how cells look is read."""
    if styles not in parts:
        return ()
    root = parts.tree(styles)
    groups = {bare(group.tag): group for group in root}
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in groups.get("numFmts", ())}
    numbers = (one.get("numFmtId", "0") for one in groups.get("cellXfs", ()))
    return tuple(own.get(number) or _built_in(number) for number in numbers)


def _built_in(number: str) -> str:
    return BUILT_IN.get(int(number), "") if number.isdecimal() and len(number) < 4 else ""


def _names(root: ET.Element) -> tuple[dict[str, Reference], dict[int, str]]:
    """Return the names of cells, and the print areas by the number of their sheet from 0."""
    references: dict[str, Reference] = {}
    areas: dict[int, str] = {}
    for one in root.iter():
        if bare(one.tag) == "definedName":
            name, words, sheet = one.get("name", ""), one.text or "", one.get("localSheetId", "")
            if name.lower() == "_xlnm.print_area" and sheet.isdecimal():
                areas[int(sheet)] = words
            elif (reference := read_reference(words)) is not None:
                references.setdefault(name, reference)
    return references, areas


@dataclass
class _Reader:
    """What was read of one sheet so far."""

    book: _Book
    rows: dict[int, Row] = field(default_factory=dict)
    shared: dict[str, tuple[str, str]] = field(default_factory=dict)
    copied: int = 0
    """Signs of the shared formulas written out so far."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Reference] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    apart: set[str] = field(default_factory=lambda: {"odd"})
    disguised: dict[str, str] = field(default_factory=dict)
    far: str = ""
    last: int = -1

    def read(self, parts: Parts, name: str, sheet: Sheet) -> Sheet:
        """Read a sheet and the comments that belong to it."""
        whole = parts.read(name)
        kept = within_rows(whole)
        for _, element in ET.iterparse(io.BytesIO(kept)):  # noqa: S314 - declarations were refused before
            self._take(element, bare(element.tag))
        if len(kept) < len(whole) and not self.far:
            self.far = address_of(self.last + 1, 0)
        last = max((row for row, cells in self.rows.items() if cells), default=-1)
        rows = [self.rows.get(row, ()) for row in range(last + 1)]
        headers, footers = (
            tuple(
                self.pages.get(f"{kind}{what}", "")
                for kind in ("odd", "even", "first")
                if kind in self.apart
            )
            for what in _HEADERS
        )
        return replace(
            sheet,
            rows=without_zeros(without_margin(rows)),
            hidden_rows=frozenset(row + 1 for row in self.hidden_rows),
            hidden_columns=frozenset(map(column_letters, self.hidden_columns)),
            merged=tuple(self.merged),
            comments=_comments(parts, name),
            headers=headers,
            footers=footers,
            disguised=self.disguised,
            far=self.far,
        )

    def _take(self, element: ET.Element, tag: str) -> None:
        if tag == "row":
            self._row(element)
            element.clear()
        elif tag == "col":
            if _is_unseen(element, "width"):
                first, end = _count(element.get("min")), _count(element.get("max"))
                self.hidden_columns.update(range(max(first - 1, 0), min(end, LAST_COLUMN)))
        elif tag == "mergeCell":
            if (reference := read_reference(element.get("ref", ""))) is not None:
                self.merged.append(reference)
        elif tag == "headerFooter":
            for key, kind in (("differentOddEven", "even"), ("differentFirst", "first")):
                if element.get(key, "") in _YES:
                    self.apart.add(kind)
        elif tag.endswith(_HEADERS):
            self.pages[tag] = unescape("".join(element.itertext()))

    def _row(self, element: ET.Element) -> None:
        number = element.get("r", "")
        row = _count(number) - 1 if number else self.last + 1
        self.last = row
        if 0 <= row < LAST_ROW and _is_unseen(element, "ht"):
            self.hidden_rows.add(row)
        cells: dict[int, ForeignCell] = {}
        column = -1
        for one in element:
            if bare(one.tag) != "c":
                continue
            spot = read_address(one.get("r", ""))
            column = column + 1 if spot is None else spot[1]
            if 0 <= row < LAST_ROW and column < LAST_COLUMN:
                cell = self._cell(one, address_of(row, column))
                if cell is not NO_CELL:
                    cells[column] = cell
            elif not self.far and any(words_of(part) or part.text for part in one):
                self.far = address_of(row, column)
        if cells:
            self.rows[row] = tuple(cells.get(at, NO_CELL) for at in range(max(cells) + 1))

    def _cell(self, element: ET.Element, address: str) -> ForeignCell:
        stored = inline = None
        formula = ""
        for child in element:
            tag = bare(child.tag)
            if tag == "v":
                stored = child.text
            elif tag == "is":
                inline = words_of(child)
            elif tag == "f":
                formula = self._formula(child, address)
        if stored is None and inline is None and not formula:
            return NO_CELL
        style = element.get("s", "0")
        forms = self.book.forms
        form = forms[int(style)] if style.isdecimal() and int(style) < len(forms) else ""
        kind = element.get("t", "n")
        if kind == "inlineStr":
            cell = text_cell(inline or "")
        elif stored is None:
            cell = ForeignCell("", None, Kind.UNCOMPUTED) if formula else NO_CELL
        else:
            cell = self._of_type(kind, stored, form)
        if _is_disguised(cell, form, formula):
            self.disguised.setdefault(address, form[:_SHOWN])
        if form or formula:
            return replace(cell, computed=bool(formula), formula=formula, form=form)
        return cell

    def _of_type(self, kind: str, stored: str, form: str) -> ForeignCell:
        if kind == "s":
            return text_cell(self.book.texts[_index(stored)])
        if kind == "b":
            truth = stored.strip() in _YES
            return ForeignCell(str(truth).upper(), None, Kind.TRUTH, number=Decimal(truth))
        if kind == "d":
            return ForeignCell(stored.replace("T", " "), None, Kind.DATE)
        if kind == "n":
            return cell_of_number(stored.strip(), form, is_1904=self.book.is_1904)
        return text_cell(unescape(stored))

    def _formula(self, element: ET.Element, address: str) -> str:
        """Return a formula as its cell has it; of those that many cells share one spells it."""
        words, key = unescape(element.text or ""), element.get("si", "")
        if element.get("t", "") != "shared" or not key:
            return f"={words.removeprefix('=')}"
        if words:
            self.shared[key] = (f"={words.removeprefix('=')}", address)
            return self.shared[key][0]
        if key not in self.shared:
            return "=#REF!"
        from openpyxl.formula.translate import Translator, TranslatorError

        formula, origin = self.shared[key]
        self.copied += len(formula)
        if self.copied > _MOST_SHARED:
            raise TooLong
        try:
            return str(Translator(formula, origin).translate_formula(address))
        except TranslatorError:
            return "=#REF!"


def cell_of_number(stored: str, form: str, *, is_1904: bool = False) -> ForeignCell:
    """Make a cell of a number as its number format shows it.

    Parameters
    ----------
    stored : str
        As the file spells it.
    form : str
        Such as ``#,##0"元/節"``.
    is_1904 : bool
        Whether days count from 1904, as once on a Macintosh.

    Examples
    --------
    >>> cell_of_number("1000", '#,##0"元/節"').text, cell_of_number("0.0211", "0.00%").text
    ('1000元/節', '2.11%')
    >>> cell_of_number("0.375", "h:mm").text, cell_of_number("45808", "yyyy/m/d").text
    ('09:00:00', '2025-05-31 00:00:00')
    """
    try:
        number = Decimal(stored) if _is_whole(stored) else exact(Decimal(stored))
    except InvalidOperation:
        number = None
    if number is None:
        return ForeignCell(stored[:80], None, Kind.FAULT)
    section = read_number_format(form)[0]
    if section.is_date:
        shown = _clock(number, is_1904=is_1904)
        if "[" in section.bare and abs(number) <= _LAST_DAY:  # hours that run on beyond a day
            shown = str(timedelta(seconds=round(number * _DAY)))
        return ForeignCell(shown, None, Kind.DATE, number=number)
    cell = number_cell(number, percent=section.is_percentage)
    value = number * 100 if section.is_percentage else number
    return replace(cell, text=(show_digits(value, form) or cell.text) + section.unit)


def _is_whole(stored: str) -> bool:
    """Tell whether a number is whole and no larger than a binary float holds exactly."""
    return stored.isdecimal() and int(stored) <= _MOST_WHOLE


def _clock(days: Decimal, *, is_1904: bool) -> str:
    """Write a day with its time, or a time of day alone."""
    if abs(days) > _LAST_DAY:
        return str(days)
    whole, seconds = divmod(round(days * _DAY), _DAY)
    if not whole and days >= 0:
        return str((_EPOCHS[False] + timedelta(seconds=seconds)).time())
    if not is_1904 and 0 < days < _LEAP_BUG:
        whole += 1
    try:
        return str(_EPOCHS[is_1904] + timedelta(days=whole, seconds=seconds))
    except OverflowError:
        return str(days)


def _is_disguised(cell: ForeignCell, form: str, formula: str) -> bool:
    """Tell whether a number format shows something else than what stands there."""
    if form in ("", "General"):
        return False
    if formula:
        return hides(form) or hides_text(form)
    if cell.kind is Kind.TRUTH:
        return False
    return hides_text(form) if cell.number is None else hides(form, cell.number)


def _is_unseen(element: ET.Element, size: str) -> bool:
    words = element.get(size)
    try:
        nothing = words is not None and float(words) < 1
    except ValueError:
        nothing = False
    return element.get("hidden", "") in _YES or nothing


def _index(words: str) -> int:
    """Read the number of a text; the last one does not stand before the first."""
    if not words.strip().isdecimal():
        raise ValueError(words)
    return int(words)


def _count(words: str | None) -> int:
    return int(words) if words and words.isdecimal() and len(words) < 9 else 0


def _comments(parts: Parts, sheet: str) -> dict[str, str]:
    """Return the comments of a sheet; what a thread says replaces its copy for old programs."""
    found: dict[str, dict[str, list[str]]] = {kind: {} for kind in _COMMENTS}
    for one in parts.relations(sheet):
        if one.kind in found and one.part in parts:
            for element in parts.tree(one.part).iter():
                if bare(element.tag) == _COMMENTS[one.kind]:
                    pieces = [p.text or "" for p in element.iter() if bare(p.tag) in ("t", "text")]
                    said = text_cell(unescape("".join(pieces)).strip()).text
                    found[one.kind].setdefault(element.get("ref", ""), []).append(said)
    cells = found["comments"] | found["threadedComment"]
    return {cell: "\n".join(words) for cell, words in [*cells.items()][:_MOST_COMMENTS]}
