"""The lines of an old table as rows of ``budget.csv``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.importing.labels import category_named
from plc_budget.money import product, whole_ntd
from plc_budget.rules import item_named, shipped_items
from plc_budget.spreadsheets.bounds import LONGEST
from plc_budget.spreadsheets.sheet import squeeze
from plc_budget.tables import CATEGORIES, BudgetRow

if TYPE_CHECKING:
    from plc_budget.importing import ForeignLine, ForeignTable

LONGEST_ITEM, LONGEST_UNIT = 100, 10
_ONE = Decimal(1)
_FEE = re.compile(r"(?:講師|講座)?鐘點費(?:\(([^()]+)\))?")
_CAPITAL, _OPERATING = "設備及投資", "業務費"
_ACCOUNTS = {
    **{name: name for name in CATEGORIES},
    "設備費": _CAPITAL,
    "設備投資": _CAPITAL,
    "資本門": _CAPITAL,
    "資本支出": _CAPITAL,
}
"""Headings that decide the first-level account (一級用途別)."""
_CURRENT = ("經常門", "經常支出")


def budget_rows(table: ForeignTable) -> list[BudgetRow]:
    """Turn the lines of the paper into rows of ``budget.csv``, in its order.

    Parameters
    ----------
    table : ForeignTable
        The paper.
    """
    codes = list(_codes(table.lines))
    return [
        _percentage(line, codes[place], base)
        if (base := _base(table.lines, place, codes))
        else _row(line, codes[place])
        for place, line in enumerate(table.lines)
    ]


def _codes(lines: Sequence[ForeignLine]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for line in lines:
        name = (item_named(line.item) or "line").replace("-", "_")
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}_{seen[name]}"


def _base(lines: Sequence[ForeignLine], place: int, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the codes a percentage is taken of: those a formula names, or those that make it."""
    line = lines[place]
    if line.percent is None:
        return ()
    if line.base_rows:
        return tuple(
            code
            for code, other in zip(codes, lines, strict=True)
            if other.place.row in line.base_rows
        )
    if not line.percent_base or line.times != _ONE:
        return ()
    wanted = product(line.unit_price, line.quantity)
    groups = ([n for n in group if n != place] for group in _groups(lines, place))
    found = next((g for g in groups if g and sum(lines[n].amount for n in g) == wanted), [])
    return tuple(codes[n] for n in found)


def _groups(lines: Sequence[ForeignLine], place: int) -> Iterator[list[int]]:
    """Yield the groups of lines a percentage may be taken of, the likeliest first."""
    fees = [n for n, line in enumerate(lines) if item_named(line.item).startswith("fee-")]
    yield fees
    yield [n for n in fees if n < place]
    category = category_of(lines[place])
    yield [n for n, line in enumerate(lines[:place]) if category_of(line) == category]


def _percentage(line: ForeignLine, code: str, base: tuple[str, ...]) -> BudgetRow:
    return BudgetRow(
        code=code,
        category=category_of(line),
        item=_item(line),
        unit=line.unit[:LONGEST_UNIT],
        rate=line.percent,
        base=base,
        note=line.note,
    )


def _row(line: ForeignLine, code: str) -> BudgetRow:
    price, quantity, note = line.unit_price, line.quantity, _note(line)
    is_lump = (
        not line.price_text and not line.quantity_text and (quantity, line.times) == (_ONE, _ONE)
    )
    unit = line.unit or ("式" if is_lump else "")
    if line.percent is not None and line.percent_base:
        # Which lines the percentage was taken of is not on the paper: what it makes is the price.
        working = f"{product(price, quantity):,f}元×{line.percent:f}%"
        note = "；".join(part for part in (working, line.note) if part)
        price, quantity, unit = Decimal(whole_ntd(line.amount_computed)), _ONE, "式"
    return BudgetRow(
        code=code,
        category=category_of(line),
        item=_item(line),
        unit_price=price,
        unit=unit[:LONGEST_UNIT],
        quantity=None if line.source else quantity,
        times=_ONE if line.percent is not None and line.percent_base else line.times,
        source=line.source,
        note=note,
    )


def category_of(line: ForeignLine) -> str:
    """Return the first-level account a line belongs to (一級用途別).

    Parameters
    ----------
    line : ForeignLine
        Its headings decide, then what it is called.
    """
    item = shipped_items().get(item_named(line.item))
    headings = [category_named(words) for words in (line.category, *reversed(line.levels))]
    found = next((name for name in headings if name in CATEGORIES), "")
    found = found or next((_ACCOUNTS[name] for name in headings if name in _ACCOUNTS), "")
    if found:
        return found
    own = _ACCOUNTS.get(category_named(line.item)) or (item.category if item else _OPERATING)
    is_current = any(name in _CURRENT for name in headings)
    return _OPERATING if is_current and own == _CAPITAL else own


def _item(line: ForeignLine) -> str:
    """Name a line; a fee whose kind stands in the column beside it takes it over.

    類別 鐘點費(含補充保費) beside 外聘講師 is 外聘講師鐘點費（含補充保費）.
    """
    item = line.item
    headings = (_FEE.fullmatch(squeeze(words)) for words in reversed(line.levels))
    found = next((heading for heading in headings if heading), None)
    is_short = "鐘點" not in item and not item.endswith("費")
    if found and is_short and item_named(item).startswith("fee-"):
        item += "鐘點費" + (f"（{found[1]}）" if found[1] else "")
    return item[:LONGEST_ITEM]


def _note(line: ForeignLine) -> str:
    """Return the note, with the headings above the line that neither its account nor its item says."""
    said = (*CATEGORIES, *_ACCOUNTS, *_CURRENT, line.item)
    above = [
        words
        for words in line.levels
        if (category_named(words) or words) not in said
        and words not in line.note
        and words not in _item(line)
    ]
    is_product = line.times != _ONE and line.quantity_text not in line.note
    is_told = not is_product or line.source or not _adds(line)
    parts = (*above, "" if is_told else line.quantity_text, line.note)
    return "；".join(part for part in parts if part)[:LONGEST]


def _adds(line: ForeignLine) -> bool:
    """Tell whether the printed quantity says more than quantity and times do, as 2節×3人 does."""
    return not line.quantity_text.replace("×", "").replace(".", "").isdecimal()
