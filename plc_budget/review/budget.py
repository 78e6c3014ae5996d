"""What a line of the budget is to a returned 經費概算表: what it is known by, how its cells are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from itertools import count

from plc_budget.budget import Line
from plc_budget.findings import Words
from plc_budget.language import NOTHING, text
from plc_budget.money import plain, whole_ntd
from plc_budget.review.differences import BUDGET, Difference, Kind
from plc_budget.review.lines import PlanTable, Rows, compare_number, make_unreadable
from plc_budget.review.rows import Entry
from plc_budget.review.values import HUNDRED, Reading
from plc_budget.sheets.printout import drop_unseen
from plc_budget.spreadsheets.formulas import references
from plc_budget.spreadsheets.sheet import Kind as CellKind
from plc_budget.spreadsheets.sheet import squeeze
from plc_budget.tables.rows import CATEGORIES

AMOUNT = text("An amount is never typed: change the price or the quantity instead.")
_COUNTED = text("The timetable counts this quantity; taking it over makes it a typed one.")
_ACCOUNT = "業務費"
_ONE = Decimal(1)
_FACTORS = ("unit_price", "quantity", "times")


def _rate(line: Line) -> Decimal:
    return line.row.rate or Decimal(0)


def _value(line: Line, name: str) -> object:
    """Return a field of a line; a quantity that the timetable counts is what it comes to."""
    is_counted = name == "quantity" and not line.is_percentage
    return line.quantity if is_counted else getattr(line.row, name)


def _show(line: Line, name: str) -> str | None:
    if name == "amount":
        return plain(Decimal(line.amount))
    if name in ("unit_price", "base"):  # of a percentage: the sum of the lines it is taken of
        return plain(line.unit_price)
    if name == "rate" or (name == "quantity" and line.is_percentage):
        return f"{plain(_rate(line))}%"
    value = _value(line, name) if hasattr(line.row, name) else None
    return plain(value) if isinstance(value, Decimal) else None if value is None else str(value)


def _describe(line: Line) -> str:
    """Write what a line comes to, and what its note says."""
    what = f"{plain(line.unit_price)} × {plain(line.quantity)} = {line.amount:,}"
    return "；".join(filter(None, [what, line.row.note]))


def _entry(line: Line) -> Entry:
    quantity = _rate(line) / HUNDRED if line.is_percentage else line.quantity
    holds = (line.unit_price, quantity, drop_unseen(line.row.note))
    return Entry(squeeze(line.name), holds)


def _read_entry(reading: Reading, row: int) -> Entry:
    price, quantity = (reading.number(row, name).number for name in ("unit_price", "quantity"))
    note = drop_unseen(reading.text(row, "note").words)
    item = reading.table.cell(row, "item").squeezed
    return Entry(item, (price, quantity, note), reading.table.code(row))


def _name_new(_: int, taken: Collection[str]) -> str:
    return next(code for n in count(1) if (code := f"added_{n}") not in taken)


def _compare_price(rows: Rows, row: int, line: Line) -> Iterator[Difference]:
    """Compare a price, and the unit it is shown with where the file still shows one."""
    if line.is_percentage:
        return
    yield from compare_number(rows, row, "unit_price", line.unit_price)
    found, unit = rows.reading.unit(row), line.row.unit
    if found and unit and squeeze(unit) != found:
        yield rows.differ(row, "unit", unit, found, {"unit": found})


def _compare_quantity(rows: Rows, row: int, line: Line) -> Iterator[Difference]:
    """Compare a quantity, or the rate of a percentage; one that the timetable counts stays a formula."""
    said = rows.reading.number(row, "quantity")
    if line.is_percentage:
        before = f"{plain(_rate(line))}%"
        if said.number is None:
            yield make_unreadable(rows, row, "rate", before, said)
        elif said.number * HUNDRED != _rate(line):
            new = (said.number * HUNDRED).normalize()
            yield rows.differ(row, "rate", before, f"{plain(new)}%", {"rate": new})
    elif not line.speaker_kind:
        yield from compare_number(rows, row, "quantity", line.quantity)
    elif not _is_of_timetable(said.formula):
        typed = {"source": ""}
        yield from compare_number(rows, row, "quantity", line.quantity, typed, _COUNTED)


def _is_of_timetable(formula: str) -> bool:
    """Tell whether a formula takes one cell of another sheet; which one is compared with what was printed."""
    found = references(formula)
    return len(found) == 1 and found[0].is_one_cell and bool(found[0].sheet)


def _compare_times(rows: Rows, row: int, line: Line) -> Iterator[Difference]:
    if not line.is_percentage:
        yield from compare_number(rows, row, "times", line.row.times)


def _read_new(rows: Rows, row: int) -> tuple[dict[str, object], Words, str]:
    """Read what a new line is made of; nothing without an item, or a price and a quantity."""
    reading = rows.reading
    item, note = reading.text(row, "item"), reading.text(row, "note")
    price, quantity, times, amount = (
        reading.number(row, name).number for name in (*_FACTORS, "amount")
    )
    factors = " × ".join(filter(None, (_factor(reading, row, name) for name in _FACTORS)))
    comes_to = "" if amount is None else f" = {amount:,f}"
    words = "" if note.formula else note.words
    what = "；".join(filter(None, [f"{factors}{comes_to}".strip(" ="), words]))
    account, remark = _account(rows, row)
    base = _base(rows, row)
    values: dict[str, object] = {}
    if base and quantity is not None:
        values = {"rate": (quantity * HUNDRED).normalize(), "base": base}
    else:
        if price is None and quantity is None and amount is not None:
            price, quantity = amount, _ONE
            remark = text("Only an amount stands there; it is taken as a price, once.")
        if price is not None and quantity is not None:
            values = {"unit_price": price, "quantity": quantity, "times": times or _ONE}
            values |= {"unit": reading.unit_shown(row)}
    if not values or not item.words or item.formula:
        return {}, _NOT_TAKEN, what
    values |= {"code": rows.names[row], "category": account, "item": item.words, "note": words}
    return values, remark, what


_NOT_TAKEN = text(
    "It has no item, or no price and quantity that can be read; nothing of it can be taken over."
)


def _factor(reading: Reading, row: int, name: str) -> str:
    """Write a figure as it is seen: a percentage with its sign."""
    number = reading.number(row, name).number
    if number is None:
        return ""
    is_percent = reading.table.cell(row, name).kind is CellKind.PERCENT
    return f"{plain((number * HUNDRED).normalize())}%" if is_percent else plain(number)


def _account(rows: Rows, row: int) -> tuple[str, Words]:
    said = rows.reading.table.cell(row, "category").squeezed
    if said in CATEGORIES:
        return said, NOTHING
    known = list(rows.plan.budget.by_category())
    account = known[0] if len(known) == 1 else _ACCOUNT
    return account, text(
        "Its account is taken to be {account}; look at it afterwards.", account=account
    )


def _base(rows: Rows, row: int) -> tuple[str, ...]:
    """Return the lines a percentage is taken of: its price sums their amounts."""
    table = rows.reading.table
    price, column = table.cell(row, "unit_price"), table.columns.get("amount")
    if table.cell(row, "quantity").kind is not CellKind.PERCENT or not price.formula:
        return ()
    found = [
        n
        for one in references(price.formula)
        if one.first_column == column and not one.sheet
        for n in range(one.first_row, min(one.last_row, table.end) + 1)
    ]
    return tuple(dict.fromkeys(rows.names[n] for n in found if n in rows.names and n != row))


def _check_new(rows: Rows, row: int) -> Iterator[Difference]:
    """Name the amount of a new row that was typed and is not what its figures come to."""
    reading, said = rows.reading, rows.reading.number(row, "amount")
    price, quantity, times = (reading.number(row, name).number for name in _FACTORS)
    if price is None or quantity is None or said.number is None or said.formula:
        return
    if said.number != whole_ntd(price * quantity * (times or _ONE)):
        item, cell = reading.text(row, "item").words, reading.at(row, "amount")
        name, shown = rows.names[row], plain(said.number)
        yield Difference(Kind.CELL, cell, item, name, "amount", after=shown, remark=AMOUNT)


LINES = PlanTable(
    BUDGET,
    "item",
    list_rows=lambda plan: {line.code: line for line in plan.budget.lines},
    make_entry=_entry,
    read_entry=_read_entry,
    name_new=_name_new,
    value=_value,
    show=_show,
    describe=_describe,
    cells={"unit": "unit_price", "rate": "quantity"},
    compare={
        "unit_price": _compare_price,
        "quantity": _compare_quantity,
        "times": _compare_times,
    },
    read_new=_read_new,
    check_new=_check_new,
    added=Kind.LINE_ADDED,
    removed=Kind.LINE_REMOVED,
    moved=Kind.LINE_MOVED,
    gone=text("The plan has no such line any more."),
    ask=text(
        "Say which line it is, or that it is a new one; until then nothing of it is taken over."
    ),
    empty=text("Nothing stands there. To remove the line, delete its row."),
)
