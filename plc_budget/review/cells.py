"""Every other cell of a returned file beside one fresh export, wherever its rows and columns have gone.

The rows of the two tables are known by now, so that their sheets are compared wherever rows and columns
went; any other sheet is compared address by address, or, where rows or columns were put in, said to be
so.  A formula counts by the cells it takes: one that is still ours is quiet though its result changed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from plc_budget.findings import Words
from plc_budget.language import text
from plc_budget.review.budget import AMOUNT
from plc_budget.review.differences import FOLLOWS, NOT_READ, Difference, Kind
from plc_budget.review.lines import Rows
from plc_budget.review.pages import cut_differences, is_printed, read_areas
from plc_budget.review.paper import Paper
from plc_budget.review.printed import Copy
from plc_budget.review.tables import Table, budget_table, timetable_table
from plc_budget.review.values import number_in, show_cell
from plc_budget.sheets import wording
from plc_budget.sheets.budget_sheet import printed_headings
from plc_budget.sheets.printout import drop_unseen
from plc_budget.spreadsheets.formulas import references, rewrite, spell
from plc_budget.spreadsheets.sheet import NO_CELL, ForeignCell, Sheet
from plc_budget.spreadsheets.sheet import Kind as CellKind

MOST = 300
"""Most differences of a sheet that are named one by one."""
PUT_IN = 10
"""From so many cells on that differ, a sheet with other rows or columns is not named cell by cell."""
_DAY = 86_400
"""[s]"""
_LOST = re.compile(r"[^\s=+\-*/(),:;&<>]*#REF![^\s=+\-*/(),:;&<>]*")
_NOWHERE = "ZZZ9999999"
"""A cell that stands for one that is gone."""
_NEAREST = Decimal("1e-9")
"""By what part of it a number may differ that programs work out with other last digits."""
_BY_RULES = text(
    "This sheet is written from the rules; another edition of plc-budget or of its rules since the printing can have changed it, too."
)
_AS_TEXT = text("It is a text now and no number any more, or the other way round.")
_WORKED_OUT = text("The sheet works this cell out; nothing is to be taken over.")
_SHAPE = text(
    "Its cells are not named one by one, because rows or columns were put in or taken out; read the sheet yourself."
)


@dataclass(frozen=True)
class Place:
    """Where a sheet of ours lies in the file: its rows and columns there, by ours; its table, if it has one."""

    ours: Sheet
    theirs: Sheet
    rows: Mapping[int, int]
    columns: Mapping[int, int]
    table: Rows | None = None
    gone: Collection[int] = ()
    """Rows of ours that are named as removed."""

    @cached_property
    def apart(self) -> set[int]:
        """The rows of their table that are named as new, or asked about."""
        table = self.table.reading.table if self.table else None
        return {*table.rows, *table.subtotals} - {*self.rows.values()} if table else set()

    @property
    def header(self) -> int:
        """The row of headings of their table; 0 without one."""
        return self.table.reading.table.header if self.table else 0

    @property
    def fields(self) -> Mapping[str, int]:
        """The columns of their table by their fields."""
        return self.table.reading.table.columns if self.table else {}


def cell_differences(
    paper: Paper, copy: Copy, tables: tuple[Rows | None, Rows | None], named: Collection[str]
) -> list[Difference]:
    """Name whatever differs from a copy and is not named yet, beside the two tables whose rows are known."""
    places = _find_places(paper, copy, tables)
    found = [*_sheet_differences(paper, copy, places, named)]
    if copy.is_draft and not paper.is_draft and paper.passport is not None:
        remark = text("It was printed as a draft; it is not to be signed.")
        where = f"{paper.sheets[0].name}!"
        found.append(Difference(Kind.MARK, where, before=wording.DRAFT, remark=remark))
    for place in places.values():
        cells = [one for one in _cells(place, copy, places) if one.cell not in named]
        where = f"{place.theirs.name}!"
        sizes = [_size(place.ours), _size(place.theirs)]
        if place.table is None and len(cells) >= PUT_IN and sizes[0] != sizes[1]:
            before, after = (" × ".join(map(str, size)) for size in sizes)
            found.append(Difference(Kind.SHAPE, where, before=before, after=after, remark=_SHAPE))
            continue
        found += [*_cut(place), *cells[:MOST]]
        if len(cells) > MOST:
            more = text("More than {most} cells of this sheet differ.", most=MOST)
            found.append(Difference(Kind.MORE, where, remark=more))
    return found


def _size(sheet: Sheet) -> tuple[int, int]:
    return len(sheet.rows), max(map(len, sheet.rows), default=0)


def _filled(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """List the cells in which something stands."""
    return (
        (row, column)
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if not cell.is_empty
    )


def _find_places(
    paper: Paper, copy: Copy, tables: tuple[Rows | None, Rows | None]
) -> dict[str, Place]:
    """Find the sheets of ours that are there: the tables by their rows, others by name or what they hold."""
    there = {sheet.name: sheet for sheet in paper.sheets}
    known: dict[str, Place] = {}
    for ours, rows in zip(
        (budget_table(copy.sheets)[0], timetable_table(copy.sheets)), tables, strict=True
    ):
        if ours is not None and rows is not None:
            known[ours.sheet.name] = _place(ours, rows, there)
    left = dict(there)
    for place in known.values():
        left.pop(place.theirs.name, None)
    for sheet in copy.sheets:
        theirs = None if sheet.name in known else _same_sheet(sheet, left, copy)
        if theirs is not None:
            height, width = _size(sheet)
            rows_there, columns = ({n: n for n in range(number)} for number in (height, width))
            known[sheet.name] = Place(sheet, left.pop(theirs), rows_there, columns)
    return {sheet.name: known[sheet.name] for sheet in copy.sheets if sheet.name in known}


def _same_sheet(ours: Sheet, left: Mapping[str, Sheet], copy: Copy) -> str | None:
    """Find a sheet by its name, else among those of strange names by what stands on it."""
    if ours.name in left:
        return ours.name
    held = list(_filled(ours))
    strange = left.keys() - {sheet.name for sheet in copy.sheets}
    for name in (name for name in left if name in strange):
        same = sum(_comparable(left[name].cell(*at)) == _comparable(ours.cell(*at)) for at in held)
        if 2 * same >= len(held) > 0:
            return name
    return None


def _place(ours: Table, found: Rows, there: Mapping[str, Sheet]) -> Place:
    """Say where a table lies: above and below it as far from it as it was, its columns by their headings."""
    theirs, order = found.reading.table, [*found.olds]
    rows = {
        row: at for row in range(ours.header + 1) if (at := row + theirs.header - ours.header) >= 0
    }
    rows |= {ours.rows[order.index(name)]: row for row, name in found.pairs.items()}
    for mine, other in ((ours.total, theirs.total), (ours.words, theirs.words)):
        if mine is not None and other is not None:
            rows[mine] = other
    away = theirs.end - ours.end
    rows |= {row: row + away for row in range(ours.end + 1, len(ours.sheet.rows))}
    gone = {*ours.rows, ours.total, ours.words} - {None} - rows.keys()
    sheet = there[theirs.sheet.name]
    return Place(
        ours.sheet, sheet, rows, _columns(ours, theirs), found, [one for one in gone if one]
    )


def _columns(ours: Table, theirs: Table) -> dict[int, int]:
    """Pair the columns of a table by their headings; of several of one heading in their order."""
    pairs = {
        at: theirs.columns[name] for name, at in ours.columns.items() if name in theirs.columns
    }
    free = defaultdict[str, list[int]](list)
    for column in range(_size(theirs.sheet)[1]):
        if column not in pairs.values():
            free[theirs.sheet.cell(theirs.header, column).squeezed].append(column)
    for column in range(_size(ours.sheet)[1]):
        heading = ours.sheet.cell(ours.header, column).squeezed
        if column not in ours.columns.values() and heading and free[heading]:
            pairs[column] = free[heading].pop(0)
    return pairs


def _cells(place: Place, copy: Copy, places: Mapping[str, Place]) -> Iterator[Difference]:
    """Walk over the cells of the file, then over those of ours that are nowhere."""
    rows = {there: row for row, there in place.rows.items()}
    columns = {there: column for column, there in place.columns.items()}
    of_table, titles = {*place.fields.values()}, _titles(place)
    height, width = _size(place.theirs)
    for row in range(max(height, *(there + 1 for there in rows), 0)):
        for column in range(max(width, *(there + 1 for there in columns), 0)):
            if row in place.apart and column in of_table:
                continue
            ours = place.ours.cell(rows.get(row, -1), columns.get(column, -1))
            theirs = place.theirs.cell(row, column)
            if ours is theirs or (ours.is_empty and theirs.is_empty):
                continue
            if row < place.header and _comparable(ours if theirs.is_empty else theirs) in titles:
                continue  # a title that stands elsewhere among the titles
            result = NO_CELL
            if ours.formula and not theirs.formula:
                result = copy.result(place.ours.name, rows[row], columns[column])
            remark = _remark(ours, theirs, result, place, places)
            if remark is not None:
                shown = show_cell(ours, result, theirs), show_cell(theirs)
                yield _name_cell(place, row, column, *shown, remark)
    yield from _lost(place, copy)


def _titles(place: Place) -> set[Decimal | str | None]:
    """Return the texts that stand once above the table both in our sheet and in theirs."""
    ours = Counter(
        _comparable(place.ours.cell(*at))
        for at in _filled(place.ours)
        if place.rows.get(at[0], place.header) < place.header
    )
    theirs = Counter(
        _comparable(place.theirs.cell(*at)) for at in _filled(place.theirs) if at[0] < place.header
    )
    return {one for one in ours if isinstance(one, str) and ours[one] == theirs[one] == 1}


def _comparable(cell: ForeignCell) -> Decimal | str | None:
    """Return what was typed into a cell, comparable: a number, a text without blanks, or None."""
    if cell.formula:
        return spell(cell.formula)
    is_time = cell.kind is CellKind.DATE
    number = number_in(cell) if is_time or cell.value is not None else None
    if number is not None:
        return round(number * _DAY) / Decimal(_DAY) if is_time else number
    return drop_unseen(cell.text.upper() if cell.kind is CellKind.TRUTH else cell.text) or None


def _remark(
    ours: ForeignCell,
    theirs: ForeignCell,
    result: ForeignCell,
    place: Place,
    places: Mapping[str, Place],
) -> Words | None:
    """Say what is to be known of a cell that differs; None where it is as it was printed."""
    if theirs.formula:
        if ours.formula and _is_still_ours(ours.formula, theirs.formula, place, places):
            return None
        return _WORKED_OUT if ours.formula else NOT_READ
    if ours.formula:
        return FOLLOWS if _comes_to(_comparable(theirs), _comparable(result)) else _WORKED_OUT
    before, after = _comparable(ours), _comparable(theirs)
    if before == after:
        return None
    if before is not None and after is not None and type(before) is not type(after):
        return _AS_TEXT
    is_by_rules = place.ours.name in (wording.PRECHECK, wording.RULES) and not ours.is_empty
    return _BY_RULES if is_by_rules else NOT_READ


def _comes_to(value: Decimal | str | None, due: Decimal | str | None) -> bool:
    """Tell whether what was typed over a formula is what it came to: money to the dollar, parts nearly."""
    if isinstance(value, Decimal) and isinstance(due, Decimal):
        is_whole = due == due.to_integral_value()
        return abs(value - due) <= (Decimal(0) if is_whole else abs(due) * _NEAREST)
    return value == due


def _is_still_ours(ours: str, theirs: str, place: Place, places: Mapping[str, Place]) -> bool:
    """Tell whether a formula takes the cells it was printed with, wherever they have gone.

    What took a row that is gone, which is named, may take anything there.
    """
    lost = _LOST.sub(_NOWHERE, spell(theirs))
    if rewrite(spell(ours), lambda _: "?") != rewrite(lost, lambda _: "?"):
        return False
    for mine, there in zip(references(ours), references(lost), strict=True):
        found = places.get(mine.sheet or place.ours.name)
        rows = _ends(found.rows, mine.first_row, mine.last_row) if found else None
        columns = _ends(found.columns, mine.first_column, mine.last_column) if found else None
        if found is None or rows is None or columns is None:
            continue
        if found.theirs.name != (there.sheet or place.theirs.name):
            return False
        if columns != (there.first_column, there.last_column):
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


def _name_cell(
    place: Place, row: int, column: int, before: str, after: str, remark: Words
) -> Difference:
    """Name a cell that differs, and the line and the field it belongs to."""
    item = line = name = ""
    if place.table and row in place.table.pairs:
        line = place.table.pairs[row]
        item = place.table.table.name_row(place.table.olds[line])
        name = next((name for name, at in place.fields.items() if at == column), "")
    if name == "amount" and remark == _WORKED_OUT:
        remark = AMOUNT
    cell = place.theirs.address(row, column)
    return Difference(Kind.CELL, cell, item, line, name, before, after, remark=remark)


def _lost(place: Place, copy: Copy) -> Iterator[Difference]:
    """Name the cells of ours whose row or column is nowhere, unless it is named as such or holds codes."""
    where, heads = f"{place.theirs.name}!", {wording.CODE, *printed_headings().values()}
    for column in {*range(_size(place.ours)[1])} - place.columns.keys():
        cells = [
            row[column] for row in place.ours.rows if column < len(row) and not row[column].is_empty
        ]
        if place.table and cells and not any(one.text in heads for one in cells):
            head = show_cell(cells[0])
            yield Difference(Kind.COLUMN, f"{where}{head}", before=head, remark=NOT_READ)
    for row, column in _filled(place.ours):
        if row not in place.rows and row not in place.gone and column in place.columns:
            cell = place.ours.cell(row, column)
            result = copy.result(place.ours.name, row, column) if cell.formula else NO_CELL
            yield Difference(Kind.CELL, where, before=show_cell(cell, result), remark=NOT_READ)


def _sheet_differences(
    paper: Paper, copy: Copy, places: Mapping[str, Place], named: Collection[str]
) -> Iterator[Difference]:
    """Name the sheets that are gone, new or renamed."""
    for sheet in copy.sheets:
        name = places[sheet.name].theirs.name if sheet.name in places else ""
        if not name and f"{sheet.name}!" not in named:
            yield Difference(Kind.SHEET, f"{sheet.name}!", before=sheet.name)
        elif name not in ("", sheet.name):
            yield Difference(Kind.SHEET_RENAMED, f"{name}!", before=sheet.name, after=name)
    known = {place.theirs.name for place in places.values()}
    for name in dict.fromkeys([*(sheet.name for sheet in paper.sheets), *paper.book.sheet_names]):
        if name not in known:
            remark = text("It was not printed with the others; read it yourself.")
            yield Difference(Kind.SHEET_ADDED, f"{name}!", after=name, remark=remark)


def _cut(place: Place) -> Iterator[Difference]:
    """Name a print area that leaves out what was printed."""
    areas = read_areas(place.ours)
    spots = [
        (place.rows[row], place.columns[column])
        for row, column in _filled(place.ours)
        if row in place.rows and column in place.columns and is_printed(areas, row, column)
    ]
    if areas != read_areas(place.theirs):
        yield from cut_differences(place.theirs, spots, areas)
