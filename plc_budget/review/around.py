"""What stands around the lines of a returned 經費概算表: columns, titles, 合計, 總計 in capitals, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from plc_budget.findings import Words
from plc_budget.language import NOTHING, text
from plc_budget.money import capital_amount, plain, read_capital_amount
from plc_budget.plan import Plan
from plc_budget.review.differences import DETAILS, Change, Difference, Kind
from plc_budget.review.values import Reading
from plc_budget.sheets.budget_sheet import printed_headings
from plc_budget.sheets.printout import drop_unseen
from plc_budget.sheets.wording import BUDGET, CURRENCY, HEADING, UNIT_NOTE, WHOLE

_TAIL = re.compile(r"元整(?:[（(](?P<sentence>.*)[）)])?\s*$", re.DOTALL)
_EMPTIED = text("Nothing stands there that could be taken over; the plan keeps its own.")
_NOT_TITLE = text(
    "Only what stands before “{ending}” at the end is the title of the plan; end it so in the file, or type it into the plan.",
    ending=BUDGET,
)
_NOT_HEADING = text(
    "Only what stands behind “{start}” is the heading of the money; begin it so in the file, or type it into the plan.",
    start=HEADING,
)
_NO_VALUE = text("What this formula comes to is not known without LibreOffice; look at it.")
_APART = text("Whether lines may be reallocated is set apart from this sentence.")


def around_differences(
    reading: Reading, plan: Plan, printed: Sequence[str], due: int | None
) -> Iterator[Difference]:
    """Compare columns, titles, 合計, 總計 and their sentences.

    ``printed`` are the columns that were printed, ``due`` is what the lines of the file come to, None
    where that cannot be told. [NTD]
    """
    table, headings = reading.table, printed_headings()
    for name in printed:
        if name not in table.columns and name != "code":
            head = headings[name]
            remark = text("Nothing of this column is compared or taken over.")
            cell = f"{table.sheet.name}!{head}"
            yield Difference(Kind.COLUMN, cell, field=name, before=head, remark=remark)
    yield from _titles(reading, plan)
    yield from _total(reading, plan, due)
    yield from _capitals(reading, plan, due)


def _titles(reading: Reading, plan: Plan) -> Iterator[Difference]:
    """Compare the lines above the headings; each is looked for anywhere there first."""
    table, details = reading.table, plan.details
    money = details.funding.heading
    wanted = (
        (Kind.PROGRAMME, details.programme, 3),
        (Kind.TITLE, details.title + BUDGET, 2),
        (Kind.HEADING, f"{HEADING}{money}" if money else "", 1),
    )
    above = {
        (row, column): cell
        for row in range(table.header)
        for column, cell in enumerate(table.sheet.rows[row])
        if not cell.is_empty
    }
    there = {drop_unseen(cell.text) for cell in above.values() if not cell.formula}
    known = {drop_unseen(words) for words in (UNIT_NOTE, *(words for _, words, _ in wanted))}
    for kind, words, distance in wanted:
        if words and drop_unseen(words) not in there:
            row = max(table.header - distance, 0)
            strange = (
                at for at in above if at[0] == row and drop_unseen(above[at].text) not in known
            )
            yield _title(reading, kind, words, next(strange, (row, 0)))


def _title(reading: Reading, kind: Kind, words: str, at: tuple[int, int]) -> Difference:
    found, cell = reading.table.sheet.cell(*at), reading.table.sheet.address(*at)
    new = "" if found.formula else " ".join(found.text.split())
    key, value, why_not = {
        Kind.PROGRAMME: ("programme", new, _EMPTIED),
        Kind.TITLE: ("title", new.removesuffix(BUDGET) if new.endswith(BUDGET) else "", _NOT_TITLE),
        Kind.HEADING: (
            "funding.heading",
            new.removeprefix(HEADING) if new.startswith(HEADING) else "",
            _NOT_HEADING,
        ),
    }[kind]
    if not value:
        why_not, after = why_not if new else _EMPTIED, found.formula or found.text
        return Difference(kind, cell, before=words, after=after, remark=why_not)
    return _detail(kind, cell, key, words, value, after=found.text)


def _detail(
    kind: Kind,
    cell: str,
    key: str,
    before: str,
    value: str,
    *,
    after: str | None = None,
    remark: Words = NOTHING,
) -> Difference:
    """Make the difference of a key of ``plan.toml``; ``after`` is how the file shows the new value."""
    change, shown = Change(DETAILS, key, {key: value}), value if after is None else after
    return Difference(kind, cell, "", "", key, before, shown, change, remark)


def _comes_to(due: int) -> Words:
    return text("The lines of the file come to {sum:,}.", sum=due)


def _total(reading: Reading, plan: Plan, due: int | None) -> Iterator[Difference]:
    """Compare 合計, and the sentence about reallocation beside it."""
    table, before = reading.table, plain(Decimal(plan.budget.total))
    if table.total is None:
        remark = text("The row of the total is gone.")
        cell = f"{table.sheet.name}!"
        yield Difference(Kind.TOTAL, cell, field="total", before=before, remark=remark)
        return
    said = reading.number(table.total, "amount")
    is_known = said.number is not None or not reading.values.is_own(said.formula)
    if "amount" in table.columns and due not in (None, said.number) and is_known:
        cell, why, after = reading.at(table.total, "amount"), _comes_to(due or 0), said.shown
        yield Difference(Kind.TOTAL, cell, field="total", before=before, after=after, remark=why)
    said, printed = reading.text(table.total, "note"), plan.details.reallocation.sentence
    if "note" in table.columns and drop_unseen(said.words) != drop_unseen(printed):
        cell, key = reading.at(table.total, "note"), "reallocation.sentence"
        found = _detail(Kind.SENTENCE, cell, key, printed, said.words, remark=_APART)
        yield replace(found, change=None) if said.formula else found


def _capitals(reading: Reading, plan: Plan, due: int | None) -> Iterator[Difference]:
    """Compare the amount in capitals, and the sentence behind it."""
    table, before = reading.table, capital_amount(plan.budget.total)
    found = words_cell(reading)
    if found is None:
        remark = text("The row with the amount in capitals is gone.")
        cell = f"{table.sheet.name}!"
        if table.words is not None:
            cell = table.sheet.address(table.words, table.columns["item"] + 1)
        yield Difference(Kind.CAPITALS, cell, field="capitals", before=before, remark=remark)
        return
    cell, words, is_known = found
    money, tail = state_amount(words)
    is_other = money != due if is_known else not reading.values.is_own(words)
    if due is not None and is_other:
        why = _comes_to(due) if is_known else _NO_VALUE
        yield Difference(
            Kind.CAPITALS, cell, field="capitals", before=before, after=words, remark=why
        )
    printed = plan.details.funding.sentence
    if is_known and tail is not None and drop_unseen(tail) != drop_unseen(printed):
        yield _detail(Kind.FUNDING, cell, "funding.sentence", printed, tail)


def words_cell(reading: Reading) -> tuple[str, str, bool] | None:
    """Return the first cell beside 總計: its address, its text, and whether that is known."""
    table = reading.table
    if table.words is None:
        return None
    for column in range(table.columns["item"] + 1, len(table.sheet.rows[table.words])):
        cell = table.sheet.cell(table.words, column)
        if not cell.is_empty:
            words = reading.values.words((table.sheet.name, table.words, column))
            address = table.sheet.address(table.words, column)
            return address, words or cell.formula, words is not None
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
