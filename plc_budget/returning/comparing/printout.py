"""What stands in a returned file of what was printed, read without the plan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from plc_budget.findings import Finding
from plc_budget.money import product, whole_ntd
from plc_budget.returning.comparing.around import stated, words_cell
from plc_budget.returning.comparing.others import other_tables
from plc_budget.returning.comparing.times import minutes
from plc_budget.returning.reading.calculator import Calculator
from plc_budget.returning.reading.sight import Sight
from plc_budget.returning.reading.tables import Table, budget_table, timetable_table
from plc_budget.sheets.passport import Passport
from plc_budget.sheets.printout import HEADING, Figures, Printout, Slot, hash_of, squeezed
from plc_budget.sheets.wording import BUDGET, TIMETABLE
from plc_budget.spreadsheets.sheet import Kind, Sheet

_NOTHING, _ONE = Decimal(0), Decimal(1)


def read_printout(
    sheets: Sequence[Sheet], wanted: str = ""
) -> tuple[Printout | None, list[Finding]]:  # fmt: skip
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
    calculator = Calculator(sheets)
    sight = Sight(table, calculator)
    programme, title, heading = _titles(table)
    capitals, tail = _capitals(sight)
    sentence = "" if table.total is None else sight.text(table.total, "note").words
    slots = timetable_table(sheets)
    return Printout(
        programme, title, heading,
        tuple(_figures(sight, row) for row in sorted((*table.rows, *table.subtotals))),
        _total(sight), capitals, (sentence, tail),
        _last(slots, TIMETABLE) if slots else "",
        _slots(Sight(slots, calculator)) if slots else (),
    ), [*findings, *other_tables(sheets, table)]  # fmt: skip


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
    return [(cell.text, (row, column)) for row in range(table.header)
            for column, cell in enumerate(table.sheet.rows[row]) if cell.text and not cell.formula]  # fmt: skip


def _ending(table: Table, name: str) -> tuple[str, tuple[int, int]]:
    """Return the last title above a table that ends as its sheet is called, and where it stands."""
    found = [one for one in _above(table)
             if squeezed(one[0]).endswith(name) and not squeezed(one[0]).startswith(HEADING)]  # fmt: skip
    return found[-1] if found else ("", (0, 0))


def _last(table: Table, name: str) -> str:
    return _ending(table, name)[0]


def _figures(sight: Sight, row: int) -> Figures:
    """Read a line as it would be printed; an amount that cannot be worked out counts as its product."""
    price = sight.number(row, "unit_price").number or _NOTHING
    quantity = sight.fraction(row, "quantity") or _NOTHING
    times = sight.number(row, "times").number
    times = _ONE if times is None else times
    amount = sight.number(row, "amount").number
    due = whole_ntd(product(price, quantity, times))
    if amount is None or amount != amount.to_integral_value():
        amount = Decimal(due)
    return Figures(sight.text(row, "item").words, sight.text(row, "category").words, price,
                   quantity, times, int(amount), sight.text(row, "note").words)  # fmt: skip


def _total(sight: Sight) -> int | None:
    table = sight.table
    if table.total is None or sight.cell(table.total, "amount").kind is Kind.DATE:
        return None
    said = sight.number(table.total, "amount").number
    return int(said) if said is not None and said == said.to_integral_value() else None


def _capitals(sight: Sight) -> tuple[int | None, str]:
    """Read what 總計 states, and the sentence behind it."""
    table = sight.table
    found = None if table.words is None else words_cell(sight, table.words)
    money, tail = stated(found[1]) if found else (None, None)
    return money, tail or ""


def _slots(sight: Sight) -> tuple[Slot, ...]:
    return tuple(
        Slot(
            minutes(sight, row, "start"), minutes(sight, row, "end"),
            sight.text(row, "activity").words, sight.text(row, "speaker").words,
            sight.text(row, "speaker_kind").words, sight.number(row, "paid_minutes").number,
        )
        for row in sight.table.rows
    )  # fmt: skip
