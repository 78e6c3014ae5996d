"""From a file somebody else made to a :class:`ForeignTable`, with everything noted on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from plc_budget.findings import Finding, Place, error, notice
from plc_budget.importing.around import around
from plc_budget.importing.columns import Layout
from plc_budget.importing.figures import has_figures
from plc_budget.importing.formulas import with_results
from plc_budget.importing.headings import UNDERSTOOD, heading_of
from plc_budget.importing.holding import check_grand, check_rows, check_subtotals
from plc_budget.importing.own import BUDGET, is_own, own_words, with_links
from plc_budget.importing.parts import (
    columns_left,
    income_taken,
    join_parts,
    read_part,
    table_left,
)
from plc_budget.importing.remarks import Remark, Remarks
from plc_budget.importing.rows import is_money
from plc_budget.importing.sums import grand_total, near_the_sum
from plc_budget.importing.table import (
    Entry,
    ForeignTable,
    HeadEntry,
    LineEntry,
    TotalEntry,
    lines_of,
)
from plc_budget.importing.tables import SEARCHED_ROWS, Table, tables_on, upright
from plc_budget.importing.title import title_of
from plc_budget.importing.totals import total_above
from plc_budget.language import Series, text
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW, LONGEST
from plc_budget.spreadsheets.safety import examine
from plc_budget.spreadsheets.sheet import Sheet, text_cell
from plc_budget.spreadsheets.signatures import TABLE
from plc_budget.spreadsheets.workbook import read_examined, read_file
from plc_budget.tables.grid import read_grid

_NAMES_SHOWN = "；".join(UNDERSTOOD.values())
_SAMPLE = re.compile(r"範例|示範|樣本|填寫|填表|說明|sample|example", re.IGNORECASE)
Read = tuple[ForeignTable | None, list[Finding]]


def read_foreign(path: Path) -> Read:
    """Read last year's budget table from a file; what the paper says is not changed.

    Parameters
    ----------
    path : Path
        An .xlsx, .ods or .csv file.

    Returns
    -------
    tuple[ForeignTable | None, list[Finding]]
        The table, or None when there is none to be read; and what to know or to mend.
    """
    data, findings = read_file(path)
    return (None, findings) if findings else read_foreign_bytes(data, path.name)


def read_foreign_bytes(data: bytes, name: str) -> Read:
    """Read last year's budget table from the bytes of a file.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, which must end in what it is.

    Examples
    --------
    >>> table, findings = read_foreign_bytes("項目,單價,數量,總價\\n印刷費,100元,80份,8000\\n合計,,,8000".encode(), "old.csv")
    >>> table.lines[0].item, table.lines[0].amount_computed, table.total_printed, findings
    ('印刷費', Decimal('8000'), 8000, [])
    """
    sheets, findings = _sheets(data, name)
    if findings:
        return None, findings
    ours = is_own(sheets)
    chosen, findings = _chosen([s for s in sheets if s.name == BUDGET] if ours else sheets, name)
    if chosen is None:
        return None, findings
    sheet, cells = with_results(chosen)
    remarks = Remarks()
    for row, column in cells:
        remarks.add(Remark.COMPUTED, sheet.place(row, column))
    read, more = read_sheet(sheet)
    findings = [*findings, *remarks.findings(), *more]
    if read is None:
        return None, findings
    table, layout = read
    if ours:
        table = replace(table, around=own_words(sheets, table.around))
    return with_links(table, layout, sheet), findings


def _sheets(data: bytes, name: str) -> tuple[Sequence[Sheet], list[Finding]]:
    kind, findings = examine(data, name)
    if findings:
        return [], findings
    if kind == TABLE:
        grid, findings = read_grid(data, name)
        rows = (tuple(text_cell(cell.raw) for cell in row[:LAST_COLUMN]) for row in grid[:LAST_ROW])
        return [Sheet(name, "", tuple(rows))], findings
    book, findings = read_examined(kind, data, name)
    return (book.sheets if book else ()), findings


def _chosen(sheets: Sequence[Sheet], name: str) -> tuple[Sheet | None, list[Finding]]:
    """Choose the sheet with the fullest headings; samples and hidden sheets come last."""
    found = [(sheet, tables) for sheet in sheets if (tables := tables_on(upright(sheet)))]
    if not found:
        return None, [_no_headings(sheets, name)]
    best, _ = max(found, key=lambda one: _worth_of_sheet(*one))
    others = [sheet.name for sheet, _ in found if sheet is not best]
    if not others:
        return best, []
    said = notice(
        "IMPORT-SHEET",
        text(
            "The sheet “{chosen}” was read; tables also stand on {others}.",
            chosen=best.name,
            others=Series(tuple(others)),
        ),
        text("To read another sheet, save it as a file of its own."),
        Place(best.label),
    )
    return best, [said]


def _worth_of_sheet(sheet: Sheet, tables: Sequence[Table]) -> tuple[bool, bool, bool, int]:
    filled = [table for table in tables if _is_filled(table)]
    best = max(table.layout.score for table in filled or tables)
    return not sheet.hidden, bool(filled), not _SAMPLE.search(sheet.name), best


def _is_filled(table: Table) -> bool:
    return any(has_figures(table.sheet, table.layout, row) for row in table.rows)


def _no_headings(sheets: Sequence[Sheet], name: str) -> Finding:
    closest = [(len(found[1]), sheet, found) for sheet in sheets if (found := _closest_row(sheet))]
    remedy = text(
        "Give the table a row of headings such as 經費項目, 單價, 數量, 總價, 說明. Understood are: {names}.",
        names=_NAMES_SHOWN,
    )
    if not closest:
        message = text("No row with the headings of a budget table was found.")
        return error("IMPORT-HEADER", message, remedy, Place(name))
    _, sheet, (row, names) = max(closest, key=lambda c: c[0])
    message = text(
        "No row with the headings of a budget table was found; row {row} came closest, with {names}.",
        row=row + 1,
        names=Series(tuple(text("“{word}”", word=" ".join(words.split())) for words in names)),
    )
    return error("IMPORT-HEADER", message, remedy, sheet.place(row))


def _closest_row(sheet: Sheet) -> tuple[int, list[str]] | None:
    """Name the row that came closest to headings, and what was understood in it."""
    rows = sheet.rows[:SEARCHED_ROWS]
    names = [[cell.text for cell in row if cell.text and heading_of(cell.text)] for row in rows]
    best = max(range(len(rows)), key=lambda row: len(names[row]), default=None)
    return None if best is None or not names[best] else (best, names[best])


def read_sheet(sheet: Sheet) -> tuple[tuple[ForeignTable, Layout] | None, list[Finding]]:
    """Read the tables of a sheet: as one where one total adds them up, else the fullest of them.

    Parameters
    ----------
    sheet : Sheet
        With at least one table.
    """
    turned = upright(sheet)
    tables = tables_on(turned)
    parts = [read_part(table, is_alone=len(tables) == 1) for table in tables]
    filled = [part for part in parts if part.lines]
    if not filled:
        return None, [
            *parts[0].findings,
            *parts[0].remarks.findings(),
            _no_lines(turned, tables[0].layout),
        ]
    top = min(table.layout.first for table in tables)
    above = total_above(tables[0].sheet, top, filled[0].scale)
    taken, left = join_parts(filled, above)
    main = max(taken, key=lambda part: part.table.layout.score)
    entries = [entry for part in taken for entry in part.entries]
    if len(taken) > 1:
        entries = [e for part in taken for e in (HeadEntry(part.title, 0), *part.entries)]
    remarks = Remarks()
    for part in taken:
        remarks.take(part.remarks)
    near_the_sum(entries, remarks)
    lines = tuple(lines_of(entries))
    findings = [finding for part in taken for finding in part.findings]
    findings += [income_taken(part) for part in taken if part.is_income]
    remarks.keep(Remark.AMOUNT_ONLY, {line.place for line in lines})
    _left_above(turned, top, above, remarks)
    grand = grand_total(entries, above)
    subtotals, wrong = check_subtotals(entries, grand.entry)
    findings += [
        *(finding for part in taken for finding in columns_left(part)),
        *remarks.findings(),
        *(table_left(part) for part in left),
        *check_rows(lines),
        *wrong,
        *check_grand(grand, above, lines),
        *_hidden(sheet, entries),
        *_cut(sheet),
    ]
    layout = main.table.layout
    rows = {entry.row + 1 for entry in entries if isinstance(entry, LineEntry)}
    said = around(turned, layout, rows, [line.note for line in lines])
    return (
        ForeignTable(
            title_of(turned, replace(layout, first=top)),
            lines,
            tuple(subtotals),
            grand.printed,
            grand.capitals,
            scale=main.scale,
            sheet=sheet.name,
            file=sheet.file,
            heading_row=layout.first + 1,
            around=said,
            other_rows=_other_rows(turned, entries, [part.table.layout for part in taken]),
        ),
        layout,
    ), findings


def _no_lines(sheet: Sheet, layout: Layout) -> Finding:
    return error(
        "IMPORT-EMPTY",
        text(
            "Headings stand in row {row}, but no line with figures under them.",
            row=layout.first + 1,
        ),
        text("Fill in prices, quantities or amounts, then try again."),
        sheet.place(layout.first),
    )


def _left_above(sheet: Sheet, top: int, above: TotalEntry | None, remarks: Remarks) -> None:
    """Name the figures that stand above the first table and are not its total."""
    for row in range(top):
        for column, cell in enumerate(sheet.rows[row]):
            place = sheet.place(row, column)
            if is_money(cell) and (above is None or place.row != above.place.row):
                remarks.add(Remark.LEFT_OVER, place)


def _other_rows(
    sheet: Sheet, entries: Sequence[Entry], layouts: Sequence[Layout]
) -> tuple[tuple[int, str], ...]:
    """Return the words of all rows that are neither a line nor headings."""
    used = {entry.row for entry in entries if isinstance(entry, LineEntry)}
    used |= {row for layout in layouts for row in range(layout.first, layout.last + 1)}
    return tuple(
        (row + 1, " ".join(cell.text for cell in cells if cell.text)[:LONGEST])
        for row, cells in enumerate(sheet.rows)
        if row not in used and not sheet.is_blank(row)
    )


def _hidden(sheet: Sheet, entries: Sequence[Entry]) -> list[Finding]:
    rows = [
        e.line.place
        for e in entries
        if isinstance(e, LineEntry) and e.line.place.row in sheet.hidden_rows
    ]
    if not rows:
        return []
    what = text(
        "Rows that are hidden on the sheet came in, too: {rows}.",
        rows=Series(tuple(str(place.row) for place in rows[:20])),
    )
    return [
        notice(
            "IMPORT-HIDDEN",
            what,
            text("Remove their lines from budget.csv if they are no longer meant."),
            rows[0],
        )
    ]


def _cut(sheet: Sheet) -> list[Finding]:
    if len(sheet.rows) < LAST_ROW:
        return []
    what = text("Only the first {rows:,} rows were read.", rows=LAST_ROW)
    return [
        notice("IMPORT-FILE", what, text("Check that the table ends before."), Place(sheet.label))
    ]
