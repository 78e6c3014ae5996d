"""Where 經費概算表 and 課程表 stand in a file that came back: found by their headings alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from plc_budget.findings import Finding, Place, error, warning
from plc_budget.language import Series, by_place, text
from plc_budget.returning.reading.subtotals import summed_rows
from plc_budget.sheets.wording import BUDGET, COLUMNS, GRAND_TOTAL, TIMETABLE, TOTAL
from plc_budget.spreadsheets.addresses import column_letters
from plc_budget.spreadsheets.sheet import ForeignCell, Sheet, squeeze

_BUDGET_HEADS: Mapping[str, tuple[str, ...]] = {
    "item": (COLUMNS["item"], "項目", "項目名稱"),
    "category": (COLUMNS["category"],),
    "unit_price": (COLUMNS["unit_price"], "單價"),
    "quantity": (COLUMNS["quantity"],),
    "times": (COLUMNS["times"],),
    "amount": (COLUMNS["amount"], "總價", "金額", "複價"),
    "note": (COLUMNS["note"], "備註"),
}
_TIME_HEADS: Mapping[str, tuple[str, ...]] = {
    "start": ("起",), "end": ("迄",), "minutes": ("分鐘",), "activity": ("活動內容",),
    "speaker": ("主講人",), "speaker_kind": ("身分",), "paid_minutes": ("計節分鐘",),
}  # fmt: skip
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

    def at(self, row: int, field: str) -> str:
        """Name the cell of a field as Excel does, with its sheet."""
        column = self.columns.get(field)
        letters = "" if column is None else column_letters(column)
        return f"{self.sheet.name}!{letters}{row + 1}"


def budget_table(sheets: Sequence[Sheet], wanted: str = "") -> tuple[Table | None, list[Finding]]:
    """Find 經費概算表 by its headings, whatever its sheet is called now.

    Parameters
    ----------
    sheets : sequence of Sheet
        Those of the file.
    wanted : str
        The sheet to take if the table stands on several.

    Returns
    -------
    tuple[Table or None, list[Finding]]
        None when it stands nowhere, not on the sheet that is wanted, or on several sheets none of
        which is called as ours.  Of several on one sheet it is the upper one, and a finding says so.
    """
    found = [table for sheet in sheets for table in _on(sheet, _BUDGET_HEADS) if _is_budget(table)]
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
        return _ended(named[0]), [_second(named)] if len(named) > 1 else []
    return None, [_nowhere(sheets)]


def timetable_table(sheets: Sequence[Sheet]) -> Table | None:
    """Find 課程表與節數 by its headings; None if it stands nowhere."""
    found = [table for sheet in sheets for table in _on(sheet, _TIME_HEADS)
             if {"start", "end", "activity"} <= table.columns.keys()]  # fmt: skip
    named = [table for table in found if table.sheet.name == TIMETABLE] or found
    if not named:
        return None
    table = named[0]
    rows: list[int] = []
    for row in range(table.header + 1, len(table.sheet.rows)):
        if squeeze(table.sheet.cell(row, 0).text).endswith(("節數合計", "鐘點費(元)")):
            break
        if not table.sheet.is_blank(row) and _is_slot(table, row):
            rows.append(row)
    return Table(table.sheet, table.columns, table.header, tuple(rows))


def _is_slot(table: Table, row: int) -> bool:
    return any(not table.cell(row, name).is_empty for name in ("start", "end"))


def _on(sheet: Sheet, heads: Mapping[str, tuple[str, ...]]) -> Iterator[Table]:
    names = {squeeze(word): field for field, words in heads.items() for word in words}
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


def _ended(table: Table) -> Table:
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
        elif total is None and not sheet.is_blank(row):
            rows.append(row)
    if total is None and words is None:
        figured = [row for row in rows if has_figures(table, row)]
        rows = [row for row in rows if figured and row <= figured[-1]]
    sums = {row: summed_rows(sheet, row, table.columns, table.header) for row in rows}
    lines = tuple(row for row in rows if not sums[row])
    return Table(sheet, table.columns, table.header, lines, total, words,
                 {row: summed for row, summed in sums.items() if summed})  # fmt: skip


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
        text("The budget table stands {number} times on this sheet; the upper one was compared.",
             number=len(tables)),
        text("Move the others to sheets of their own, or delete them, and save the file."),
        tables[1].sheet.place(tables[1].header),
    )  # fmt: skip


def _not_there(wanted: str, tables: Sequence[Table]) -> Finding:
    names = dict.fromkeys(table.sheet.name for table in tables)
    return error(
        NO_SHEET,
        text("On the sheet “{sheet}” stands no budget table; one stands on {names}.",
             sheet=wanted, names=Series(tuple(text("“{word}”", word=name) for name in names))),
        text("Name such a sheet with --sheet, or leave it out."),
        Place(tables[0].sheet.file),
    )  # fmt: skip


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
