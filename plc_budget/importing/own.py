"""A workbook that plc-budget wrote itself: what its other sheets say besides the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

from plc_budget.dates import read_date
from plc_budget.importing.around import Around, PaperMoney, PaperSource
from plc_budget.importing.columns import Layout
from plc_budget.importing.days import PaperDay
from plc_budget.importing.formulas import rows_named
from plc_budget.importing.table import ForeignLine, ForeignTable
from plc_budget.rules import FundingKind, shipped_cards
from plc_budget.spreadsheets.addresses import address_of, column_letters
from plc_budget.spreadsheets.sheet import Sheet
from plc_budget.tables.cells import Unreadable, read_percent
from plc_budget.tables.rows import TimetableRow

BUDGET, TIMETABLE, SHARES, RULES = "經費概算表", "課程表與節數", "經費分配", "規則依據"
KINDS = {
    "內聘": "internal",
    "隸屬": "affiliated",
    "外聘": "external",
    "講座助理": "assistant",
    "專題演講": "keynote",
    "不支薪": "unpaid",
}
_PAYERS = (
    (re.compile("教育部|國教署|國民及學前教育署"), FundingKind.MOE_SUBSIDY),
    (re.compile("學校|國小|國中|高中|中學|小學|大學|幼兒園|高職"), FundingKind.SCHOOL),
    (re.compile("政府|縣府|市府|教育處|教育局"), FundingKind.COUNTY),
)
_DATED = re.compile(r"^(\d{2,3}/\d{1,2}/\d{1,2})\s+(.*)$", re.DOTALL)
_START, _END, _ACTIVITY, _SPEAKER, _KIND, _PAID = 0, 1, 3, 4, 5, 6


def is_own(sheets: Sequence[Sheet]) -> bool:
    """Tell whether the sheets are those that ``plc-budget export`` writes."""
    return {BUDGET, SHARES, RULES} <= {sheet.name for sheet in sheets}


def with_links(table: ForeignTable, layout: Layout, sheet: Sheet) -> ForeignTable:
    """Name the lines a percentage is taken of, and the timetable a quantity comes from.

    Parameters
    ----------
    table : ForeignTable
        As read by the results of its formulas.
    layout : Layout
        Where its columns stand.
    sheet : Sheet
        Where it stands.
    """
    if not any(line.percent is not None for line in table.lines) and not table.around.is_own:
        return table
    formulas = {
        address_of(row, column): cell.formula
        for row, cells in enumerate(sheet.rows)
        for column, cell in enumerate(cells)
        if cell.formula.startswith("=")
    }
    lines = tuple(_linked(line, layout, formulas, table) for line in table.lines)
    return replace(table, lines=lines)


def _linked(
    line: ForeignLine, layout: Layout, formulas: dict[str, str], table: ForeignTable
) -> ForeignLine:
    row = line.place.row
    words = [formulas.get(f"{column_letters(c)}{row}", "") for c in (*layout.price, *layout.amount)]
    quantities = [
        formulas.get(f"{column_letters(c)}{row}", "") for span in layout.factors for c in span
    ]
    source = next((kind for f in quantities if (kind := _kind_of(f, table.around))), "")
    if line.percent is None:
        return replace(line, source=source)
    columns = {column_letters(column) for column in layout.amount}
    known = {other.place.row for other in table.lines if other.place.row != row}
    bases = (tuple(n for n in rows_named(f, columns) if n in known) for f in words if f)
    return replace(line, base_rows=next((base for base in bases if base), ()))


def _kind_of(formula: str, around: Around) -> str:
    """Tell what kind of speaker the row of 課程表與節數 sums up that a quantity is taken from."""
    found = re.fullmatch(rf"='?{TIMETABLE}'?!\$?[A-Z]+\$?(\d+)", formula)
    kind = dict(around.kind_rows).get(int(found[1]), "") if found else ""
    return f"timetable:{kind}" if kind else ""


def own_words(sheets: Sequence[Sheet], around: Around) -> Around:
    """Add what the other sheets of our own workbook say to what stands around its table.

    Parameters
    ----------
    sheets : sequence of Sheet
        All of them.
    around : Around
        As read from 經費概算表.
    """
    by_name = {sheet.name: sheet for sheet in sheets}
    timetable = by_name.get(TIMETABLE)
    rows = tuple(_timetable(timetable)) if timetable else ()
    return replace(
        around,
        is_own=True,
        timetable=rows,
        money=_money(by_name[SHARES], around.money),
        day=_day(rows, by_name[RULES], around),
        policy=_policy(timetable) if timetable else "",
        programme=by_name[BUDGET].cell(0, 0).text,
        remarks=(),
        kind_rows=tuple(_kind_rows(timetable)) if timetable else (),
    )


def _timetable(sheet: Sheet) -> Iterator[TimetableRow]:
    day: date | None = None
    for n in range(len(sheet.rows)):
        start, end = _clock(sheet.cell(n, _START).text), _clock(sheet.cell(n, _END).text)
        kind = KINDS.get(sheet.cell(n, _KIND).text, "")
        if start is None or end is None or not kind:
            continue
        activity = sheet.cell(n, _ACTIVITY).text
        if dated := _DATED.match(activity):
            day, activity = read_date(dated[1]), dated[2]
        organisation, _, speaker = sheet.cell(n, _SPEAKER).text.rpartition("\n")
        paid = sheet.cell(n, _PAID)
        typed = kind != "unpaid" and not paid.computed and paid.value is not None
        minutes = int(paid.value) if typed and paid.value is not None else None
        yield TimetableRow(start, end, activity, speaker, organisation, kind, minutes, day)


def _clock(words: str) -> int | None:
    """Read the time of a cell as minutes since midnight. [min]"""
    try:
        read = time.fromisoformat(words.rsplit(" ", maxsplit=1)[-1])
    except ValueError:
        return None
    return read.hour * 60 + read.minute


def _kind_rows(sheet: Sheet) -> Iterator[tuple[int, str]]:
    for n in range(len(sheet.rows)):
        kind = KINDS.get(sheet.cell(n, 0).text.removesuffix("節數合計"), "")
        if kind:
            yield n + 1, kind


def _policy(sheet: Sheet) -> str:
    """Return the card by which the plan counts 節數; the national table has no row of its own."""
    named = (sheet.cell(n, 0).text for n in range(min(len(sheet.rows), 8)))
    title = next((words[4:] for words in named if words.startswith("本計畫：")), "")
    return next(
        (card.id for card in shipped_cards().values() if title and card.title.zh == title), ""
    )


def _day(rows: Sequence[TimetableRow], rules: Sheet, around: Around) -> PaperDay | None:
    days = [row.day for row in rows if row.day]
    stated = next(
        (row[0].text for row in rules.rows[:3] if row and row[0].text.startswith("規則日期")), ""
    )
    try:
        days += [read_date(stated.split("：")[-1])] if stated else []
    except ValueError:
        days += []
    return PaperDay(days[0]) if days else around.day


def _money(sheet: Sheet, read: PaperMoney) -> PaperMoney:
    sources = tuple(_sources(sheet, read.sentence + read.heading))
    is_whole = sum((source.share for source in sources), Decimal(0)) == 100
    if not sources or not is_whole:
        return read
    known = all(source.kind is not FundingKind.OTHER for source in sources)
    return replace(read, sources=sources, is_clear=known)


def _sources(sheet: Sheet, said: str) -> Iterator[PaperSource]:
    head = next((row for row in sheet.rows if row and row[0].text == "用途別"), ())
    for cell in head[1:]:
        name, line_break, share = cell.text.rpartition("\n")
        kind = next((kind for form, kind in _PAYERS if form.search(name)), FundingKind.OTHER)
        if kind is FundingKind.MOE_SUBSIDY and "委辦" in said:
            kind = FundingKind.MOE_COMMISSION
        try:
            part = read_percent(share) if line_break else None
        except Unreadable:
            part = None
        if part is not None:
            yield PaperSource(name, kind, part)
