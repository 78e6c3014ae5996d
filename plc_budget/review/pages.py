"""What stands beside the cells of a returned file: comments, headers and footers, hidden rows, print areas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plc_budget.language import text
from plc_budget.review.differences import Difference, Kind
from plc_budget.review.paper import Paper
from plc_budget.review.tables import budget_table, timetable_table
from plc_budget.review.values import show_cell
from plc_budget.sheets import wording
from plc_budget.sheets.passport import drop_passport, read_passport, write_passport
from plc_budget.sheets.printout import drop_unseen
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
_LONGEST = 200
_LOOKS = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f+\-]{6,8}|\d{1,3}|[BIUESXYLCRbiuesxylcr])")
_NUMBERED = re.compile(r"第(?:&P|\d*)頁[/／]?共(?:&N|\d*)頁", re.IGNORECASE)
_QUOTED = re.compile(r"'(?:[^']|'')*'")
_OURS = (
    wording.BUDGET,
    wording.TIMETABLE,
    wording.PRECHECK,
    wording.RULES,
    wording.SHARES,
    wording.COMPARISON,
    wording.HISTORY,
)
_DISGUISED = text(
    "The number format of the cell shows something else; what is compared is what the cell holds."
)
_COMMENT = text("Somebody has to read it; the plan holds no comments.")
_HIDDEN = text("It still counts and is neither shown nor printed; show it again and look at it.")
_HEADER = text("It is printed over every page of this sheet; no paper of ours has it.")
_FOOTER = text(
    "The pages of this sheet do not print the footer as it was, which names plan and version."
)
_CUT = text("Only this part of the sheet is printed; something that was on the paper is left out.")


def page_differences(paper: Paper) -> Iterator[Difference]:
    """Name what never was on a paper of ours, whatever it was printed from.

    That is hidden sheets, rows and columns that hold something, numbers that a number format shows as
    others, headers, footers that are not those of the paper, comments, and cells further out than ours.
    """
    for name in paper.book.sheet_names:
        if name in paper.book.hidden_sheets:
            yield Difference(Kind.SHEET_HIDDEN, f"{name}!", before=name)
    tables = (budget_table(paper.sheets)[0], timetable_table(paper.sheets))
    ours = {*_OURS, *(table.sheet.name for table in tables if table is not None)}
    for sheet in paper.sheets:
        where = f"{sheet.name}!"
        yield from _hidden(sheet)
        for cell, shown in sheet.disguised.items():
            held = show_cell(sheet.cell(*(read_address(cell) or (-1, -1))))
            yield Difference(
                Kind.DISGUISED, where + cell, before=held, after=shown[:_FORMAT], remark=_DISGUISED
            )
        if sheet.name in ours:
            yield from _header(sheet)
        yield from _footer(paper, sheet, is_ours=sheet.name in ours)
        if sheet.far:
            remark = text("It stands further out than any sheet of ours; there may be more of it.")
            yield Difference(Kind.MORE, where + sheet.far, after="…", remark=remark)
    comments = [
        Difference(Kind.COMMENT, f"{sheet.name}!{cell}", after=words, remark=_COMMENT)
        for sheet in paper.sheets
        for cell, words in sheet.comments.items()
    ]
    yield from comments[:MOST]
    if len(comments) >= MOST:
        remark = text("Only the first {most} comments are shown.", most=MOST)
        yield Difference(Kind.MORE, f"{paper.sheets[0].name}!", remark=remark)


def _hidden(sheet: Sheet) -> Iterator[Difference]:
    """Name rows and columns nobody sees that hold something, our own column of codes left out."""
    codes = {at for row in sheet.rows for at, cell in enumerate(row) if cell.text == wording.CODE}
    columns = {column_number(one) for one in sheet.hidden_columns} - codes
    for first, last in _stretches(columns, LAST_COLUMN):
        cells = (_first_words(row[first : last + 1]) for row in sheet.rows)
        name = f"{column_letters(first)}:{column_letters(last)}"
        yield from _unseen(sheet, name, next(filter(None, cells), ""))
    for first, last in _stretches({one - 1 for one in sheet.hidden_rows}, LAST_ROW):
        rows = filter(None, map(_first_words, sheet.rows[first : last + 1]))
        yield from _unseen(sheet, f"{first + 1}:{last + 1}", "、".join(rows)[:_LONGEST])


def _stretches(hidden: set[int], end: int) -> Iterator[tuple[int, int]]:
    """Put neighbours together: the first and the last of each stretch, from 0."""
    for first in sorted(one for one in hidden if 0 <= one < end and one - 1 not in hidden):
        last = first
        while last + 1 in hidden and last + 1 < end:
            last += 1
        yield first, last


def _first_words(cells: Sequence[ForeignCell]) -> str:
    return next((show_cell(cell) for cell in cells if not cell.is_empty), "")


def _unseen(sheet: Sheet, name: str, held: str) -> Iterator[Difference]:
    if held:
        yield Difference(Kind.UNSEEN, f"{sheet.name}!{name}", before=held, remark=_HIDDEN)


def _header(sheet: Sheet) -> Iterator[Difference]:
    for words in map(_drop_looks, sheet.headers):
        if drop_unseen(words) not in ("", drop_unseen(wording.DRAFT)):
            after = words[:_LONGEST]
            yield Difference(Kind.HEADER, f"{sheet.name}!", after=after, remark=_HEADER)
            return


def _footer(paper: Paper, sheet: Sheet, *, is_ours: bool) -> Iterator[Difference]:
    if paper.passport is None:
        return
    for footer in sheet.footers or ("",):
        passport = read_passport(footer)
        beside = _NUMBERED.sub("", drop_passport(_drop_looks(footer)))
        is_same = passport == paper.passport and not beside
        if not is_same and (is_ours or passport is not None):
            said = write_passport(passport) if passport is not None else ""
            before, after = write_passport(paper.passport), f"{beside[:_LONGEST]} {said}".strip()
            where = f"{sheet.name}!"
            yield Difference(Kind.FOOTER, where, before=before, after=after, remark=_FOOTER)
            return


def _drop_looks(words: str) -> str:
    """Leave out Excel's codes for looks; those that print something stay."""
    return "&".join(_LOOKS.sub("", part) for part in words.split("&&")).strip()


