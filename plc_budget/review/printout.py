"""What stands in a returned file of what was printed, read without the plan; and what its lines come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plc_budget.findings import Finding, warning
from plc_budget.language import text
from plc_budget.money import plain, product, whole_ntd
from plc_budget.review.around import state_amount, words_cell
from plc_budget.review.tables import Table, budget_table, timetable_table
from plc_budget.review.values import PLAIN, Reading, Values
from plc_budget.sheets.budget_sheet import FACTORS, other_columns
from plc_budget.sheets.passport import Passport
from plc_budget.sheets.printout import Figures, Printout, Slot, drop_unseen, hash_printout
from plc_budget.sheets.wording import BUDGET, HEADING, TIMETABLE
from plc_budget.spreadsheets.sheet import Kind, Sheet
from plc_budget.tables import Column

_UNREAD, _ONE = Decimal(-1), Decimal(1)
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


def add_lines(reading: Reading) -> Sum:
    """Add the lines of a table up, each as 總價 says, or by its own figures."""
    amounts = [_amount(reading, row) for row in reading.table.rows]
    money = [one for one in amounts if isinstance(one, int)]
    cells = [cell for one in amounts if not isinstance(one, int) for cell in one]
    total = None if cells else sum(money)
    return Sum(total, tuple(dict.fromkeys(cells))[:_MOST], _own_total(reading))


def add_lines_in(sheets: Sequence[Sheet], wanted: str = "") -> Sum | None:
    """Add the lines of a file up; None when it holds no 經費概算表, or it is not clear on which sheet."""
    table, _ = budget_table(sheets, wanted)
    return None if table is None else add_lines(Reading(table, Values(tuple(sheets))))


def _own_total(reading: Reading) -> int | None:
    total = reading.table.total
    said = None if total is None else reading.number(total, "amount").number
    return int(said) if said is not None and said == said.to_integral_value() else None


def _amount(reading: Reading, row: int) -> int | list[str]:
    """Return what a row comes to, or the cells because of which that cannot be told. [NTD]"""
    said = reading.number(row, "amount")
    price, quantity, times = factors = [reading.number(row, name) for name in FACTORS]
    if said.number is not None and not _is_text(reading, row, "amount"):
        return whole_ntd(said.number)
    if said.is_empty and price.is_empty and quantity.is_empty:
        return 0
    at_fault = [
        name
        for name, one in zip(FACTORS, factors, strict=True)
        if (one.number is None and not (name == "times" and one.is_empty))
        or (_is_text(reading, row, name) and not PLAIN.fullmatch(one.words.strip()))
    ]
    if not at_fault and said.is_empty and price.number is not None and quantity.number is not None:
        return whole_ntd(product(price.number, quantity.number, times.number or _ONE))
    names = at_fault or ["amount"]
    return [cell for name in names for cell in reading.values.at_fault(reading.spot(row, name))]


def _is_text(reading: Reading, row: int, name: str) -> bool:
    cell = reading.table.cell(row, name)
    return bool(cell.text) and not cell.formula and cell.value is None


def find_other_tables(sheets: Sequence[Sheet], chosen: Table) -> Iterator[Finding]:
    """Name every other sheet with a budget table, and its total: nobody looked at it."""
    values = Values(tuple(sheets))
    for sheet in sheets:
        table = None if sheet.name == chosen.sheet.name else budget_table([sheet])[0]
        if table is None:
            continue
        total = _own_total(Reading(table, values))
        what = (
            text(
                "Another budget table stands on the sheet “{sheet}”; its total cannot be read, and it was not compared.",
                sheet=sheet.name,
            )
            if total is None
            else text(
                "Another budget table stands on the sheet “{sheet}”, with a total of {total:,} NTD; it was not compared.",
                sheet=sheet.name,
                total=total,
            )
        )
        remedy = text(
            "Compare that one with --sheet, or delete it if it is none of this paper, and save the file."
        )
        yield warning("RETURN-OTHER-TABLE", what, remedy, sheet.place(table.header))


def read_printout(
    sheets: Sequence[Sheet], wanted: str = ""
) -> tuple[Printout | None, list[Finding]]:
    """Read from a file what :func:`plc_budget.sheets.printout.printout_of` makes of its plan.

    Every formula is worked out anew; what cannot be read is something that is never printed, so that
    its hash is another one.  None when it holds no 經費概算表, or it has to be said first on which sheet.
    """
    table, findings = budget_table(sheets, wanted)
    if table is None:
        return None, findings
    values = Values(tuple(sheets))
    reading, slots = Reading(table, values), timetable_table(sheets)
    title, (row, column) = _find_title(table, BUDGET)
    above = [table.sheet.cell(at, column).text for at in range(row)]
    headings = (words for words, _ in _above(table) if drop_unseen(words).startswith(HEADING))
    is_day = table.total is not None and table.cell(table.total, "amount").kind is Kind.DATE
    capitals = words_cell(reading)
    money, tail = state_amount(capitals[1]) if capitals else (None, None)
    sentence = "" if table.total is None else reading.text(table.total, "note").words
    return Printout(
        next((words for words in reversed(above) if words), ""),
        title,
        next(headings, ""),
        tuple(_figures(reading, row) for row in sorted((*table.rows, *table.subtotals))),
        None if is_day else _own_total(reading),
        money,
        (sentence, tail or ""),
        _find_title(slots, TIMETABLE)[0] if slots else "",
        tuple(_slot(Reading(slots, values), row) for row in slots.rows) if slots else (),
    ), [*findings, *find_other_tables(sheets, table)]


def is_as_printed(printout: Printout | None, passport: Passport | None) -> bool:
    """Tell whether the hash in a footer is that of what was read from the file."""
    return (
        printout is not None
        and passport is not None
        and hash_printout(printout) == passport.figures
    )


def _above(table: Table) -> list[tuple[str, tuple[int, int]]]:
    """List what is typed above the headings, in the order it is read."""
    return [
        (cell.text, (row, column))
        for row in range(table.header)
        for column, cell in enumerate(table.sheet.rows[row])
        if cell.text and not cell.formula
    ]


def _find_title(table: Table, name: str) -> tuple[str, tuple[int, int]]:
    """Return the last title above a table that ends as its sheet is called, and where it stands."""
    found = [
        (words, at)
        for words, at in _above(table)
        if drop_unseen(words).endswith(name) and not drop_unseen(words).startswith(HEADING)
    ]
    return found[-1] if found else ("", (0, 0))


def _figures(reading: Reading, row: int) -> Figures:
    """Read a line as it would be printed; what cannot be read is a number that no line has."""
    price, quantity, times, amount = (reading.number(row, name) for name in (*FACTORS, "amount"))
    is_whole = amount.number is not None and amount.number == amount.number.to_integral_value()
    return Figures(
        reading.text(row, "item").words,
        reading.text(row, "category").words,
        _UNREAD if price.number is None else price.number,
        _UNREAD if quantity.number is None else quantity.number,
        times.number if times.number is not None else _ONE if times.is_empty else _UNREAD,
        int(amount.number if is_whole and amount.number is not None else _UNREAD),
        reading.text(row, "note").words,
        tuple(
            _declared(reading, row, one)
            for one in other_columns()
            if one.name in reading.table.columns
        ),
    )


def _declared(reading: Reading, row: int, column: Column) -> str:
    """Read a cell of a further column as it is printed; a figure without the zeros nobody sees."""
    number = reading.number(row, column.name).number
    if column.kind in (int, Decimal) and number is not None:
        return plain(number)
    return reading.text(row, column.name).words


def _slot(reading: Reading, row: int) -> Slot:
    start, end = (reading.minutes(row, name) for name in ("start", "end"))
    names = ("activity", "speaker", "speaker_kind")
    activity, speaker, kind = (reading.text(row, name).words for name in names)
    paid = reading.number(row, "paid_minutes").number
    return Slot(start, end, activity, speaker, kind, paid)
