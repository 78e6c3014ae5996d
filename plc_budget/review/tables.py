"""Where 經費概算表 and 課程表 stand in a file that came back, and which row has which code.

Both are found by their headings, whatever sheets, rows and columns have become.  Headings that were
typed over are put back for that, if the rest stands where it was printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from plc_budget.findings import Finding, Place, error, warning
from plc_budget.importing.labels import TotalKind, total_label
from plc_budget.language import Series, by_place, text
from plc_budget.review.differences import NOT_READ, Difference, Kind
from plc_budget.sheets.budget_sheet import printed_headings
from plc_budget.sheets.wording import BUDGET, CODE, GRAND_TOTAL, TIMETABLE, TOTAL
from plc_budget.spreadsheets.formulas import cells_of, references, shape, spell
from plc_budget.spreadsheets.sheet import NO_CELL, ForeignCell, Sheet, squeeze
from plc_budget.tables import TABLES

_OTHER_HEADS: Mapping[str, tuple[str, ...]] = {
    "item": ("項目", "項目名稱"),
    "unit_price": ("單價",),
    "amount": ("總價", "金額", "複價"),
    "note": ("備註",),
}
"""What other papers call our columns."""
SEVERAL = "RETURN-SHEETS"
SECOND = "RETURN-SECOND-TABLE"
NO_TABLE = "RETURN-NO-TABLE"
NO_SHEET = "RETURN-NO-SHEET"
_FIGURES = ("unit_price", "quantity", "amount")
_LEAST_FIGURES = 2
_MOST_HEAD_ROWS = 200


@dataclass(frozen=True)
class Table:
    """A table on a sheet; rows and columns count from 0.

    Attributes
    ----------
    columns : mapping of str to int
        Field to column; those that stand there.
    header : int
        Its row of headings.
    rows : tuple of int
        Its lines.
    total, words : int or None
        The rows of 合計 and 總計.
    subtotals : mapping of int to frozenset of int
        Rows among the lines that only sum others, each with the rows it sums.
    """

    sheet: Sheet
    columns: Mapping[str, int]
    header: int
    rows: tuple[int, ...]
    total: int | None = None
    words: int | None = None
    subtotals: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def cell(self, row: int, field: str) -> ForeignCell:
        """Return the cell of a field; an empty one where its column was deleted."""
        return self.sheet.cell(row, self.columns.get(field, -1))

    def code(self, row: int) -> str:
        """Return the hidden code of a row; empty in papers of earlier editions, and of a new row."""
        cell = self.cell(row, "code")
        return "" if cell.formula else cell.squeezed

    @property
    def end(self) -> int:
        """The last row that belongs to it: of the lines, of 合計 and 總計."""
        return max(
            row
            for row in (self.header, *self.rows, *self.subtotals, self.total, self.words)
            if row is not None
        )


def budget_table(sheets: Sequence[Sheet], wanted: str = "") -> tuple[Table | None, list[Finding]]:
    """Find 經費概算表 by its headings, whatever its sheet is called now.

    None when it stands nowhere, not on the sheet that is ``wanted``, or on several sheets none of which
    is called as ours.  Of several on one sheet it is the upper one, and a finding says so.
    """
    heads = {CODE: "code", **{word: name for name, word in printed_headings().items()}}
    for name, words in _OTHER_HEADS.items():
        heads |= dict.fromkeys(words, name)
    found = [table for sheet in sheets for table in _on(sheet, heads) if _is_budget(table)]
    if wanted and found:
        asked = [table for table in found if table.sheet.name == wanted]
        if not asked:
            return None, [_not_there(wanted, found)]
        found = asked
    most = max((len(table.columns) for table in found), default=0)
    best = [table for table in found if len(table.columns) == most]
    named = [table for table in best if table.sheet.name == BUDGET] or best
    if len({table.sheet.name for table in named}) > 1:
        return None, [_several(named)]
    if named:
        same = [table for table in found if table.sheet.name == named[0].sheet.name]
        return _find_end(named[0]), [_second(same)] if len(same) > 1 else []
    return None, [_nowhere(sheets)]


def timetable_table(sheets: Sequence[Sheet]) -> Table | None:
    """Find 課程表與節數 by its headings; None if it stands nowhere."""
    declared = (one for one in TABLES["timetable"].columns if one.headings)
    heads = {CODE: "code", **{one.headings.split()[0]: one.name for one in declared}}
    found = [
        table
        for sheet in sheets
        for table in _on(sheet, heads)
        if {"start", "end", "activity"} <= table.columns.keys()
    ]
    named = [table for table in found if table.sheet.name == TIMETABLE] or found
    if not named:
        return None
    table = named[0]
    rows: list[int] = []
    for row in range(table.header + 1, len(table.sheet.rows)):
        if squeeze(table.sheet.cell(row, 0).text).endswith(("節數合計", "鐘點費(元)")):
            break
        if not all(table.cell(row, name).is_empty for name in ("start", "end")):
            rows.append(row)
    return replace(table, rows=tuple(rows))


def _on(sheet: Sheet, heads: Mapping[str, str]) -> Iterator[Table]:
    """List the rows of a sheet that name columns; ``heads`` are the fields by their headings."""
    names = {squeeze(word): field for word, field in heads.items()}
    for row in range(min(len(sheet.rows), _MOST_HEAD_ROWS)):
        found: dict[str, int] = {}
        for column, cell in enumerate(sheet.rows[row]):
            field = names.get(cell.squeezed, "") if cell.text else ""
            if field in found:  # 經費調整對照表 names each of them twice
                found = {}
                break
            if field:
                found[field] = column
        if found:
            yield Table(sheet, found, row, ())


def _is_budget(table: Table) -> bool:
    return (
        "item" in table.columns
        and sum(name in table.columns for name in _FIGURES) >= _LEAST_FIGURES
    )


def _find_end(table: Table) -> Table:
    """Find the lines down to 合計; without it, down to the last row that has figures."""
    sheet = table.sheet
    total = words = None
    rows: list[int] = []
    for row in range(table.header + 1, len(sheet.rows)):
        name = table.cell(row, "item").squeezed
        if name == GRAND_TOTAL:
            words = row
            break
        if name == TOTAL and total is None:
            total = row
        elif total is None and not _is_blank(table, row):
            rows.append(row)
    if total is None and words is None:
        figured = [row for row in rows if has_figures(table, row)]
        rows = [row for row in rows if figured and row <= figured[-1]]
    lines = tuple(row for row in rows if not _find_summed(table, row, rows))
    subtotals = {row: found for row in rows if (found := _find_summed(table, row, rows))}
    return Table(sheet, table.columns, table.header, lines, total, words, subtotals)


def _find_summed(table: Table, row: int, rows: Sequence[int]) -> frozenset[int]:
    """Return the rows a row sums where it does nothing else; empty for a line.

    A row with a code, or with a price and a quantity, is a line.  Of a 小計 whose amount is a number
    alone it is all rows above it.
    """
    factors = [table.cell(row, name) for name in ("unit_price", "quantity")]
    amount, column = table.cell(row, "amount"), table.columns.get("amount", -1)
    if table.code(row) or all(cell.value is not None or cell.formula for cell in factors):
        return frozenset()
    if not amount.formula:
        label = total_label(table.cell(row, "item").squeezed)
        is_called_so = label is not None and label.kind is TotalKind.PART
        return (
            frozenset(one for one in rows if one < row)
            if is_called_so and amount.value is not None
            else frozenset()
        )
    if (
        not shape(amount.formula).startswith(("=SUM(", "=SUBTOTAL(9,"))
        and "+" not in amount.formula
    ):
        return frozenset()
    taken = references(amount.formula)
    if not taken or any(
        one.sheet not in ("", table.sheet.name)
        or (one.first_column, one.last_column) != (column, column)
        for one in taken
    ):
        return frozenset()
    found = frozenset(at for one in taken for at, _ in cells_of(one))
    return found if row not in found and min(found) > table.header else frozenset()


def _is_blank(table: Table, row: int) -> bool:
    """Tell whether nothing but a hidden code is left of a row."""
    code = table.columns.get("code", -1)
    return all(cell.is_empty or at == code for at, cell in enumerate(table.sheet.rows[row]))


def has_figures(table: Table, row: int) -> bool:
    """Tell whether a price, a quantity or an amount stands in a row."""
    return any(not table.cell(row, name).is_empty for name in _FIGURES)


def _several(tables: Sequence[Table]) -> Finding:
    names = tuple(text("“{word}”", word=table.sheet.name) for table in tables)
    return error(
        SEVERAL,
        text("The budget table stands on several sheets: {names}.", names=Series(names)),
        text("Say which one is meant with --sheet, or delete the others and save the file."),
        Place(tables[0].sheet.file),
    )


def _second(tables: Sequence[Table]) -> Finding:
    return warning(
        SECOND,
        text(
            "The budget table stands {number} times on this sheet; the upper one was compared.",
            number=len(tables),
        ),
        text("Move the others to sheets of their own, or delete them, and save the file."),
        tables[1].sheet.place(tables[1].header),
    )


def _not_there(wanted: str, tables: Sequence[Table]) -> Finding:
    names = dict.fromkeys(table.sheet.name for table in tables)
    return error(
        NO_SHEET,
        text(
            "On the sheet “{sheet}” stands no budget table; one stands on {names}.",
            sheet=wanted,
            names=Series(tuple(text("“{word}”", word=name) for name in names)),
        ),
        text("Name such a sheet with --sheet, or leave it out."),
        Place(tables[0].sheet.file),
    )


def _nowhere(sheets: Sequence[Sheet]) -> Finding:
    return error(
        NO_TABLE,
        text("No sheet has the headings 經費項目, 單價, 數量 and 總價, so this is no 經費概算表."),
        by_place(
            command=text("Choose the file that `plc-budget export` wrote, or a copy of it."),
            page=text("Choose the file that was exported here, or a copy of it."),
        ),
        Place(sheets[0].file if sheets else ""),
    )


def restore_headings(
    sheets: Sequence[Sheet], ours: Sequence[Sheet]
) -> tuple[tuple[Sheet, ...], list[Difference]]:
    """Put headings, 合計 and 總計 back that were typed over, if what stands beside them is as printed.

    ``ours`` are the sheets as they were printed; what comes second are the cells that were typed over.
    """
    found, differences = list(sheets), list[Difference]()
    budget, theirs = budget_table(ours)[0], budget_table(sheets)[0]
    if budget is not None:
        marks = [row for row in (budget.total, budget.words) if row is not None]
        is_whole = theirs is not None and None not in (theirs.total, theirs.words)
        if not is_whole or _lacks(theirs, budget):
            labels = [(row, budget.columns["item"]) for row in marks]
            found, differences = _restore(found, budget, "item", labels)
    timetable, times = timetable_table(ours), timetable_table(sheets)
    if timetable is not None:
        sheet = timetable.sheet
        below = range(timetable.end + 1, len(sheet.rows))
        labels = [(row, 0) for row in below if sheet.cell(row, 0).text]
        firsts = {row[0].squeezed for one in sheets for row in one.rows if row}
        is_whole = firsts.issuperset(sheet.cell(*at).squeezed for at in labels)
        if not is_whole or _lacks(times, timetable):
            found, more = _restore(found, timetable, "activity", labels)
            differences += more
    return tuple(found), differences


def _lacks(theirs: Table | None, ours: Table) -> bool:
    """Tell whether a column of ours is not found."""
    return theirs is None or bool(ours.columns.keys() - theirs.columns.keys() - {"code"})


def _restore(
    sheets: Sequence[Sheet], ours: Table, title: str, labels: Sequence[tuple[int, int]]
) -> tuple[list[Sheet], list[Difference]]:
    """Restore the labels of a table where they were printed, if at least half of its lines stand there."""
    spots = [(row, ours.columns[title]) for row in ours.rows]
    heads = [(ours.header, column) for name, column in ours.columns.items() if name != "code"]
    known = {CODE, *(ours.sheet.cell(*at).squeezed for at in (*heads, *labels))}
    found, differences = list[Sheet](), list[Difference]()
    for sheet in sheets:
        same = sum(sheet.cell(*at).squeezed == ours.sheet.cell(*at).squeezed for at in spots)
        rows = [list(row) for row in sheet.rows]
        if sheet.name == ours.sheet.name and same and 2 * same >= len(spots):
            for row, column in (*heads, *labels):
                mine, theirs = ours.sheet.cell(row, column), sheet.cell(row, column)
                stands = (
                    _holds(sheet, ours, column) if row == ours.header else _sums(sheet, ours, row)
                )
                here = {one.squeezed for one in rows[row]} if row < len(rows) else {mine.squeezed}
                if stands and mine.squeezed not in here and theirs.squeezed not in known:
                    rows[row] += [NO_CELL] * (column + 1 - len(rows[row]))
                    rows[row][column] = mine
                    cell, after = sheet.address(row, column), theirs.text or theirs.formula
                    differences.append(
                        Difference(Kind.CELL, cell, before=mine.text, after=after, remark=NOT_READ)
                    )
        found.append(replace(sheet, rows=tuple(map(tuple, rows))))
    return found, differences


def _holds(sheet: Sheet, ours: Table, column: int) -> bool:
    """Tell whether something is left of a column in which something was printed."""
    held = [row for row in ours.rows if not ours.sheet.cell(row, column).is_empty]
    return not held or any(not sheet.cell(row, column).is_empty for row in held)


def _sums(sheet: Sheet, ours: Table, row: int) -> bool:
    """Tell whether one of the formulas of a row of totals stands where it was printed."""
    return any(
        spell(sheet.cell(row, column).formula) == spell(cell.formula)
        for column, cell in enumerate(ours.sheet.rows[row])
        if cell.formula
    )
