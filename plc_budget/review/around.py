"""What stands around the lines of a returned 經費概算表: titles, 合計, 總計 in capitals, and what the lines come to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plc_budget.findings import Finding, Words, warning
from plc_budget.language import NOTHING, text
from plc_budget.money import capital_amount, plain, product, read_capital_amount, whole_ntd
from plc_budget.plan import Plan
from plc_budget.review.differences import DETAILS, Change, Difference, Kind
from plc_budget.review.tables import Table, budget_table
from plc_budget.review.values import PLAIN, Reading, Values
from plc_budget.sheets.budget_sheet import printed_headings
from plc_budget.sheets.printout import squeezed
from plc_budget.sheets.wording import BUDGET, CURRENCY, HEADING, UNIT_NOTE, WHOLE
from plc_budget.spreadsheets.sheet import Sheet

OTHER = "RETURN-OTHER-TABLE"
_TAIL = re.compile(r"元整(?:[（(](?P<sentence>.*)[）)])?\s*$", re.DOTALL)
_EMPTIED = text("Nothing stands there that could be taken over; the plan keeps its own.")
_REMEDY = text(
    "Compare that one with --sheet, or delete it if it is none of this paper, and save the file."
)
_NO_VALUE = text("What this formula comes to is not known without LibreOffice; look at it.")
_FACTORS = ("unit_price", "quantity", "times")
_ONCE = Decimal(1)
_MOST = 5
"""Most cells that are named because of which a sum cannot be told."""


@dataclass(frozen=True)
class Sum:
    """What the lines of a file come to.

    Attributes
    ----------
    money : int or None
        Their sum; None where one of them cannot be read. [NTD]
    unclear : tuple of str
        The cells because of which it cannot, as Excel names them.
    own : int or None
        What the row of 合計 says; None where no whole number stands there. [NTD]
    """

    money: int | None
    unclear: tuple[str, ...] = ()
    own: int | None = None


def sum_of(reading: Reading) -> Sum:
    """Add the lines of a table up, each as 總價 says, or by its own figures."""
    amounts = [_amount(reading, row) for row in reading.table.rows]
    money = [one for one in amounts if isinstance(one, int)]
    cells = [cell for one in amounts if not isinstance(one, int) for cell in one]
    total = reading.table.total
    own = None if total is None else reading.number(total, "amount").number
    return Sum(
        sum(money) if len(money) == len(amounts) else None,
        tuple(dict.fromkeys(cells))[:_MOST],
        int(own) if own is not None and own == own.to_integral_value() else None,
    )


def sum_in(sheets: Sequence[Sheet], wanted: str = "") -> Sum | None:
    """Add the lines of a file up; None when it holds no 經費概算表, or it is not clear on which sheet."""
    table, _ = budget_table(sheets, wanted)
    return None if table is None else sum_of(Reading(table, Values(tuple(sheets))))


def _amount(reading: Reading, row: int) -> int | list[str]:
    """Return what a row comes to, or the cells because of which that cannot be told. [NTD]"""
    said = reading.number(row, "amount")
    price, quantity, times = (reading.number(row, name) for name in _FACTORS)
    if said.number is not None and not _is_text(reading, row, "amount"):
        return whole_ntd(said.number)
    if said.is_empty and price.is_empty and quantity.is_empty:
        return 0
    at_fault = [
        name
        for name, one in zip(_FACTORS, (price, quantity, times), strict=True)
        if (one.number is None and not (name == "times" and one.is_empty))
        or (_is_text(reading, row, name) and not PLAIN.fullmatch(one.words.strip()))
    ]
    if not at_fault and said.is_empty and price.number is not None and quantity.number is not None:
        return whole_ntd(product(price.number, quantity.number, times.number or _ONCE))
    names = at_fault or ["amount"]
    return [cell for name in names for cell in reading.values.at_fault(reading.spot(row, name))]


def _is_text(reading: Reading, row: int, name: str) -> bool:
    cell = reading.table.cell(row, name)
    return bool(cell.text) and not cell.formula and cell.value is None


def other_tables(sheets: Sequence[Sheet], chosen: Table) -> list[Finding]:
    """Name every other sheet with a budget table, and its total: nobody looked at it."""
    found = (budget_table([sheet])[0] for sheet in sheets if sheet.name != chosen.sheet.name)
    values = Values(tuple(sheets))
    return [_other(Reading(table, values)) for table in found if table is not None]


def _other(reading: Reading) -> Finding:
    table = reading.table
    said = None if table.total is None else reading.number(table.total, "amount").number
    what = (
        text(
            "Another budget table stands on the sheet “{sheet}”; its total cannot be read, and it was not compared.",
            sheet=table.sheet.name,
        )
        if said is None
        else text(
            "Another budget table stands on the sheet “{sheet}”, with a total of {total:,} NTD; it was not compared.",
            sheet=table.sheet.name,
            total=whole_ntd(said),
        )
    )
    return warning(OTHER, what, _REMEDY, table.sheet.place(table.header))


def around_differences(
    reading: Reading, plan: Plan, printed: Sequence[str], due: int | None
) -> Iterator[Difference]:
    """Compare columns, titles, 合計, 總計 and their sentences.

    Parameters
    ----------
    reading : Reading
        The table.
    plan : Plan
        What it was printed from.
    printed : sequence of str
        The columns that were printed.
    due : int or None
        What the lines of the file come to; None where that cannot be told. [NTD]
    """
    table, headings = reading.table, printed_headings()
    for name in printed:
        if name not in table.columns and name != "code":
            yield Difference(
                Kind.COLUMN,
                f"{table.sheet.name}!{headings[name]}",
                field=name,
                before=headings[name],
                remark=text("Nothing of this column is compared or taken over."),
            )
    yield from _titles(reading, plan)
    yield from _total(reading, plan, due)
    yield from _sentence(reading, plan)
    yield from _capitals(reading, plan, due)


def _titles(reading: Reading, plan: Plan) -> Iterator[Difference]:
    """Compare the lines above the headings; each is looked for anywhere there first."""
    table, details = reading.table, plan.details
    heading = f"{HEADING}{details.funding.heading}" if details.funding.heading else ""
    wanted = (
        (Kind.PROGRAMME, details.programme, 3),
        (Kind.TITLE, details.title + BUDGET, 2),
        (Kind.HEADING, heading, 1),
    )
    above = {
        (row, column): cell
        for row in range(table.header)
        for column, cell in enumerate(table.sheet.rows[row])
        if not cell.is_empty
    }
    there = {squeezed(cell.text) for cell in above.values() if not cell.formula}
    known = {squeezed(words) for words in (UNIT_NOTE, *(words for _, words, _ in wanted))}
    for kind, words, distance in wanted:
        if not words or squeezed(words) in there:
            continue
        row = max(table.header - distance, 0)
        at = next(
            ((r, c) for r, c in above if r == row and squeezed(above[r, c].text) not in known),
            (row, 0),
        )
        yield _title(reading, kind, words, at)


def _title(reading: Reading, kind: Kind, words: str, at: tuple[int, int]) -> Difference:
    found = reading.table.sheet.cell(*at)
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
    return Difference(
        kind,
        reading.table.sheet.address(*at),
        field=key,
        before=words,
        after=found.formula or found.text,
        change=change,
        remark=NOTHING if change else _not_read(kind, new),
    )


def _not_read(kind: Kind, new: str) -> Words:
    """Say why what stands there is not read as a title."""
    if kind is Kind.TITLE and new:
        return text(
            "Only what stands before “{ending}” at the end is the title of the plan; end it so in the file, or type it into the plan.",
            ending=BUDGET,
        )
    if kind is Kind.HEADING and new:
        return text(
            "Only what stands behind “{start}” is the heading of the money; begin it so in the file, or type it into the plan.",
            start=HEADING,
        )
    return _EMPTIED


def _comes_to(due: int) -> Words:
    return text("The lines of the file come to {sum:,}.", sum=due)


def _total(reading: Reading, plan: Plan, due: int | None) -> Iterator[Difference]:
    table, before = reading.table, plain(Decimal(plan.budget.total))
    if table.total is None:
        yield Difference(
            Kind.TOTAL,
            f"{table.sheet.name}!",
            field="total",
            before=before,
            remark=text("The row of the total is gone."),
        )
    elif "amount" in table.columns and due is not None:
        said = reading.number(table.total, "amount")
        if said.number != due and (
            said.number is not None or not reading.values.is_own(said.formula)
        ):
            yield Difference(
                Kind.TOTAL,
                reading.at(table.total, "amount"),
                field="total",
                before=before,
                after=said.shown,
                remark=_comes_to(due),
            )


def _sentence(reading: Reading, plan: Plan) -> Iterator[Difference]:
    table, printed = reading.table, plan.details.reallocation.sentence
    if table.total is None or "note" not in table.columns:
        return
    said = reading.text(table.total, "note")
    if squeezed(said.words) != squeezed(printed):
        change = (
            None
            if said.formula
            else Change(DETAILS, "reallocation.sentence", {"reallocation.sentence": said.words})
        )
        remark = text("Whether lines may be reallocated is set apart from this sentence.")
        yield Difference(
            Kind.SENTENCE,
            reading.at(table.total, "note"),
            "",
            "",
            "reallocation.sentence",
            printed,
            said.words,
            change,
            remark,
        )


def _capitals(reading: Reading, plan: Plan, due: int | None) -> Iterator[Difference]:
    table, before = reading.table, capital_amount(plan.budget.total)
    found = words_cell(reading)
    if found is None:
        remark = text("The row with the amount in capitals is gone.")
        cell = (
            f"{table.sheet.name}!"
            if table.words is None
            else table.sheet.address(table.words, table.columns["item"] + 1)
        )
        yield Difference(Kind.CAPITALS, cell, field="capitals", before=before, remark=remark)
        return
    cell, words, is_known = found
    money, tail = state_amount(words)
    if is_known and due is not None and money != due:
        yield Difference(
            Kind.CAPITALS, cell, field="capitals", before=before, after=words, remark=_comes_to(due)
        )
    elif not is_known and due is not None and not reading.values.is_own(words):
        yield Difference(
            Kind.CAPITALS, cell, field="capitals", before=before, after=words, remark=_NO_VALUE
        )
    printed = plan.details.funding.sentence
    if is_known and tail is not None and squeezed(tail) != squeezed(printed):
        yield Difference(
            Kind.FUNDING,
            cell,
            "",
            "",
            "funding.sentence",
            printed,
            tail,
            Change(DETAILS, "funding.sentence", {"funding.sentence": tail}),
        )


def words_cell(reading: Reading) -> tuple[str, str, bool] | None:
    """Return the first cell beside 總計: its address, its text, and whether that is known."""
    table = reading.table
    if table.words is None:
        return None
    for column in range(table.columns["item"] + 1, len(table.sheet.rows[table.words])):
        cell = table.sheet.cell(table.words, column)
        if cell.text or cell.formula:
            words = reading.values.words((table.sheet.name, table.words, column))
            return (
                table.sheet.address(table.words, column),
                words or cell.formula,
                words is not None,
            )
    return None


def state_amount(words: str) -> tuple[int | None, str | None]:
    """Read the amount a sentence states in capitals, and what stands in brackets behind it.

    Examples
    --------
    >>> state_amount("新台幣 壹萬伍仟 元整（由縣府自籌）")
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
