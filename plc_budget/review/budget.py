"""The lines of a returned 經費概算表 beside those of the plan."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import count

from plc_budget.budget import Line
from plc_budget.findings import Words
from plc_budget.language import NOTHING, text
from plc_budget.money import plain, whole_ntd
from plc_budget.plan import Plan
from plc_budget.review.differences import BUDGET, Change, Difference, Kind
from plc_budget.review.rows import Entry, in_step, match_rows
from plc_budget.review.values import Reading, Said
from plc_budget.sheets.layout import budget_layout
from plc_budget.sheets.passport import squeezed
from plc_budget.spreadsheets.formulas import references
from plc_budget.spreadsheets.sheet import Kind as CellKind
from plc_budget.spreadsheets.sheet import squeeze
from plc_budget.tables.rows import CATEGORIES

AMOUNT = text("An amount is never typed: change the price or the quantity instead.")
UNCLEAR = text("No number can be read there; mend it in the file, or type it into the plan.")
FORMULA = text("A formula stands there now; its text is not taken over.")
_EMPTY = text("Nothing stands there. To remove the line, delete its row.")
_COUNTED = text("The timetable counts this quantity; taking it over makes it a typed one.")
_ASK = text(
    "Say which line it is, or that it is a new one; until then nothing of it is taken over."
)
_ACCOUNT = "業務費"
_ONE, _HUNDRED = Decimal(1), Decimal(100)


@dataclass(frozen=True)
class Lines:
    """The rows of a file and the lines they are.

    Attributes
    ----------
    codes : mapping of int to str
        Code by row, that of a new line included; a row that is asked about has none.
    """

    reading: Reading
    plan: Plan
    codes: Mapping[int, str]
    pairs: Mapping[int, Line]
    asked: Mapping[int, tuple[str, ...]]

    @cached_property
    def moved(self) -> set[str]:
        """The lines that stand elsewhere among the others."""
        order = [line.code for line in self.plan.budget.lines]
        here = [order.index(line.code) for _, line in sorted(self.pairs.items())]
        steady = in_step(here)
        return {order[at] for at in here if at not in steady}

    def before(self, row: int) -> str:
        """Return the code of the next line above a row that stayed in its place, or empty."""
        above = [
            line.code
            for other, line in sorted(self.pairs.items())
            if other < row and line.code not in self.moved
        ]
        return above[-1] if above else ""


def read_lines(reading: Reading, plan: Plan, said: Mapping[int, str]) -> Lines:
    """Find out which row is which line.

    Parameters
    ----------
    reading : Reading
        The table.
    plan : Plan
        What it was printed from.
    said : mapping of int to str
        What a person said: the code by row, from 1 as Excel counts; empty for a new line.
    """
    rows, lines = reading.table.rows, plan.budget.lines
    numbers = {line.code: at for at, line in enumerate(lines)}
    answers = {
        rows.index(row - 1): numbers.get(code)
        for row, code in said.items()
        if row - 1 in rows and (not code or code in numbers)
    }
    found = match_rows(
        [_row_entry(reading, row) for row in rows], [_entry(one) for one in lines], answers
    )
    taken = {line.code for line in lines}
    codes: dict[int, str] = {}
    for at, row in enumerate(rows):
        if at in found.pairs:
            codes[row] = lines[found.pairs[at]].code
        elif at not in found.asked:
            codes[row] = code_for(taken)
            taken.add(codes[row])
    pairs = {rows[at]: lines[line] for at, line in found.pairs.items()}
    asked = {rows[at]: tuple(lines[one].code for one in some) for at, some in found.asked.items()}
    return Lines(reading, plan, codes, pairs, asked)


def code_for(taken: Collection[str]) -> str:
    """Name a new line as no line is named yet.

    Examples
    --------
    >>> code_for({"added_1"})
    'added_2'
    """
    return next(code for n in count(1) if (code := f"added_{n}") not in taken)


def _entry(line: Line) -> Entry:
    quantity = (line.row.rate or Decimal(0)) / _HUNDRED if line.is_percentage else line.quantity
    return Entry(
        squeeze(line.name), (line.unit_price, quantity, squeezed(line.row.note)), line.code
    )


def _row_entry(reading: Reading, row: int) -> Entry:
    price, quantity = (reading.number(row, name).number for name in ("unit_price", "quantity"))
    note = squeezed(reading.text(row, "note").words)
    item = reading.table.cell(row, "item").squeezed
    return Entry(item, (price, quantity, note), reading.table.code(row))


def line_differences(lines: Lines) -> Iterator[Difference]:
    """Name every difference of the lines, row by row, then the lines that are gone."""
    for row in lines.reading.table.rows:
        if row in lines.asked:
            yield _question(lines, row)
        elif row in lines.pairs:
            line = lines.pairs[row]
            if line.code in lines.moved:
                yield _move(lines, row, line)
            yield from _of_line(lines, row, line)
        else:
            yield _added(lines, row)
            yield from _amount_of_new(lines, row)
    here = {line.code for line in lines.pairs.values()}
    possible = {code for codes in lines.asked.values() for code in codes}
    for line in lines.plan.budget.lines:
        if line.code not in here | possible:
            yield Difference(
                Kind.LINE_REMOVED,
                line.code,
                line.name,
                line.code,
                "",
                describe_line(line),
                change=Change(BUDGET, line.code, is_gone=True),
            )


def _of_line(lines: Lines, row: int, line: Line) -> Iterator[Difference]:
    reading, shown = lines.reading, budget_layout(lines.plan).columns
    yield from _words(reading, row, line, "item", line.name)
    if "category" in shown:
        yield from _words(reading, row, line, "category", line.row.category)
    if line.is_percentage:
        yield from _rate(reading, row, line)
    else:
        yield from _number(reading, row, line, "unit_price", line.unit_price)
        yield from _unit(reading, row, line)
        yield from _quantity(reading, row, line)
        if "times" in shown:
            yield from _number(reading, row, line, "times", line.row.times)
    yield from _words(reading, row, line, "note", line.row.note)


def show_said(said: Said) -> str:
    """Write what the cell of a figure says."""
    return said.words if said.number is None else plain(said.number)


def _differs(  # noqa: PLR0913, PLR0917 - a difference has that many parts
    reading: Reading,
    row: int,
    line: Line,
    field: str,
    before: str,
    after: str,
    values: Mapping[str, object] | None,
    remark: Words = NOTHING,
    kind: Kind | None = None,
) -> Difference:
    column = {"unit": "unit_price", "rate": "quantity"}.get(field, field)
    change = Change(BUDGET, line.code, values) if values else None
    return Difference(
        kind or Kind(field),
        reading.at(row, column),
        line.name,
        line.code,
        field,
        before,
        after,
        change,
        remark,
    )


def _words(
    reading: Reading, row: int, line: Line, field: str, printed: str
) -> Iterator[Difference]:
    """Compare a text; blanks and line breaks do not count."""
    if field not in reading.table.columns:
        return
    said = reading.text(row, field)
    if squeezed(said.words) == squeezed(printed) and not said.formula:
        return
    can = not said.formula and (said.words or field == "note")
    remark = FORMULA if said.formula else NOTHING if can else _EMPTY
    yield _differs(
        reading, row, line, field, printed, said.words, {field: said.words} if can else None, remark
    )


def _number(
    reading: Reading, row: int, line: Line, field: str, printed: Decimal
) -> Iterator[Difference]:
    """Compare a figure that is typed."""
    if field not in reading.table.columns:
        return
    said = reading.number(row, field)
    if said.number is None:
        yield _unclear(reading, row, line, field, plain(printed))
    elif said.number != printed:
        yield _differs(
            reading, row, line, field, plain(printed), show_said(said), {field: said.number}
        )


def _unclear(reading: Reading, row: int, line: Line, field: str, before: str) -> Difference:
    said = reading.number(row, "quantity" if field == "rate" else field)
    return _differs(
        reading,
        row,
        line,
        field,
        before,
        show_said(said),
        None,
        _EMPTY if said.is_empty else UNCLEAR,
        Kind.UNREADABLE,
    )


def _unit(reading: Reading, row: int, line: Line) -> Iterator[Difference]:
    """Compare the unit a price is shown with, where the file still shows one."""
    found = reading.unit(row)
    if found and line.row.unit and squeeze(line.row.unit) != found:
        yield _differs(reading, row, line, "unit", line.row.unit, found, {"unit": found})


def _quantity(reading: Reading, row: int, line: Line) -> Iterator[Difference]:
    """Compare a quantity; one that the timetable counts stays a formula over it."""
    said = reading.number(row, "quantity")
    if not line.speaker_kind:
        yield from _number(reading, row, line, "quantity", line.quantity)
        return
    if "quantity" not in reading.table.columns or _is_of_timetable(said.formula):
        return
    if said.number is None:
        yield _unclear(reading, row, line, "quantity", plain(line.quantity))
    elif said.number != line.quantity:
        yield _differs(
            reading,
            row,
            line,
            "quantity",
            plain(line.quantity),
            show_said(said),
            {"quantity": said.number, "source": ""},
            _COUNTED,
        )


def _is_of_timetable(formula: str) -> bool:
    """Tell whether a formula takes one cell of another sheet; which one is compared with what was printed."""
    found = references(formula)
    return len(found) == 1 and found[0].is_one_cell and bool(found[0].sheet)


def _rate(reading: Reading, row: int, line: Line) -> Iterator[Difference]:
    """Compare the rate of a percentage."""
    printed, said = line.row.rate or Decimal(0), reading.number(row, "quantity")
    if said.number is None:
        yield _unclear(reading, row, line, "rate", f"{plain(printed)}%")
    elif said.number * _HUNDRED != printed:
        new = (said.number * _HUNDRED).normalize()
        yield _differs(
            reading, row, line, "rate", f"{plain(printed)}%", f"{plain(new)}%", {"rate": new}
        )


def _move(lines: Lines, row: int, line: Line) -> Difference:
    order = [one.code for one in lines.plan.budget.lines]
    return Difference(
        Kind.LINE_MOVED,
        lines.reading.at(row, "item"),
        line.name,
        line.code,
        "",
        str(order.index(line.code) + 1),
        str(lines.reading.table.rows.index(row) + 1),
        Change(BUDGET, line.code, is_moved=True, after=lines.before(row)),
    )


def describe_line(line: Line) -> str:
    """Write what a line comes to, and what its note says."""
    what = f"{plain(line.unit_price)} × {plain(line.quantity)} = {line.amount:,}"
    return "；".join(filter(None, [what, line.row.note]))


def _question(lines: Lines, row: int) -> Difference:
    codes = lines.asked[row]
    named = {line.code: line.name for line in lines.plan.budget.lines}
    name = lines.reading.text(row, "item").words
    return Difference(
        Kind.QUESTION,
        lines.reading.at(row, "item"),
        name,
        after=name,
        choices=codes,
        before="、".join(named[code] for code in codes),
        remark=_ASK,
    )


def _added(lines: Lines, row: int) -> Difference:
    """Describe a row that is new."""
    reading, code = lines.reading, lines.codes[row]
    item, note = reading.text(row, "item"), reading.text(row, "note")
    values, remark = _values_of(lines, row)
    change = None
    if not values or not item.words or item.formula:
        remark = text(
            "It has no item, or no price and quantity that can be read; nothing of it can be taken over."
        )
    else:
        values |= {"code": code, "item": item.words, "note": "" if note.formula else note.words}
        change = Change(BUDGET, code, values, is_new=True, after=lines.before(row))
    return Difference(
        Kind.LINE_ADDED,
        reading.at(row, "item"),
        item.words,
        code,
        "",
        "",
        _describe_row(reading, row),
        change,
        remark,
    )


def _amount_of_new(lines: Lines, row: int) -> Iterator[Difference]:
    """Name the amount of a new row that was typed and is not what its figures come to."""
    reading = lines.reading
    price, quantity, times, amount = (
        reading.number(row, name).number for name in ("unit_price", "quantity", "times", "amount")
    )
    if price is None or quantity is None or amount is None or reading.number(row, "amount").formula:
        return
    if amount != whole_ntd(price * quantity * (times or _ONE)):
        yield Difference(
            Kind.CELL,
            reading.at(row, "amount"),
            reading.text(row, "item").words,
            lines.codes[row],
            "amount",
            "",
            plain(amount),
            remark=AMOUNT,
        )


def _describe_row(reading: Reading, row: int) -> str:
    """Write what a row comes to, and what its note says."""
    factors = [
        shown
        for name in ("unit_price", "quantity", "times")
        if (shown := _figure(reading, row, name))
    ]
    amount, note = reading.number(row, "amount").number, reading.text(row, "note")
    total = "" if amount is None else f" = {amount:,f}"
    return "；".join(
        filter(
            None, [f"{' × '.join(factors)}{total}".strip(" ="), "" if note.formula else note.words]
        )
    )


def _figure(reading: Reading, row: int, name: str) -> str:
    """Write a figure as it is seen: a percentage with its sign."""
    number = reading.number(row, name).number
    if number is None:
        return ""
    is_percent = reading.table.cell(row, name).kind is CellKind.PERCENT
    return f"{plain((number * _HUNDRED).normalize())}%" if is_percent else plain(number)


def _values_of(lines: Lines, row: int) -> tuple[dict[str, object], Words]:
    """Read what a new line is made of; nothing where its price or its quantity cannot be read."""
    reading = lines.reading
    price, quantity, times, amount = (
        reading.number(row, name).number for name in ("unit_price", "quantity", "times", "amount")
    )
    category, remark = _account(lines, row)
    values: dict[str, object] = {"category": category}
    base = _base(lines, row)
    if base and quantity is not None:
        return values | {"rate": (quantity * _HUNDRED).normalize(), "base": base}, remark
    if price is None and quantity is None and amount is not None:
        price, quantity = amount, _ONE
        remark = text("Only an amount stands there; it is taken as a price, once.")
    if price is None or quantity is None:
        return {}, NOTHING
    return values | {
        "unit_price": price,
        "quantity": quantity,
        "unit": reading.unit_shown(row),
        "times": times or _ONE,
    }, remark


def _account(lines: Lines, row: int) -> tuple[str, Words]:
    said = lines.reading.table.cell(row, "category").squeezed
    if said in CATEGORIES:
        return said, NOTHING
    known = list(lines.plan.budget.by_category())
    account = known[0] if len(known) == 1 else _ACCOUNT
    return account, text(
        "Its account is taken to be {account}; look at it afterwards.", account=account
    )


def _base(lines: Lines, row: int) -> tuple[str, ...]:
    """Return the lines a percentage is taken of: its price sums their amounts."""
    table = lines.reading.table
    price, column = table.cell(row, "unit_price"), table.columns.get("amount")
    if table.cell(row, "quantity").kind is not CellKind.PERCENT or not price.formula:
        return ()
    rows = [
        n
        for one in references(price.formula)
        if one.first_column == column and not one.sheet
        for n in range(one.first_row, min(one.last_row, table.end) + 1)
    ]
    return tuple(dict.fromkeys(lines.codes[n] for n in rows if n in lines.codes and n != row))
