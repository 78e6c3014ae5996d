"""What of the printed pages of a returned file is not ours: headers, footers, sheets that are cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plc_budget.language import text
from plc_budget.returning.comparing.differences import Difference, Kind
from plc_budget.returning.reading.pages import Area, Page
from plc_budget.returning.reading.paper import Paper
from plc_budget.returning.reading.tables import Table, budget_table, timetable_table
from plc_budget.returning.reprinted.facing import Facing
from plc_budget.sheets.passport import printed
from plc_budget.sheets.wording import (
    BUDGET,
    COMPARISON,
    HISTORY,
    PRECHECK,
    RULES,
    SHARES,
    TIMETABLE,
)
from plc_budget.spreadsheets.addresses import column_letters

_OURS = (BUDGET, TIMETABLE, PRECHECK, RULES, SHARES, COMPARISON, HISTORY)
_LONGEST = 120
_HEADER = text("It is printed over every page of this sheet; no paper of ours has it.")
_FOOTER = text("The pages of this sheet do not print the footer as it was, which names plan and version.")  # fmt: skip
_CUT = text("Only this part of the sheet is printed; something that was on the paper is left out.")


def page_differences(paper: Paper) -> Iterator[Difference]:
    """Name headers that were never printed, and footers that are not those of the paper.

    Parameters
    ----------
    paper : Paper
        The file.
    """
    ours = {*_OURS, *(table.sheet.name for table in _tables(paper, ""))}
    for page in paper.margins.pages:
        where, is_ours = f"{page.sheet}!", page.sheet in ours
        if page.headers and is_ours:
            yield Difference(Kind.HEADER, where, after=page.headers[0][:_LONGEST], remark=_HEADER)
        if paper.passport is None:
            continue
        for footer in page.footers:
            is_same = footer.passport == paper.passport and not footer.beside
            if not is_same and (is_ours or footer.passport is not None):
                said = printed(footer.passport) if footer.passport is not None else ""
                yield Difference(Kind.FOOTER, where, before=printed(paper.passport),
                                 after=f"{footer.beside[:_LONGEST]} {said}".strip(), remark=_FOOTER)  # fmt: skip
                break


def cut_sheet(face: Facing, ours: Sequence[Page], theirs: Sequence[Page]) -> Iterator[Difference]:
    """Name a print area that leaves out what was printed.

    Parameters
    ----------
    face : Facing
        Our sheet and theirs.
    ours, theirs : sequence of Page
        Those that were printed, and those of the file.
    """
    mine, here = _areas(ours, face.ours.name), _areas(theirs, face.theirs.name)
    if not mine or not here or mine == here:
        return
    rows, columns = ({one: there for there, one in pairs.items()}
                     for pairs in (face.rows, face.columns))  # fmt: skip
    spots = [(rows[row], columns[column]) for row, cells in enumerate(face.ours.rows)
             for column, cell in enumerate(cells)
             if not cell.is_empty and row in rows and column in columns and _is_in(mine, row, column)]  # fmt: skip
    if not all(_is_in(here, *spot) for spot in spots):
        yield _cut(face.theirs.name, mine, here)


def cut_tables(paper: Paper, wanted: str = "") -> Iterator[Difference]:
    """Name a print area that leaves out something of the budget or of the timetable.

    Parameters
    ----------
    paper : Paper
        The file.
    wanted : str
        The sheet to take, if the budget stands on several.
    """
    for table in _tables(paper, wanted):
        here = _areas(paper.margins.pages, table.sheet.name)
        rows = [table.header, *table.rows, table.total, table.words]
        spots = [(row, column) for row in rows if row is not None
                 for column in table.columns.values() if not table.sheet.cell(row, column).is_empty]  # fmt: skip
        if here and not all(_is_in(here, *spot) for spot in spots):
            yield _cut(table.sheet.name, (), here)


def sheets_beside(paper: Paper, wanted: str = "") -> tuple[str, ...]:
    """Name the sheets on which neither the budget nor the timetable stands.

    Parameters
    ----------
    paper : Paper
        The file.
    wanted : str
        The sheet to take, if the budget stands on several.
    """
    known = {table.sheet.name for table in _tables(paper, wanted)}
    names = (*paper.margins.names, *(sheet.name for sheet in paper.sheets))
    return tuple(name for name in dict.fromkeys(names) if name not in known)


def _tables(paper: Paper, wanted: str) -> list[Table]:
    found = (budget_table(paper.sheets, wanted)[0], timetable_table(paper.sheets))
    return [table for table in found if table is not None]


def _areas(pages: Sequence[Page], sheet: str) -> tuple[Area, ...]:
    return next((page.areas for page in pages if page.sheet == sheet), ())


def _is_in(areas: Sequence[Area], row: int, column: int) -> bool:
    return any(top <= row <= bottom and left <= column <= right
               for top, left, bottom, right in areas)  # fmt: skip


def _cut(sheet: str, mine: Sequence[Area], here: Sequence[Area]) -> Difference:
    return Difference(Kind.AREA, f"{sheet}!", before=_said(mine), after=_said(here), remark=_CUT)


def _said(areas: Sequence[Area]) -> str:
    return ",".join(f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
                    for top, left, bottom, right in areas if bottom >= top)  # fmt: skip
