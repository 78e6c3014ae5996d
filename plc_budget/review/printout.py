"""What stands in a returned file of what was printed, read without the plan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from plc_budget.findings import Finding
from plc_budget.money import plain
from plc_budget.review.around import other_tables, state_amount, words_cell
from plc_budget.review.tables import Table, budget_table, timetable_table
from plc_budget.review.values import Reading, Values
from plc_budget.sheets.budget_sheet import other_columns
from plc_budget.sheets.passport import Passport
from plc_budget.sheets.printout import Figures, Printout, Slot, hash_of, squeezed
from plc_budget.sheets.wording import BUDGET, HEADING, TIMETABLE
from plc_budget.spreadsheets.sheet import Kind, Sheet
from plc_budget.tables import Column

_UNREAD, _ONE = Decimal(-1), Decimal(1)


def read_printout(
    sheets: Sequence[Sheet], wanted: str = ""
) -> tuple[Printout | None, list[Finding]]:
    """Read from a file what :func:`plc_budget.sheets.printout.printout_of` makes of its plan.

    Every formula is worked out anew; what cannot be read is something that is never printed, so that
    its hash is another one.

    Parameters
    ----------
    sheets : sequence of Sheet
        Those of the file.
    wanted : str
        The sheet to take, if the budget stands on several.

    Returns
    -------
    tuple[Printout or None, list[Finding]]
        None when it holds no 經費概算表, or it has to be said first on which sheet.
    """
    table, findings = budget_table(sheets, wanted)
    if table is None:
        return None, findings
    values = Values(tuple(sheets))
    reading = Reading(table, values)
    programme, title, heading = _titles(table)
    capitals, tail = _capitals(reading)
    sentence = "" if table.total is None else reading.text(table.total, "note").words
    slots = timetable_table(sheets)
    return Printout(
        programme,
        title,
        heading,
        tuple(_figures(reading, row) for row in sorted((*table.rows, *table.subtotals))),
        _total(reading),
        capitals,
        (sentence, tail),
        _last(slots, TIMETABLE) if slots else "",
        _slots(Reading(slots, values)) if slots else (),
    ), [*findings, *other_tables(sheets, table)]


def is_as_printed(printout: Printout | None, passport: Passport | None) -> bool:
    """Tell whether the hash in a footer is that of what stands in the file.

    Parameters
    ----------
    printout : Printout or None
        What was read from the file, if anything was.
    passport : Passport or None
        What its footer says.
    """
    return printout is not None and passport is not None and hash_of(printout) == passport.figures


def _titles(table: Table) -> tuple[str, str, str]:
    """Find programme, title and heading above the headings of the table, wherever they went."""
    title, at = _ending(table, BUDGET)
    above = [table.sheet.cell(row, at[1]).text for row in range(at[0])]
    programme = next((words for words in reversed(above) if words), "")
    heading = next((words for words, _ in _above(table) if squeezed(words).startswith(HEADING)), "")
    return programme, title, heading


def _above(table: Table) -> list[tuple[str, tuple[int, int]]]:
    """List what is typed above the headings, in the order it is read."""
    return [
        (cell.text, (row, column))
        for row in range(table.header)
        for column, cell in enumerate(table.sheet.rows[row])
        if cell.text and not cell.formula
    ]


def _ending(table: Table, name: str) -> tuple[str, tuple[int, int]]:
    """Return the last title above a table that ends as its sheet is called, and where it stands."""
    found = [
        one
        for one in _above(table)
        if squeezed(one[0]).endswith(name) and not squeezed(one[0]).startswith(HEADING)
    ]
    return found[-1] if found else ("", (0, 0))


def _last(table: Table, name: str) -> str:
    return _ending(table, name)[0]


def _figures(reading: Reading, row: int) -> Figures:
    """Read a line as it would be printed; what cannot be read is a number that no line has."""
    price, quantity, times, amount = (
        reading.number(row, name) for name in ("unit_price", "quantity", "times", "amount")
    )
    is_whole = amount.number is not None and amount.number == amount.number.to_integral_value()
    return Figures(
        reading.text(row, "item").words,
        reading.text(row, "category").words,
        _UNREAD if price.number is None else price.number,
        _UNREAD if quantity.number is None else quantity.number,
        times.number if times.number is not None else _ONE if times.is_empty else _UNREAD,
        int(amount.number) if is_whole and amount.number is not None else int(_UNREAD),
        reading.text(row, "note").words,
        tuple(
            _written(reading, row, one)
            for one in other_columns()
            if one.name in reading.table.columns
        ),
    )


def _written(reading: Reading, row: int, column: Column) -> str:
    """Write a cell of a further column as it is printed; a figure without the zeros nobody sees."""
    number = reading.number(row, column.name).number
    if column.kind in (int, Decimal) and number is not None:
        return plain(number)
    return reading.text(row, column.name).words


def _total(reading: Reading) -> int | None:
    table = reading.table
    if table.total is None or table.cell(table.total, "amount").kind is Kind.DATE:
        return None
    said = reading.number(table.total, "amount").number
    return int(said) if said is not None and said == said.to_integral_value() else None


def _capitals(reading: Reading) -> tuple[int | None, str]:
    """Read what 總計 states, and the sentence behind it."""
    found = words_cell(reading)
    money, tail = state_amount(found[1]) if found else (None, None)
    return money, tail or ""


def _slots(reading: Reading) -> tuple[Slot, ...]:
    return tuple(
        Slot(
            reading.minutes(row, "start"),
            reading.minutes(row, "end"),
            reading.text(row, "activity").words,
            reading.text(row, "speaker").words,
            reading.text(row, "speaker_kind").words,
            reading.number(row, "paid_minutes").number,
        )
        for row in reading.table.rows
    )
