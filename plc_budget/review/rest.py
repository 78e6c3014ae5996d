"""Every other cell of a returned file beside one copy printed anew, and what stands beside the cells.

The rows of the two tables are known by now, so that their sheets are compared wherever rows and columns
have gone; any other sheet is compared address by address, or, where rows or columns were put in, said
to be so.  A formula counts by the cells it takes: one that is still ours is quiet though its result
changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from plc_budget.findings import Words
from plc_budget.language import NOTHING, text
from plc_budget.review.beside import CUT, areas_of, is_printed, name_areas
from plc_budget.review.budget import AMOUNT
from plc_budget.review.differences import FOLLOWS, Difference, Kind
from plc_budget.review.expected import Copy
from plc_budget.review.lines import Rows
from plc_budget.review.paper import Paper
from plc_budget.review.places import Place, filled_cells, find_places, typed_value
from plc_budget.review.values import show_cell
from plc_budget.sheets import wording
from plc_budget.sheets.budget_sheet import printed_headings
from plc_budget.spreadsheets.formulas import references, rewrite, spell
from plc_budget.spreadsheets.sheet import NO_CELL, ForeignCell

MOST = 300
"""Most differences of a sheet that are named one by one."""
PUT_IN = 10
"""From so many cells on that differ, a sheet with other rows or columns is not named cell by cell."""
_LONGEST = 200
_LOST = re.compile(r"[^\s=+\-*/(),:;&<>]*#REF![^\s=+\-*/(),:;&<>]*")
_NOWHERE = "ZZZ9999999"
"""A cell that stands for one that is gone."""
_NEAREST = Decimal("1e-9")
"""By what part of it a number may differ that programs work out with other last digits."""
_NOT_READ = text("The plan is not read from this cell; nothing is to be taken over.")
_BY_RULES = text(
    "This sheet is written from the rules; another edition of plc-budget or of its rules since the printing can have changed it, too."
)
_AS_TEXT = text("It is a text now and no number any more, or the other way round.")
_WORKED_OUT = text("The sheet works this cell out; nothing is to be taken over.")
_SHAPE = text(
    "Its cells are not named one by one, because rows or columns were put in or taken out; read the sheet yourself."
)


def rest_differences(
    paper: Paper, copy: Copy, lines: Rows | None, slots: Rows | None, named: Collection[str]
) -> list[Difference]:
    """Name whatever differs from a copy and is not named yet.

    Parameters
    ----------
    paper : Paper
        The file.
    copy : Copy
        What was printed.
    lines, slots : Rows or None
        The tables of the file with their rows known; None where it has none.
    named : collection of str
        The cells and sheets that are named already.
    """
    places = find_places(paper, copy, lines, slots)
    by_name = {place.ours.name: place for place in places}
    cells = [one for place in places for one in _cell_differences(place, copy, by_name, named)]
    reshaped = {one.cell for one in cells if one.kind is Kind.SHAPE}
    areas = [one for place in places for one in _cut_sheet(place) if one.cell not in reshaped]
    return [*_sheet_differences(paper, copy, by_name, named), *_mark(paper, copy), *areas, *cells]


def _cell_differences(
    place: Place, copy: Copy, places: Mapping[str, Place], named: Collection[str]
) -> list[Difference]:
    """Compare a sheet cell by cell."""
    found = [one for one in _cells(place, copy, places) if one.cell not in named]
    is_other = (
        [len(one.rows) for one in (place.ours, place.theirs)],
        [max(map(len, one.rows), default=0) for one in (place.ours, place.theirs)],
    )
    if (
        place.table is None
        and len(found) >= PUT_IN
        and any(one != other for one, other in is_other)
    ):
        return [
            Difference(
                Kind.SHAPE,
                f"{place.theirs.name}!",
                before=str(len(place.ours.rows)),
                after=str(len(place.theirs.rows)),
                remark=_SHAPE,
            )
        ]
    if len(found) > MOST:
        more = text("More than {most} cells of this sheet differ.", most=MOST)
        return [*found[:MOST], Difference(Kind.MORE, f"{place.theirs.name}!", remark=more)]
    return found


def _cells(place: Place, copy: Copy, places: Mapping[str, Place]) -> Iterator[Difference]:
    """Walk over the cells of the file, then over those of ours that are nowhere."""
    rows = {there: row for row, there in place.rows.items()}
    columns = {there: column for column, there in place.columns.items()}
    of_table = {*place.table.columns.values()} if place.table else set()
    above = _titles(place) if place.table else set()
    height = max([len(place.theirs.rows), *(there + 1 for there in place.rows.values())])
    width = max(
        [*map(len, place.theirs.rows), *(there + 1 for there in place.columns.values())], default=0
    )
    for row in range(height):
        for column in range(width):
            if row in place.apart and column in of_table:
                continue
            is_known = row in rows and column in columns
            ours = place.ours.cell(rows[row], columns[column]) if is_known else NO_CELL
            theirs = place.theirs.cell(row, column)
            if ours is theirs or (ours.is_empty and theirs.is_empty):
                continue
            is_above = place.table is not None and row < place.table.header
            if (
                is_above
                and (typed_value(ours) if theirs.is_empty else typed_value(theirs)) in above
            ):
                continue  # a title that stands elsewhere among the titles
            result = NO_CELL
            if ours.formula and not theirs.formula:
                result = copy.result(place.ours.name, rows[row], columns[column])
            remark = _remark(ours, theirs, result, place, places)
            if remark is not None:
                yield _named(
                    place, row, column, show_cell(ours, result, theirs), show_cell(theirs), remark
                )
    yield from _lost(place, copy)


def _titles(place: Place) -> set[Decimal | str | None]:
    """Return the texts that stand once above the table both in our sheet and in theirs."""
    ours = Counter(
        typed_value(place.ours.cell(*at))
        for at in filled_cells(place.ours)
        if at[0] in place.rows and place.table and place.rows[at[0]] < place.table.header
    )
    theirs = Counter(
        typed_value(place.theirs.cell(*at))
        for at in filled_cells(place.theirs)
        if place.table and at[0] < place.table.header
    )
    return {one for one in ours if isinstance(one, str) and ours[one] == theirs[one] == 1}


def _remark(
    ours: ForeignCell,
    theirs: ForeignCell,
    result: ForeignCell,
    place: Place,
    places: Mapping[str, Place],
) -> Words | None:
    """Say what is to be known of a cell that differs; None where it is as it was printed."""
    by_rules = _BY_RULES if place.ours.name in (wording.PRECHECK, wording.RULES) else NOTHING
    if theirs.formula:
        if ours.formula and _is_still_ours(ours.formula, theirs.formula, place, places):
            return None
        return _WORKED_OUT if ours.formula else _NOT_READ
    if ours.formula:
        return FOLLOWS if _comes_to(theirs, result) else _WORKED_OUT
    before, after = typed_value(ours), typed_value(theirs)
    if before == after:
        return None
    is_retyped = before is not None and after is not None and type(before) is not type(after)
    return (
        _AS_TEXT
        if is_retyped
        else by_rules
        if by_rules != NOTHING and not ours.is_empty
        else _NOT_READ
    )


def _is_still_ours(ours: str, theirs: str, place: Place, places: Mapping[str, Place]) -> bool:
    """Tell whether a formula takes the cells it was printed with, wherever they have gone.

    What took a row that is gone, which is named, may take anything there.
    """
    lost = _LOST.sub(_NOWHERE, spell(theirs))
    if rewrite(spell(ours), lambda _: "?") != rewrite(lost, lambda _: "?"):
        return False
    by_name = {one.theirs.name: one for one in places.values()}
    for mine, there in zip(references(ours), references(lost), strict=True):
        found = places.get(mine.sheet or place.ours.name)
        rows = _ends(found.rows, mine.first_row, mine.last_row) if found else None
        columns = _ends(found.columns, mine.first_column, mine.last_column) if found else None
        if found is None or rows is None or columns is None:
            continue
        target = by_name.get(there.sheet or place.theirs.name)
        if target is not found or columns != (there.first_column, there.last_column):
            return False
        if _without_new(rows, found) != _without_new((there.first_row, there.last_row), found):
            return False
    return True


def _ends(places: Mapping[int, int], first: int, last: int) -> tuple[int, int] | None:
    """Return where a stretch of rows or columns begins and ends in the file; None where it is gone."""
    there = [places[at] for at in range(first, min(last, first + 10_000) + 1) if at in places]
    return (min(there), max(there)) if there else None


def _without_new(rows: tuple[int, int], place: Place) -> tuple[int, int]:
    """Leave new rows at the ends of a stretch out; whether a sum takes them is told by the total."""
    first, last = rows
    while first < last and first in place.apart:
        first += 1
    while first < last and last in place.apart:
        last -= 1
    return first, last


def _comes_to(cell: ForeignCell, result: ForeignCell) -> bool:
    """Tell whether what was typed over a formula is what it came to: money to the dollar, parts nearly."""
    value, due = typed_value(cell), typed_value(result)
    if isinstance(value, Decimal) and isinstance(due, Decimal):
        is_whole = due == due.to_integral_value()
        return abs(value - due) <= (Decimal(0) if is_whole else abs(due) * _NEAREST)
    return value == due


def _named(
    place: Place, row: int, column: int, before: str, after: str, remark: Words
) -> Difference:
    """Name a cell that differs, and the line and the field it belongs to."""
    cell = place.theirs.address(row, column)
    item, line = place.names.get(row, ("", ""))
    columns = place.table.columns if place.table else {}
    name = next((name for name, at in columns.items() if at == column), "") if line else ""
    if name == "amount" and remark == _WORKED_OUT:
        remark = AMOUNT
    return Difference(Kind.CELL, cell, item, line, name, before, after, remark=remark)


def _lost(place: Place, copy: Copy) -> Iterator[Difference]:
    """Name the cells of ours whose row or column is nowhere, unless it is named as such or holds codes."""
    codes = {
        column
        for cells in place.ours.rows
        for column, cell in enumerate(cells)
        if cell.text == wording.CODE
    }
    lost = {
        column
        for column in range(max(map(len, place.ours.rows), default=0))
        if column not in place.columns
    }
    table = place.table
    for column in sorted(lost - codes):
        cells = [
            cell
            for cell in (place.ours.cell(row, column) for row in range(len(place.ours.rows)))
            if not cell.is_empty
        ]
        if (
            cells
            and table is not None
            and not any(one.text in printed_headings().values() for one in cells)
        ):
            yield Difference(
                Kind.COLUMN,
                f"{place.theirs.name}!{show_cell(cells[0])}",
                before=show_cell(cells[0]),
                remark=_NOT_READ,
            )
    for row, column in filled_cells(place.ours):
        if row not in place.rows and row not in place.gone and column in place.columns:
            cell = place.ours.cell(row, column)
            result = copy.result(place.ours.name, row, column) if cell.formula else NO_CELL
            yield Difference(
                Kind.CELL, f"{place.theirs.name}!", before=show_cell(cell, result), remark=_NOT_READ
            )


def _sheet_differences(
    paper: Paper, copy: Copy, places: Mapping[str, Place], named: Collection[str]
) -> Iterator[Difference]:
    """Name the sheets that are gone, new or renamed."""
    for sheet in copy.sheets:
        place = places.get(sheet.name)
        if place is None and f"{sheet.name}!" not in named:
            yield Difference(Kind.SHEET, f"{sheet.name}!", before=sheet.name)
        elif place is not None and place.theirs.name != sheet.name:
            yield Difference(
                Kind.SHEET_RENAMED,
                f"{place.theirs.name}!",
                before=sheet.name,
                after=place.theirs.name,
            )
    known = {place.theirs.name for place in places.values()}
    for name in dict.fromkeys([*(sheet.name for sheet in paper.sheets), *paper.book.sheet_names]):
        if name not in known:
            remark = text("It was not printed with the others; read it yourself.")
            yield Difference(Kind.SHEET_ADDED, f"{name}!", after=name, remark=remark)


def _mark(paper: Paper, copy: Copy) -> Iterator[Difference]:
    """Say when a draft has lost the words that mark it."""
    if copy.is_draft and not paper.is_draft and paper.passport is not None:
        yield Difference(
            Kind.MARK,
            f"{paper.sheets[0].name}!",
            before=wording.DRAFT,
            remark=text("It was printed as a draft; it is not to be signed."),
        )


def _cut_sheet(place: Place) -> Iterator[Difference]:
    """Name a print area that leaves out what was printed."""
    mine, here = areas_of(place.ours), areas_of(place.theirs)
    spots = [
        (place.rows[row], place.columns[column])
        for row, column in filled_cells(place.ours)
        if row in place.rows and column in place.columns and is_printed(mine, row, column)
    ]
    if mine and here and mine != here and not all(is_printed(here, *spot) for spot in spots):
        yield Difference(
            Kind.AREA,
            f"{place.theirs.name}!",
            before=name_areas(mine),
            after=name_areas(here),
            remark=CUT,
        )
