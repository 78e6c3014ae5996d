"""From a file somebody else made to a :class:`ForeignTable`, with everything noted on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from plc_budget.findings import Finding, Place, error, notice
from plc_budget.importing.around import Around, around
from plc_budget.importing.entries import LineEntry
from plc_budget.importing.grand import check_grand, grand_total, total_above
from plc_budget.importing.headings import UNDERSTOOD
from plc_budget.importing.layout import Layout
from plc_budget.importing.own import BUDGET, is_own, own_words, with_links
from plc_budget.importing.remarks import Remark
from plc_budget.importing.resolve import resolved
from plc_budget.importing.search import best_layout, closest_row, has_figures, tables_on
from plc_budget.importing.sums import check_rows, check_subtotals
from plc_budget.importing.table import ForeignLine, ForeignTable
from plc_budget.importing.title import scales_of, title_of
from plc_budget.importing.walk import Walk
from plc_budget.language import Series, text
from plc_budget.spreadsheets.addresses import column_letters
from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW
from plc_budget.spreadsheets.safety import examine
from plc_budget.spreadsheets.sheet import Sheet, text_cell
from plc_budget.spreadsheets.signatures import TABLE
from plc_budget.spreadsheets.workbook import read_examined, read_file
from plc_budget.tables.grid import Cell, read_grid

_NAMES_SHOWN = "；".join(UNDERSTOOD.values())
Read = tuple[ForeignTable | None, list[Finding]]


@dataclass(frozen=True, slots=True)
class Found:
    """The table to read: its sheet, its headings, and every other row with headings."""

    sheet: Sheet
    layout: Layout
    tables: Mapping[int, Layout]


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
    ours = [sheet for sheet in sheets if sheet.name == BUDGET] if is_own(sheets) else sheets
    chosen, findings = _chosen(ours, name)
    if chosen is None:
        return None, findings
    table, more = read_sheet(chosen)
    if table is not None:
        table = _whole(table, chosen, sheets)
    return table, [*findings, *more]


def _whole(table: ForeignTable, found: Found, sheets: Sequence[Sheet]) -> ForeignTable:
    """Add what only a workbook can say: other sheets of our own, and what formulas name."""
    if is_own(sheets) and found.sheet.name == BUDGET:
        table = replace(table, around=own_words(sheets, table.around))
    return with_links(table, found.layout, found.sheet)


def _sheets(data: bytes, name: str) -> tuple[Sequence[Sheet], list[Finding]]:
    kind, findings = examine(data, name)
    if findings:
        return [], findings
    if kind == TABLE:
        grid, findings = read_grid(data, name)
        return [_sheet_of_grid(grid, name)], findings
    book, findings = read_examined(kind, data, name)
    return (book.sheets if book else ()), findings


def _sheet_of_grid(grid: list[list[Cell]], file: str) -> Sheet:
    """Turn the cells of a CSV into a sheet without a name."""
    rows = (tuple(text_cell(cell.raw) for cell in row[:LAST_COLUMN]) for row in grid[:LAST_ROW])
    return Sheet(file, "", tuple(rows))


def _chosen(sheets: Sequence[Sheet], name: str) -> tuple[Found | None, list[Finding]]:
    """Choose the sheet with the fullest headings; hidden sheets come last."""
    on = [(sheet, tables_on(sheet)) for sheet in sheets]
    found = [
        Found(sheet, layout, tables)
        for sheet, tables in on
        if (layout := best_layout(sheet, tables))
    ]
    if not found:
        return None, [_no_headings(sheets, name)]
    best = max(
        found, key=lambda f: (not f.sheet.hidden, has_figures(f.sheet, f.layout), f.layout.score)
    )
    others = [other.sheet.name for other in found if other is not best]
    return best, [_other_sheets(best.sheet, others)] if others else []


def _other_sheets(chosen: Sheet, others: Sequence[str]) -> Finding:
    return notice(
        "IMPORT-SHEET",
        text("The sheet “{chosen}” was read; tables also stand on {others}.", chosen=chosen.name, others=Series(tuple(others))),
        text("To read another sheet, save it as a file of its own."),
        Place(chosen.label),
    )  # fmt: skip


def _no_headings(sheets: Sequence[Sheet], name: str) -> Finding:
    closest = [(len(found[1]), sheet, found) for sheet in sheets if (found := closest_row(sheet))]
    remedy = text("Give the table a row of headings such as 經費項目, 單價, 數量, 總價, 說明. Understood are: {names}.", names=_NAMES_SHOWN)  # fmt: skip
    if not closest:
        return error(
            "IMPORT-HEADER",
            text("No row with the headings of a budget table was found."),
            remedy,
            Place(name),
        )
    _, sheet, (row, names) = max(closest, key=lambda c: c[0])
    message = text(
        "No row with the headings of a budget table was found; row {row} came closest, with {names}.",
        row=row + 1, names=Series(tuple(text("“{word}”", word=" ".join(words.split())) for words in names)),
    )  # fmt: skip
    return error("IMPORT-HEADER", message, remedy, sheet.place(row))


def read_sheet(found: Found) -> Read:
    """Read the table that stands on a sheet under known headings.

    Parameters
    ----------
    found : Found
        Where the table stands.
    """
    sheet, layout = found.sheet, found.layout
    scales, findings = scales_of(sheet, layout)
    walk = Walk(sheet, layout, scales, found.tables)
    walk.go()
    entries = resolved(walk.entries)
    lines = tuple(entry.line for entry in entries if isinstance(entry, LineEntry))
    walk.remarks.keep(Remark.AMOUNT_ONLY, {line.place for line in lines})
    findings += [*_columns_passed_over(sheet, layout), *walk.remarks.findings(), *walk.notices]
    if not lines:
        return None, [*findings, _no_lines(sheet, layout)]
    above = total_above(sheet, layout, scales)
    grand = grand_total(entries, above)
    subtotals, wrong = check_subtotals(entries, grand.entry)
    findings += [
        *check_rows(lines),
        *wrong,
        *check_grand(grand, above, lines),
        *_hidden(sheet, lines),
        *_cut(sheet),
    ]
    return ForeignTable(
        title_of(sheet, layout), lines, tuple(subtotals), grand.printed, grand.capitals,
        scale=scales.amount if layout.amount else scales.price, sheet=sheet.name, file=sheet.file,
        heading_row=layout.first + 1, around=_around(found, lines),
    ), findings  # fmt: skip


def _around(found: Found, lines: Sequence[ForeignLine]) -> Around:
    rows = {line.place.row for line in lines if line.place.row is not None}
    return around(found.sheet, found.layout, rows, [line.note for line in lines])


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


def _columns_passed_over(sheet: Sheet, layout: Layout) -> list[Finding]:
    if not layout.passed_over:
        return []
    taken = [column_letters(span[0]) for span in (layout.price, layout.amount) if span]
    return [
        notice(
            "IMPORT-HEADER",
            text("Prices and amounts were read from {taken}; {others} were left out.",
                 taken=Series(tuple(taken)), others=Series(tuple(column_letters(c) for c in layout.passed_over))),
            text("If other columns are meant, delete these and try again."),
            sheet.place(layout.last, layout.passed_over[0]),
        )
    ]  # fmt: skip


def _hidden(sheet: Sheet, lines: Sequence[ForeignLine]) -> list[Finding]:
    rows = [line.place for line in lines if line.place.row in sheet.hidden_rows]
    if not rows:
        return []
    what = text("Rows that are hidden on the sheet came in, too: {rows}.",
                rows=Series(tuple(str(place.row) for place in rows[:20])))  # fmt: skip
    return [notice("IMPORT-HIDDEN", what, text("Remove their lines from budget.csv if they are no longer meant."), rows[0])]  # fmt: skip


def _cut(sheet: Sheet) -> list[Finding]:
    if len(sheet.rows) < LAST_ROW:
        return []
    what = text("Only the first {rows:,} rows were read.", rows=LAST_ROW)
    return [
        notice("IMPORT-FILE", what, text("Check that the table ends before."), Place(sheet.label))
    ]
