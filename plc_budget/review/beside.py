"""What stands beside the cells of a returned file: comments, headers and footers, hidden rows, print areas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plc_budget.language import text
from plc_budget.review.differences import Difference, Kind
from plc_budget.review.paper import Paper
from plc_budget.review.tables import budget_table, timetable_table
from plc_budget.review.values import show_cell
from plc_budget.sheets import wording
from plc_budget.sheets.passport import printed, read_passport, squeezed, without_passport
from plc_budget.spreadsheets.addresses import (
    column_letters,
    column_number,
    read_address,
    read_reference,
)
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW
from plc_budget.spreadsheets.sheet import ForeignCell, Sheet

Area = tuple[int, int, int, int]
"""First row and column, last row and column, from 0."""
MOST = 200
"""Most comments that are named."""
_FORMAT = 60
"""Most signs of a number format that are shown."""
_LOOKS = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f+\-]{6,8}|\d{1,3}|[BIUESXYLCRbiuesxylcr])")
_NUMBERED = re.compile(r"第(?:&P|\d*)頁[/／]?共(?:&N|\d*)頁", re.IGNORECASE)
_QUOTED = re.compile(r"'(?:[^']|'')*'")
_DISGUISED = text(
    "The number format of the cell shows something else; what is compared is what the cell holds."
)
_OURS = (
    wording.BUDGET,
    wording.TIMETABLE,
    wording.PRECHECK,
    wording.RULES,
    wording.SHARES,
    wording.COMPARISON,
    wording.HISTORY,
)
_COMMENT = text("Somebody has to read it; the plan holds no comments.")
_HIDDEN = text("It still counts and is neither shown nor printed; show it again and look at it.")
_HEADER = text("It is printed over every page of this sheet; no paper of ours has it.")
_FOOTER = text(
    "The pages of this sheet do not print the footer as it was, which names plan and version."
)
CUT = text("Only this part of the sheet is printed; something that was on the paper is left out.")
_LONGEST = 200


def beside_differences(paper: Paper) -> Iterator[Difference]:
    """Name what never was on a paper of ours, whatever it was printed from.

    That is hidden sheets, rows and columns that hold something, numbers that a number format shows as
    others, headers, footers that are not those of the paper, comments, and cells further out than ours.
    """
    for name in paper.book.sheet_names:
        if name in paper.book.hidden_sheets:
            yield Difference(Kind.SHEET_HIDDEN, f"{name}!", before=name)
    for sheet in paper.sheets:
        for part in _hidden(sheet):
            if held := _held(sheet, part):
                yield Difference(
                    Kind.UNSEEN, f"{sheet.name}!{_stretch(part)}", before=held, remark=_HIDDEN
                )
        for cell, shown in sheet.disguised.items():
            before = show_cell(sheet.cell(*(read_address(cell) or (-1, -1))))
            yield Difference(
                Kind.DISGUISED,
                f"{sheet.name}!{cell}",
                before=before,
                after=shown[:_FORMAT],
                remark=_DISGUISED,
            )
    yield from _page_differences(paper)
    yield from _comments(paper)
    for sheet in paper.sheets:
        if sheet.far:
            remark = text("It stands further out than any sheet of ours; there may be more of it.")
            yield Difference(Kind.MORE, f"{sheet.name}!{sheet.far}", after="…", remark=remark)


def _comments(paper: Paper) -> Iterator[Difference]:
    comments = [
        (sheet, cell, words) for sheet in paper.sheets for cell, words in sheet.comments.items()
    ]
    for sheet, cell, words in comments[:MOST]:
        yield Difference(Kind.COMMENT, f"{sheet.name}!{cell}", after=words, remark=_COMMENT)
    if len(comments) >= MOST:
        remark = text("Only the first {most} comments are shown.", most=MOST)
        yield Difference(Kind.MORE, f"{paper.sheets[0].name}!", remark=remark)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Neighbouring rows or columns that nobody sees; both ends from 0."""

    first: int
    last: int
    is_column: bool


def _hidden(sheet: Sheet) -> list[_Stretch]:
    """Put hidden rows and columns that lie side by side together, our own column of codes left out."""
    codes = {at for row in sheet.rows for at, cell in enumerate(row) if cell.text == wording.CODE}
    columns = {column_number(one) for one in sheet.hidden_columns} - codes
    rows = {one - 1 for one in sheet.hidden_rows}
    return [
        *_stretches(columns, LAST_COLUMN, is_column=True),
        *_stretches(rows, LAST_ROW, is_column=False),
    ]


def _stretches(hidden: set[int], end: int, *, is_column: bool) -> Iterator[_Stretch]:
    numbers = sorted(one for one in hidden if 0 <= one < end)
    for number in numbers:
        if number - 1 not in hidden:
            last = number
            while last + 1 in hidden and last + 1 < end:
                last += 1
            yield _Stretch(number, last, is_column)


