"""``budget.csv``: one row per budget line (經費概算表的一列)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from plc_budget.findings import Finding, Place, error
from plc_budget.language import Text, text
from plc_budget.tables import cells
from plc_budget.tables.grid import Cell, read_grid, write_grid
from plc_budget.tables.rows import CODE, BudgetRow
from plc_budget.tables.stage_one import Column, Record, read_records, short, unreadable

FILE = "budget.csv"
_BASE_SEPARATORS = re.compile(r"[\s;+＋、，,；]+")


def _codes(raw: str) -> tuple[str, ...]:
    """Read the codes a percentage is taken of; one that is named twice still counts once."""
    codes = [code for code in _BASE_SEPARATORS.split(cells.tidy(raw)) if code]
    if not all(re.fullmatch(CODE, code) for code in codes):
        raise cells.Unreadable(text("codes of lines such as speaker_external speaker_internal"))
    return tuple(dict.fromkeys(codes))


COLUMNS = (
    Column("code", cells.read_words, is_needed=True, default=""),
    Column("category", cells.read_words, is_needed=True, default=""),
    Column("item", cells.read_words, is_needed=True, default=""),
    Column("unit_price", cells.read_price, default=(None, "")),
    Column("unit", cells.read_words, default=""),
    Column("quantity", cells.read_words, default=""),
    Column("times", cells.read_number, default=Decimal(1)),
    Column("step", cells.read_number),
    Column("min_quantity", cells.read_number),
    Column("max_quantity", cells.read_number),
    Column("locked", cells.read_yes, default=False),
    Column("from", cells.read_words, default=""),
    Column("rate", cells.read_percent),
    Column("base", _codes, default=()),
    Column("note", cells.read_words, default=""),
)


def read_budget_table(data: bytes, file: str = FILE) -> tuple[list[BudgetRow], list[Finding]]:
    """Read the budget table, stage 1: every cell typed, every problem named with its cell.

    Parameters
    ----------
    data : bytes
        A CSV file, UTF-8 (with or without BOM) or CP950.
    file : str
        Its name, for findings.

    Examples
    --------
    >>> rows, findings = read_budget_table(
    ...     "code,category,item,unit_price,quantity\\nprinting,業務費,印刷費,100元/份,８０".encode())
    >>> rows[0].unit_price, rows[0].unit, rows[0].quantity, findings
    (Decimal('100'), '份', Decimal('80'), [])
    """
    rows, findings = _read(data, file)
    return list(rows), list(findings)


@lru_cache(maxsize=8)  # a save reads the old table and the new one several times over
def _read(data: bytes, file: str) -> tuple[tuple[BudgetRow, ...], tuple[Finding, ...]]:
    grid, findings = read_grid(data, file)
    rows, findings = ([], findings) if findings else budget_rows(grid, file)
    return tuple(rows), tuple(findings)


def budget_rows(grid: list[list[Cell]], file: str = FILE) -> tuple[list[BudgetRow], list[Finding]]:
    """Read cells, wherever they were typed, as the rows of a budget table.

    Parameters
    ----------
    grid : list of list of Cell
        The first row names the columns.
    file : str
        What findings call the table.
    """
    records, findings = read_records(grid, COLUMNS, file)
    if not records and not findings:
        return [], [_no_line(file)]
    rows: list[BudgetRow] = []
    for record in records:
        row, problems = _budget_row(record)
        rows.append(row)
        findings += problems
    return rows, findings


def _no_line(file: str) -> Finding:
    return error(
        "TABLE-EMPTY",
        text("The table names its columns and has no line."),
        text("Write one row for each line of the budget."),
        Place(file),
    )


def _budget_row(record: Record) -> tuple[BudgetRow, list[Finding]]:
    values = dict(record.values)
    price, unit_typed = values.pop("unit_price")
    unit = values.pop("unit") or unit_typed
    quantity, problems = _quantity(record, unit)
    problems += _split_number(record)
    if unit_typed and unit_typed != cells.tidy(unit):
        allowed = text("a price per {unit}, as the column unit says", unit=unit)
        problems.append(_at(record, "unit_price", allowed))
    values.pop("quantity")
    row = BudgetRow(
        unit_price=price,
        unit=unit,
        quantity=quantity,
        source=values.pop("from"),
        origin=record.origin,
        **values,
    )
    return row, problems


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


def write_budget_table(rows: list[BudgetRow]) -> bytes:
    """Write the table so that Excel opens it right; reading it again gives the same rows."""
    header = [column.name for column in COLUMNS]
    return write_grid([header, *([raw_cell(row, name) for name in header] for row in rows)])


def raw_cell(row: BudgetRow, name: str) -> str:
    """Write a field of a row as its cell spells it; the column ``from`` is the field ``source``.

    Examples
    --------
    >>> raw_cell(BudgetRow("printing", "業務費", "印刷費", quantity=Decimal("8.0")), "quantity")
    '8.0'
    """
    value = row.source if name == "from" else getattr(row, name)
    if value is None or value is False:
        return ""
    if value is True:
        return "是"
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, Decimal):
        return "" if name == "times" and value == 1 else f"{value:f}"
    return str(value)
