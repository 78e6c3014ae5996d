"""What stands around the lines of a returned 經費概算表: its titles, 合計, 總計 in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from plc_budget.findings import Words
from plc_budget.language import NOTHING, text
from plc_budget.money import capital_amount, plain, read_capital_amount
from plc_budget.plan import Plan
from plc_budget.returning.comparing.differences import DETAILS, Change, Difference, Kind
from plc_budget.returning.comparing.fields import FOLLOWS, shown
from plc_budget.returning.reading.formulas import ranges
from plc_budget.returning.reading.sight import Said, Sight
from plc_budget.returning.reading.tables import Table
from plc_budget.sheets.printout import HEADING, squeezed
from plc_budget.sheets.wording import BUDGET, COLUMNS, CURRENCY, UNIT_NOTE, WHOLE

_TAIL = re.compile(r"元整(?:[（(](?P<sentence>.*)[）)])?\s*$", re.DOTALL)
_EMPTIED = text("Nothing stands there that could be taken over; the plan keeps its own.")


def around_differences(sight: Sight, plan: Plan, due: int | None) -> Iterator[Difference]:
    """Compare titles, total and capitals.

    Parameters
    ----------
    sight : Sight
        The table.
    plan : Plan
        What it was printed from.
    due : int or None
        What the lines of the file come to; None where that cannot be told. [NTD]
    """
    yield from _columns(sight, plan)
    yield from _titles(sight, plan)
    yield from _total(sight, plan, due)
    yield from _sentence(sight, plan)
    yield from _capitals(sight, plan, due)


def _columns(sight: Sight, plan: Plan) -> Iterator[Difference]:
    from plc_budget.sheets.layout import budget_layout

    for name in budget_layout(plan).columns:
        if name not in sight.table.columns:
            yield Difference(Kind.COLUMN, f"{sight.table.sheet.name}!{COLUMNS[name]}",
                             field=name, before=COLUMNS[name],
                             remark=text("Nothing of this column is compared or taken over."))  # fmt: skip


def _titles(sight: Sight, plan: Plan) -> Iterator[Difference]:
    """Compare the lines above the headings; each is looked for anywhere there first."""
    table, details = sight.table, plan.details
    heading = f"{HEADING}{details.funding.heading}" if details.funding.heading else ""
    wanted = ((Kind.PROGRAMME, details.programme, 3), (Kind.TITLE, details.title + BUDGET, 2),
              (Kind.HEADING, heading, 1))  # fmt: skip
    above = {(row, column): cell for row in range(table.header)
             for column, cell in enumerate(table.sheet.rows[row]) if not cell.is_empty}  # fmt: skip
    there = {squeezed(cell.text) for cell in above.values() if not cell.formula}
    known = {squeezed(words) for words in (UNIT_NOTE, *(words for _, words, _ in wanted))}
    for kind, words, distance in wanted:
        if not words or squeezed(words) in there:
            continue
        row = max(table.header - distance, 0)
        at = next(((r, c) for r, c in above
                   if r == row and squeezed(above[r, c].text) not in known), (row, 0))  # fmt: skip
        yield _title(sight, kind, words, at)


def _title(sight: Sight, kind: Kind, words: str, at: tuple[int, int]) -> Difference:
    row, column = at
    found = sight.table.sheet.cell(row, column)
    address = sight.table.sheet.address(row, column)
    new = "" if found.formula else " ".join(found.text.split())
    values: dict[str, object] = {}
    if kind is Kind.PROGRAMME and new:
        values = {"programme": new}
    elif kind is Kind.TITLE and new.endswith(BUDGET) and new != BUDGET:
        values = {"title": new.removesuffix(BUDGET)}
    elif kind is Kind.HEADING and new.startswith(HEADING):
        values = {"funding.heading": new.removeprefix(HEADING)}
    key = next(iter(values), "")
    change = Change(DETAILS, key, values) if values else None
    return Difference(kind, address, field=key, before=words, after=found.formula or found.text,
                      change=change,
                      remark=NOTHING if change else _not_read(kind, new))  # fmt: skip


def _not_read(kind: Kind, new: str) -> Words:
    """Say why what stands there is not read as a title."""
    if kind is Kind.TITLE and new:
        return text("Only what stands before “{ending}” at the end is the title of the plan; end it so in the file, or type it into the plan.",
                    ending=BUDGET)  # fmt: skip
    if kind is Kind.HEADING and new:
        return text("Only what stands behind “{start}” is the heading of the money; begin it so in the file, or type it into the plan.",
                    start=HEADING)  # fmt: skip
    return _EMPTIED


def _total(sight: Sight, plan: Plan, due: int | None) -> Iterator[Difference]:
    table = sight.table
    if table.total is not None and "amount" not in table.columns:
        return  # the column that is gone is named
    if table.total is None:
        what = text("The row of the total is gone.")
        yield Difference(Kind.TOTAL, f"{table.sheet.name}!", field="total",
                         before=plain(Decimal(plan.budget.total)), remark=what)  # fmt: skip
        return
    said, cell = sight.number(table.total, "amount"), table.at(table.total, "amount")
    if said.number is None and _sums_lines(sight, said):
        return  # what keeps it from being worked out is named at the line
    if due is not None and said.number != due:
        remark = text("The lines of the file come to {sum:,}.", sum=due)
        yield Difference(Kind.TOTAL, cell, field="total", before=plain(Decimal(plan.budget.total)),
                         after=shown(said), remark=remark)  # fmt: skip
    elif not (_sums_lines(sight, said) if due is not None else said.formula):
        yield Difference(Kind.FIXED, cell, field="total", before=plain(Decimal(plan.budget.total)),
                         after=shown(said), remark=FOLLOWS)  # fmt: skip


def _sums_lines(sight: Sight, said: Said) -> bool:
    """Tell whether a formula takes every line that there is."""
    column = sight.table.columns["amount"]
    taken = {row for one in ranges(said.formula) if one.corners[1] <= column <= one.corners[3]
             for row in range(one.corners[0], one.corners[2] + 1)}  # fmt: skip
    subtotals = sight.table.subtotals
    while more := {one for row in taken & subtotals.keys() for one in subtotals[row]} - taken:
        taken |= more
    figured = {row for row in sight.table.rows if not sight.number(row, "amount").is_empty}
    return bool(said.formula) and figured <= taken


def _sentence(sight: Sight, plan: Plan) -> Iterator[Difference]:
    table, printed = sight.table, plan.details.reallocation.sentence
    if table.total is None or "note" not in table.columns:
        return
    said = sight.text(table.total, "note")
    if squeezed(said.words) != squeezed(printed):
        values = {"reallocation.sentence": said.words}
        change = None if said.formula else Change(DETAILS, "reallocation.sentence", values)
        remark = text("Whether lines may be reallocated is set apart from this sentence.")
        yield Difference(Kind.SENTENCE, table.at(table.total, "note"), "", "",
                         "reallocation.sentence", printed, said.words, change, remark)  # fmt: skip


def _capitals(sight: Sight, plan: Plan, due: int | None) -> Iterator[Difference]:
    table = sight.table
    before = capital_amount(plan.budget.total)
    found = None if table.words is None else words_cell(sight, table.words)
    if found is None:
        remark = text("The row with the amount in capitals is gone.")
        yield Difference(Kind.CAPITALS, _beside(table), field="capitals", before=before,
                         remark=remark)  # fmt: skip
        return
    cell, words, formula = found
    if words == formula and _takes_total(sight, formula):
        return
    money, tail = stated(words)
    if due is not None and money != due:
        remark = text("The lines of the file come to {sum:,}.", sum=due)
        yield Difference(Kind.CAPITALS, cell, field="capitals", before=before, after=words,
                         remark=remark)  # fmt: skip
    elif not ranges(formula):
        yield Difference(Kind.FIXED, cell, field="capitals", before=before, after=words,
                         remark=FOLLOWS)  # fmt: skip
    printed = plan.details.funding.sentence
    if tail is not None and squeezed(tail) != squeezed(printed):
        yield Difference(Kind.FUNDING, cell, "", "", "funding.sentence", printed, tail,
                         Change(DETAILS, "funding.sentence", {"funding.sentence": tail}))  # fmt: skip


def _beside(table: Table) -> str:
    """Name the cell beside 總計, or the sheet where the row is gone."""
    if table.words is None:
        return f"{table.sheet.name}!"
    return table.sheet.address(table.words, table.columns["item"] + 1)


def _takes_total(sight: Sight, formula: str) -> bool:
    """Tell whether a formula takes the total, which cannot be worked out."""
    table = sight.table
    spots = {(one.corners[0], one.corners[1]) for one in ranges(formula) if not one.sheet}
    return table.total is not None and (table.total, table.columns.get("amount")) in spots


def words_cell(sight: Sight, row: int) -> tuple[str, str, str] | None:
    """Return the first cell beside 總計: its address, its text and its formula."""
    table = sight.table
    start = table.columns["item"] + 1
    for column in range(start, len(table.sheet.rows[row])):
        cell = table.sheet.cell(row, column)
        if cell.text or cell.formula:
            words = sight.calculator.words(table.sheet.name, row, column)
            address = table.sheet.address(row, column)
            return address, cell.formula if words is None else words, cell.formula
    return None


def stated(words: str) -> tuple[int | None, str | None]:
    """Read the amount a sentence states in capitals, and what stands in brackets behind it.

    Examples
    --------
    >>> stated("新台幣 壹萬伍仟 元整（由縣府自籌）")
    (15000, '由縣府自籌')
    """
    found = _TAIL.search(words)
    if found is None:
        return None, None
    try:
        money = read_capital_amount(words[: found.start()].replace(CURRENCY, "") + WHOLE)
    except ValueError:
        return None, found["sentence"] or ""
    return money, found["sentence"] or ""