def _held(sheet: Sheet, one: _Stretch) -> str:
    """Return what is hidden: the first words of each row, or of the columns; empty if nothing is."""
    if one.is_column:
        return next(filter(None, (_first(row[one.first : one.last + 1]) for row in sheet.rows)), "")
    rows = (_first(row) for row in sheet.rows[one.first : one.last + 1])
    return "、".join(filter(None, rows))[:_LONGEST]


def _first(cells: Sequence[ForeignCell]) -> str:
    return next((show_cell(cell) for cell in cells if not cell.is_empty), "")


def _stretch(one: _Stretch) -> str:
    """Name rows or columns as Excel does: ``6:6``, ``E:F``."""
    if one.is_column:
        return f"{column_letters(one.first)}:{column_letters(one.last)}"
    return f"{one.first + 1}:{one.last + 1}"


def _page_differences(paper: Paper) -> Iterator[Difference]:
    tables = (budget_table(paper.sheets)[0], timetable_table(paper.sheets))
    ours = {*_OURS, *(table.sheet.name for table in tables if table is not None)}
    for sheet in paper.sheets:
        where, is_ours = f"{sheet.name}!", sheet.name in ours
        headers = [
            words
            for one in sheet.headers
            if squeezed(words := _printed(one)) not in ("", squeezed(wording.DRAFT))
        ]
        if headers and is_ours:
            yield Difference(Kind.HEADER, where, after=headers[0][:_LONGEST], remark=_HEADER)
        if paper.passport is None:
            continue
        for footer in sheet.footers or ("",):
            passport, beside = (
                read_passport(footer),
                _NUMBERED.sub("", without_passport(_printed(footer))),
            )
            is_same = passport == paper.passport and not beside
            if not is_same and (is_ours or passport is not None):
                said = printed(passport) if passport is not None else ""
                yield Difference(
                    Kind.FOOTER,
                    where,
                    before=printed(paper.passport),
                    after=f"{beside[:_LONGEST]} {said}".strip(),
                    remark=_FOOTER,
                )
                break


def cut_tables(paper: Paper, wanted: str = "") -> Iterator[Difference]:
    """Name a print area that leaves out something of the budget or of the timetable."""
    for table in (budget_table(paper.sheets, wanted)[0], timetable_table(paper.sheets)):
        if table is None:
            continue
        here = areas_of(table.sheet)
        rows = [
            row for row in (table.header, *table.rows, table.total, table.words) if row is not None
        ]
        spots = [
            (row, column)
            for row in rows
            for name, column in table.columns.items()
            if name != "code" and not table.sheet.cell(row, column).is_empty
        ]
        if here and not all(is_printed(here, *spot) for spot in spots):
            yield Difference(Kind.AREA, f"{table.sheet.name}!", after=name_areas(here), remark=CUT)


def sheets_beside(paper: Paper, wanted: str = "") -> tuple[str, ...]:
    """Name the sheets on which neither the budget nor the timetable stands."""
    tables = (budget_table(paper.sheets, wanted)[0], timetable_table(paper.sheets))
    known = {table.sheet.name for table in tables if table is not None}
    return tuple(name for name in dict.fromkeys(paper.book.sheet_names) if name not in known)


def areas_of(sheet: Sheet) -> tuple[Area, ...]:
    """Read what is printed of a sheet; empty if all is, and what cannot be read counts as nothing.

    Examples
    --------
    >>> areas_of(Sheet("a.xlsx", "表", (), print_area="表!$A$1:$B$2,表!$D$4"))
    ((0, 0, 1, 1), (3, 3, 3, 3))
    """
    if sheet.print_area is None:
        return ()
    words = _QUOTED.sub("", sheet.print_area).strip()
    return tuple(map(_area, re.split(r"[,;\s]+", words)))


def _area(words: str) -> Area:
    found = read_reference(words)
    if found is None:
        return (0, 0, -1, -1)
    return (
        found.first_row,
        found.first_column,
        min(found.last_row, LAST_ROW - 1),
        min(found.last_column, LAST_COLUMN),
    )


def name_areas(areas: Sequence[Area]) -> str:
    """Write print areas as Excel does.

    Examples
    --------
    >>> name_areas([(0, 0, 11, 5)])
    'A1:F12'
    """
    return ",".join(
        f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
        for top, left, bottom, right in areas
        if bottom >= top
    )


def is_printed(areas: Sequence[Area], row: int, column: int) -> bool:
    """Tell whether a cell lies in one of some print areas."""
    return any(
        top <= row <= bottom and left <= column <= right for top, left, bottom, right in areas
    )


def _printed(words: str) -> str:
    """Leave out Excel's codes for looks; those that print something stay."""
    return "&".join(_LOOKS.sub("", part) for part in words.split("&&")).strip()
