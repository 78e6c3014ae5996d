"""經費概算表: the sheet that goes up for signature."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.language import width_of
from plc_budget.money import capital_amount, plain
from plc_budget.sheets.blocks import (
    Alarm,
    Cell,
    Column,
    Gap,
    Height,
    Limit,
    Page,
    Paper,
    Row,
    Sentence,
    Signatures,
    Table,
    Title,
)
from plc_budget.sheets.layout import quoted
from plc_budget.sheets.looks import count_decimals, with_unit
from plc_budget.sheets.wording import (
    AMOUNT,
    BUDGET,
    CODE,
    CURRENCY,
    GRAND_TOTAL,
    HEADING,
    NO_NUMBER,
    TOTAL,
    UNIT_NOTE,
    WHOLE,
)
from plc_budget.tables import TABLES
from plc_budget.tables.rows import MOST_PRICE, MOST_QUANTITY

if TYPE_CHECKING:
    from plc_budget.budget import Line
    from plc_budget.plan import Plan
    from plc_budget.tables import Column as TableColumn

FACTORS = ("unit_price", "quantity", "times")
"""Columns that are multiplied, where they are there."""
_ALWAYS = ("item", "unit_price", "quantity", "amount", "note")
_USUAL = ("item", "category", *FACTORS, "amount", "note")
"""What every paper of ours may have, in this order; further columns stand before the note."""
_AMOUNT_WIDTH, _MARGIN = 16, 3
_HUNDREDTH = Decimal("0.01")
_NTD = with_unit("元")
CAPITALS = "[DBNum2][$-404]General"
"""The number format that spells an amount in capitals (大寫)."""


def printed_headings() -> dict[str, str]:
    """Return every column that 經費概算表 may print of the lines, in their order, with its heading."""
    printed = {one.name: one.printed for one in TABLES["budget"].columns if one.printed}
    printed["amount"] = AMOUNT
    others = (one.name for one in other_columns())
    return {name: printed[name] for name in (*_USUAL[:-1], *others, _USUAL[-1])}


def budget_columns(plan: Plan) -> dict[str, str]:
    """Return what is printed of the lines of a plan: columns of the table and the amount, with headings.

    A column that says nothing, such as one account for all or times of 1, is left out.

    Examples
    --------
    >>> from plc_budget.plan import load_plan
    >>> from plc_budget.shipped import data_folder
    >>> plan, _ = load_plan(data_folder() / "plans" / "hualien-113-plc-conveners")
    >>> list(budget_columns(plan).values())
    ['經費項目', '單價(元)', '數量', '總價(元)', '說明']
    """
    return {
        name: heading
        for name, heading in printed_headings().items()
        if name in _ALWAYS or _says_something(plan, name)
    }


def _says_something(plan: Plan, name: str) -> bool:
    if name == "category":
        return len({line.row.category for line in plan.budget.lines}) > 1
    column = TABLES["budget"].column(name)
    rows = (line.row for line in plan.budget.lines)
    return column is not None and any(
        getattr(row, column.attribute) != column.default for row in rows
    )


def other_columns() -> tuple[TableColumn, ...]:
    """Return the printed columns of the table beyond those every paper has."""
    return tuple(one for one in TABLES["budget"].columns if one.printed and one.name not in _USUAL)


def write_other_cells(line: Line) -> dict[str, str]:
    """Write what a line says in those columns, by column."""
    written = {}
    for column in other_columns():
        value = getattr(line.row, column.attribute)
        is_exact = isinstance(value, Decimal)
        written[column.name] = plain(value) if is_exact else column.write(value)
    return written


def budget_paper(plan: Plan) -> Paper:
    """Make 經費概算表 in plan order, with live sums and the total in capitals.

    ``代碼`` is the hidden column with the code of each line: it lies inside the table, so that it goes
    along wherever a spreadsheet takes a row.
    """
    headings = budget_columns(plan)
    names = [*headings]
    names.insert(names.index("amount") + 1, "code")
    amount = f"=ROUND({'*'.join(f'{{{name}}}' for name in FACTORS if name in names)},0)"
    details, heading = plan.details, plan.details.funding.heading
    table = Table(
        "budget",
        tuple(Column(name, headings.get(name, CODE), _width(plan, name)) for name in names),
        tuple(_line(plan, line, names, amount) for line in plan.budget.lines),
        (_sum(plan, names), _capitals(plan, names)),
        line=Height(24, 18, 4),
        repeats=True,
        keeps="tail",
    )
    return Paper(
        BUDGET,
        (
            Title(details.programme, "subtitle", Height(0, 18, 0)),
            Title(f"{details.title}{BUDGET}", height=Height(0, 26, 0, 0.72)),
            Sentence(Cell(HEADING + heading if heading else "", "plain"), UNIT_NOTE, 20),
            table,
            Gap(),
            Signatures(details.signatures),
        ),
        Page(is_black=True, freezes=0),
        names={TOTAL: f"budget!amount@{TOTAL}", GRAND_TOTAL: f"budget!{names[1]}@{GRAND_TOTAL}"},
        alarms=(Alarm(f"budget!amount@{TOTAL}", ">", details.funding.approved_total),),
    )


def _width(plan: Plan, name: str) -> int:
    """Make columns of figures wide enough for the widest of them; the hidden one takes no room."""
    lines, column = plan.budget.lines, TABLES["budget"].column(name)
    words: Iterable[str] = ()
    if name == "code":
        return 0
    if name == "amount":
        words = (f"{plan.budget.total:,}元",)
    elif name == "unit_price":
        words = (f"{plain(line.unit_price)}{_per(line)}" for line in lines)
    elif name == "quantity":
        words = (plain(line.quantity) for line in lines)
    elif name == "times":
        words = (plain(line.row.times) for line in lines)
    least = column.width if column else _AMOUNT_WIDTH
    return max([least, *(width_of(one) + _MARGIN for one in words)])


def _per(line: Line) -> str:
    """Return what stands behind a price, such as 元/節."""
    unit = f"/{line.row.unit}" if line.row.unit and not line.is_percentage else ""
    return f"元{unit}"


def _line(plan: Plan, line: Line, names: list[str], amount: str) -> Row:
    cells = {
        "item": Cell(line.name),
        "category": Cell(line.row.category, "center"),
        "amount": Cell(line.amount, "", _NTD, amount),
        "code": Cell(line.code),
        "note": Cell(line.row.note, is_input=True),
        **(_percentage(line) if line.is_percentage else _price_and_quantity(plan, line)),
    }
    others = (name for name in names if name not in cells)
    cells |= {name: _other(line, name) for name in others}
    return Row(tuple(cells[name] for name in names), line.code)


def _percentage(line: Line) -> dict[str, Cell]:
    """Show what a percentage is taken of as the price, and the rate as the quantity."""
    rate = line.row.rate or Decimal(0)
    base = "=" + "+".join(f"{{amount@{code}}}" for code in line.row.base)
    shown = "0." + "0" * max(2, count_decimals(rate)) + "%"
    return {
        "unit_price": Cell(line.base_amount or 0, "", _NTD, base),
        "quantity": Cell(rate * _HUNDREDTH, "", shown, is_input=True),
        "times": Cell(1, "", "General"),
    }


def _price_and_quantity(plan: Plan, line: Line) -> dict[str, Cell]:
    shown = with_unit(_per(line), count_decimals(line.unit_price))
    counted = f"={{$timetable!periods0@{line.speaker_kind}}}"
    return {
        "unit_price": Cell(
            line.unit_price, "", shown, is_input=True, limit=Limit(MOST_PRICE, "單價")
        ),
        "quantity": Cell(line.quantity, "", "General", counted)
        if line.speaker_kind and plan.timetable
        else Cell(line.quantity, "", "General", is_input=True, limit=Limit(MOST_QUANTITY, "數量")),
        "times": Cell(line.row.times, "", "General", is_input=True),
    }


def _other(line: Line, name: str) -> Cell:
    """Show a cell of the table as it is declared."""
    column = next(one for one in other_columns() if one.name == name)
    value = getattr(line.row, column.attribute)
    if column.kind in (int, Decimal) and value is not None:
        return Cell(value, "", "General", is_input=True)
    return Cell(column.write(value), is_input=True)


def _sum(plan: Plan, names: list[str]) -> Row:
    cells = {
        "item": Cell(TOTAL, "strong"),
        "code": Cell("", "center"),
        "amount": Cell(plan.budget.total, "total", _NTD, "=SUM({amount@*})"),
        "note": Cell(plan.details.reallocation.sentence),
    }
    number = Cell(NO_NUMBER, "center")
    return Row(tuple(cells.get(name, number) for name in names), TOTAL, Height(26, 18, 6))


def _capitals(plan: Plan, names: list[str]) -> Row:
    words, behind = grand_total(plan), _behind(plan)
    spelled = f'TEXT({{amount@{TOTAL}}},"{CAPITALS}")'
    formula = f"={quoted(CURRENCY + ' ')}&{spelled}&{quoted(' ' + behind)}"
    across = Cell(words, "words", "", formula, across=len(names) - 1)
    return Row((Cell(GRAND_TOTAL, "strong"), across), GRAND_TOTAL, Height(28, 18, 6))


def grand_total(plan: Plan) -> str:
    """Spell the total as 總計 prints it: 新台幣 …元整, with the sentence about the money."""
    capitals = capital_amount(plan.budget.total).removesuffix(WHOLE)
    return f"{CURRENCY} {capitals} {_behind(plan)}"


def _behind(plan: Plan) -> str:
    sentence = plan.details.funding.sentence
    return WHOLE + (f"（{sentence}）" if sentence else "")