def cut_tables(paper: Paper, wanted: str = "") -> Iterator[Difference]:
    """Name a print area that leaves out something of the budget or of the timetable."""
    for table in (budget_table(paper.sheets, wanted)[0], timetable_table(paper.sheets)):
        if table is not None:
            rows = (table.header, *table.rows, table.total, table.words)
            spots = [
                (row, column)
                for row in rows
                for name, column in table.columns.items()
                if row is not None and name != "code" and not table.sheet.cell(row, column).is_empty
            ]
            yield from cut_differences(table.sheet, spots)


def cut_differences(
    sheet: Sheet, spots: Sequence[tuple[int, int]], printed: Sequence[Area] = ()
) -> Iterator[Difference]:
    """Name the print areas of a sheet where they leave some cells out; ``printed`` are ours."""
    areas = read_areas(sheet)
    if not all(is_printed(areas, *spot) for spot in spots):
        before, after = _name_areas(printed), _name_areas(areas)
        yield Difference(Kind.AREA, f"{sheet.name}!", before=before, after=after, remark=_CUT)


def sheets_beside(paper: Paper, wanted: str = "") -> tuple[str, ...]:
    """Name the sheets on which neither the budget nor the timetable stands."""
    tables = (budget_table(paper.sheets, wanted)[0], timetable_table(paper.sheets))
    known = {table.sheet.name for table in tables if table is not None}
    return tuple(name for name in dict.fromkeys(paper.book.sheet_names) if name not in known)


def read_areas(sheet: Sheet) -> tuple[Area, ...]:
    """Read what is printed of a sheet; empty if all is, and what cannot be read counts as nothing.

    Examples
    --------
    >>> read_areas(Sheet("a.xlsx", "表", (), print_area="表!$A$1:$B$2,表!$D$4"))
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
    last_row, last_column = min(found.last_row, LAST_ROW - 1), min(found.last_column, LAST_COLUMN)
    return (found.first_row, found.first_column, last_row, last_column)


def _name_areas(areas: Sequence[Area]) -> str:
    """Write print areas as Excel does: ``A1:F12``."""
    return ",".join(
        f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
        for top, left, bottom, right in areas
        if bottom >= top
    )


def is_printed(areas: Sequence[Area], row: int, column: int) -> bool:
    """Tell whether a cell lies in one of some print areas; everything does where there are none."""
    return not areas or any(
        top <= row <= bottom and left <= column <= right for top, left, bottom, right in areas
    )
