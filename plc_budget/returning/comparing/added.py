"""A row of a returned table that is no line of the plan yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from itertools import count

from plc_budget.findings import Words
from plc_budget.language import NOTHING, text
from plc_budget.money import plain
from plc_budget.plan import Plan
from plc_budget.returning.comparing.differences import BUDGET, Change, Difference, Kind
from plc_budget.returning.reading.formulas import ranges
from plc_budget.returning.reading.sight import Sight
from plc_budget.spreadsheets.sheet import Kind as CellKind
from plc_budget.tables.rows import CATEGORIES

_ACCOUNT = "業務費"
_ONE, _HUNDRED = Decimal(1), Decimal(100)


def code_for(taken: Collection[str]) -> str:
    """Name a new line as no line is named yet.

    Examples
    --------
    >>> code_for({"added_1"})
    'added_2'
    """
    return next(code for n in count(1) if (code := f"added_{n}") not in taken)


def added_line(
    sight: Sight, plan: Plan, row: int, codes: Mapping[int, str], after: str
) -> Difference:
    """Describe a row that is new.

    Parameters
    ----------
    sight : Sight
        The table.
    plan : Plan
        Without it.
    row : int
        Its row, from 0.
    codes : mapping of int to str
        Code by row.
    after : str
        The code of the line above it.
    """
    code, cell = codes[row], sight.table.at(row, "item")
    item = sight.text(row, "item").words
    values, remark = _values(sight, plan, row, codes)
    what = _described(sight, row)
    if not values or not item or sight.text(row, "item").formula:
        remark = text(
            "It has no item, or no price and quantity that can be read; nothing of it can be taken over."
        )
        return Difference(Kind.LINE_ADDED, cell, item, code, "", "", what, remark=remark)
    note = sight.text(row, "note")
    values |= {"code": code, "item": item, "note": "" if note.formula else note.words}
    change = Change(BUDGET, code, values, is_new=True, after=after)
    return Difference(Kind.LINE_ADDED, cell, item, code, "", "", what, change, remark)


def _described(sight: Sight, row: int) -> str:
    """Write what a row comes to, and what its note says."""
    amount = sight.number(row, "amount").number
    factors = [
        one
        for one in (_shown(sight, row, name) for name in ("unit_price", "quantity", "times"))
        if one
    ]
    total = "" if amount is None else f" = {amount:,f}"
    note = sight.text(row, "note")
    return "；".join(filter(None, [f"{' × '.join(factors)}{total}".strip(" ="),
                                  "" if note.formula else note.words]))  # fmt: skip


def _shown(sight: Sight, row: int, name: str) -> str:
    """Write a figure as it is seen: a percentage with its sign."""
    if name == "quantity" and sight.cell(row, name).kind is CellKind.PERCENT:
        fraction = sight.fraction(row, name)
        return "" if fraction is None else f"{plain((fraction * _HUNDRED).normalize())}%"
    number = sight.number(row, name).number
    return "" if number is None else plain(number)


def _values(
    sight: Sight, plan: Plan, row: int, codes: Mapping[int, str]
) -> tuple[dict[str, object], Words]:
    figures = sight.figures(row)
    category, remark = _account(sight, plan, row)
    values: dict[str, object] = {"category": category}
    percentage = _percentage(sight, row, codes)
    if percentage:
        return values | percentage, remark
    price, quantity = figures["unit_price"], figures["quantity"]
    amount = sight.number(row, "amount").number
    if price is None and quantity is None and amount is not None:
        price, quantity = amount, _ONE
        remark = text("Only an amount stands there; it is taken as a price, once.")
    if price is None or quantity is None:
        return {}, NOTHING
    values |= {"unit_price": price, "quantity": quantity, "unit": sight.unit(row)}
    return values | {"times": figures["times"] or _ONE}, remark


def _account(sight: Sight, plan: Plan, row: int) -> tuple[str, Words]:
    said = sight.cell(row, "category").squeezed
    if said in CATEGORIES:
        return said, NOTHING
    known = list(plan.budget.by_category())
    account = known[0] if len(known) == 1 else _ACCOUNT
    return account, text(
        "Its account is taken to be {account}; look at it afterwards.", account=account
    )


def _percentage(sight: Sight, row: int, codes: Mapping[int, str]) -> dict[str, object]:
    """Read a percentage of other lines: a rate, and a price that sums their amounts."""
    cell, price = sight.cell(row, "quantity"), sight.number(row, "unit_price")
    column = sight.table.columns.get("amount")
    if cell.kind is not CellKind.PERCENT or not price.formula or column is None:
        return {}
    rows = [n for one in ranges(price.formula) if one.corners[1] == column
            for n in range(one.corners[0], one.corners[2] + 1)]  # fmt: skip
    base = tuple(dict.fromkeys(codes[n] for n in rows if n in codes and n != row))
    fraction = sight.fraction(row, "quantity")
    if not base or fraction is None:
        return {}
    return {"rate": (fraction * _HUNDRED).normalize(), "base": base}
