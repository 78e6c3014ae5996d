"""``budget.csv``: one row per budget line (經費概算表的一列)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from plc_budget.findings import Finding, error
from plc_budget.language import Text, text
from plc_budget.tables import cells
from plc_budget.tables.columns import (
    Column,
    Length,
    Like,
    Number,
    OneOf,
    Record,
    RowRule,
    Table,
    number,
    yes_no,
)
from plc_budget.tables.records import short, unreadable
from plc_budget.tables.rows import (
    CATEGORIES,
    CODE,
    MOST_PRICE,
    MOST_QUANTITY,
    SPEAKER_KINDS,
    BudgetRow,
)

SOURCE = rf"^timetable:({'|'.join(kind for kind in SPEAKER_KINDS if kind != 'unpaid')})$"
_BASE_SEPARATORS = re.compile(r"[\s;+＋、，,；]+")


def _codes(raw: str) -> tuple[str, ...]:
    """Read the codes a percentage is taken of; one that is named twice still counts once."""
    codes = [code for code in _BASE_SEPARATORS.split(cells.tidy(raw)) if code]
    if not all(re.fullmatch(CODE, code) for code in codes):
        raise cells.Unreadable(text("codes of lines such as speaker_external speaker_internal"))
    return tuple(dict.fromkeys(codes))


_ABOVE_ZERO = Number(0, MOST_QUANTITY, is_above=True)
COLUMNS = (
    Column(
        name="code",
        words=text("code"),
        is_needed=True,
        is_unique=True,
        allow=Like(
            CODE,
            text("small letters, digits and _ such as speaker_internal, starting with a letter"),
        ),
    ),
    Column(
        name="category",
        words=text("account"),
        is_needed=True,
        allow=OneOf(CATEGORIES),
        printed="用途別",
        width=12,
    ),
    Column(
        name="item",
        words=text("item"),
        is_needed=True,
        allow=Length(1, 100),
        printed="經費項目",
        width=21,
    ),
    number("unit_price", text("unit price"), MOST_PRICE, read=cells.read_price, printed="單價(元)"),
    Column(name="unit", words=text("unit"), allow=Length(0, 10)),
    number(
        "quantity", text("quantity"), MOST_QUANTITY, read=cells.read_words, printed="數量", width=9
    ),
    number(
        "times",
        text("times"),
        MOST_QUANTITY,
        write=lambda times: "" if times == 1 else f"{times:f}",
        default=Decimal(1),
        allow=_ABOVE_ZERO,
        printed="次數",
        width=7,
    ),
    number("step", text("smallest change"), MOST_QUANTITY, allow=_ABOVE_ZERO),
    number("min_quantity", text("least quantity"), MOST_QUANTITY),
    number("max_quantity", text("largest quantity"), MOST_QUANTITY),
    yes_no("locked", text("locked")),
    Column(
        name="from",
        field="source",
        words=text("source of the quantity"),
        allow=Like(
            f"{SOURCE}|^$",
            text("empty, or timetable:internal (affiliated, external, assistant, keynote)"),
        ),
    ),
    number("rate", text("percentage"), 100, read=cells.read_percent),
    Column(
        name="base",
        words=text("base of the percentage"),
        kind=tuple,
        read=_codes,
        default=(),
    ),
    Column(name="note", words=text("note"), printed="說明", width=40),
)


def _has(value: object) -> bool:
    return value is not None


def _exceeds(low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and high is not None and low > high


def _counts_once(row: Mapping[str, Any]) -> bool:
    return row["quantity"] in (None, 1) and row["times"] == 1


RULES = (
    RowRule(
        "price-or-rate",
        "unit_price",
        lambda row: _has(row["unit_price"]) != _has(row["rate"]),
        text("A line has either a unit price or a percentage, not both and not neither."),
        text("Fill in unit_price, or rate and base."),
    ),
    RowRule(
        "base-of-rate",
        "base",
        lambda row: bool(row["base"]) == _has(row["rate"]),
        text("A percentage needs the codes of the lines it is taken of, and only it does."),
        text("Write their codes under base, such as speaker_external speaker_internal."),
    ),
    RowRule(
        "quantity-known",
        "quantity",
        lambda row: _has(row["quantity"]) or _has(row["rate"]) or bool(row["source"]),
        text("The quantity is missing."),
        text("Type it, or let it come from the timetable: from = timetable:internal."),
    ),
    RowRule(
        "rate-without-source",
        "from",
        lambda row: not (_has(row["rate"]) and row["source"]),
        text("A percentage takes no quantity from the timetable."),
        text("Clear the cell under from."),
    ),
    RowRule(
        "rate-counts-once",
        "quantity",
        lambda row: not _has(row["rate"]) or _counts_once(row),
        text("A percentage is taken once; it has no quantity and no times."),
        text("Clear quantity and times, or give the line a unit price instead."),
    ),
    RowRule(
        "bounds-in-order",
        "min_quantity",
        lambda row: not _exceeds(row["min_quantity"], row["max_quantity"]),
        text("The smallest quantity is larger than the largest."),
        text("Exchange min_quantity and max_quantity."),
    ),
    RowRule(
        "quantity-at-least",
        "quantity",
        lambda row: not _exceeds(row["min_quantity"], row["quantity"]),
        text("The quantity is below min_quantity."),
        text("Raise the quantity or lower min_quantity."),
    ),
    RowRule(
        "quantity-at-most",
        "quantity",
        lambda row: not _exceeds(row["quantity"], row["max_quantity"]),
        text("The quantity is above max_quantity."),
        text("Lower the quantity or raise max_quantity."),
    ),
)


def _make(
    table: Table[BudgetRow], records: Sequence[Record]
) -> tuple[list[BudgetRow], list[Finding]]:
    findings: list[Finding] = []
    rows = []
    for record in records:
        row, problems = _row(table, record)
        rows.append(row)
        findings += problems
    return rows, findings


def _row(table: Table[BudgetRow], record: Record) -> tuple[BudgetRow, list[Finding]]:
    """Read price, unit and quantity together: each may carry the unit behind its number."""
    price, unit_typed = record.values["unit_price"] or (None, "")
    unit = record.values["unit"] or unit_typed
    quantity, problems = _quantity(record, unit)
    problems += _split_number(record)
    if unit_typed and unit_typed != cells.tidy(unit):
        allowed = text("a price per {unit}, as the column unit says", unit=unit)
        problems.append(_at(record, "unit_price", allowed))
    values = {column.attribute: record.values[column.name] for column in table.columns}
    values |= {"unit_price": price, "unit": unit, "quantity": quantity, "origin": record.origin}
    return table.row(**values), problems


def _split_number(record: Record) -> list[Finding]:
    """Refuse a unit made of digits: 1,000 without quotation marks is a price of 1 and a unit 000."""
    unit = record.values["unit"]
    if not re.fullmatch(r"[\d.,]+", cells.tidy(unit)):
        return []
    return [
        error(
            "UNIT-NUMBER",
            text("Read “{raw}” under unit, which is a number.", raw=short(unit)),
            text('A comma begins a new cell of a CSV: write 1000, or "1,000" in quotation marks.'),
            record.origin.place("unit"),
        )
    ]


def _quantity(record: Record, unit: str) -> tuple[Decimal | None, list[Finding]]:
    raw = record.values["quantity"]
    if not raw:
        return None, []
    try:
        return cells.read_quantity(raw, unit), []
    except cells.Unreadable as problem:
        return None, [_at(record, "quantity", problem.allowed)]


def _at(record: Record, name: str, allowed: Text) -> Finding:
    return unreadable(record.raw[name], name, allowed, record.origin.place(name))


BUDGET_TABLE: Table[BudgetRow] = Table("budget", BudgetRow, COLUMNS, _make, RULES, is_filled=True)
