"""A calculation that a paper writes as a remark: ``2人×3節×1,000元`` beside the amount 6,000."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from plc_budget.importing.amounts import plain, read_amount
from plc_budget.importing.deciding import Figures
from plc_budget.importing.quantities import TIMES, gather, read_factors
from plc_budget.money import product, whole_ntd
from plc_budget.spreadsheets.sheet import squeeze, text_cell
from plc_budget.tables.cells import Unreadable

_SIGN = "[×✕✖╳⨯*xX]"
_BEHIND = r"[^\d×✕✖╳⨯*xX+=,，。;；:()\s]{0,6}"
_PRODUCT = re.compile(
    rf"\$?\d[\d,]*(?:\.\d+)?{_BEHIND}(?:{_SIGN}\$?\d[\d,]*(?:\.\d+)?{_BEHIND}){{1,4}}"
)
LONGEST_REMARK = 300


def calculated(figures: Figures, note: str) -> Figures | None:
    """Take price and quantity from a remark, if they make exactly the printed amount.

    Parameters
    ----------
    figures : Figures
        Those of a row that prints an amount only.
    note : str
        What stands under 說明.

    Examples
    --------
    >>> found = calculated(Figures(Decimal(6000), amount=Decimal(6000)), "內聘：2人×3節×1,000元")
    >>> found.unit_price, found.quantity, found.times, found.unit
    (Decimal('1000'), Decimal('2'), Decimal('3'), '人')
    >>> calculated(Figures(Decimal(6000), amount=Decimal(6000)), "5人×100元") is None
    True
    """
    for found in _PRODUCT.finditer(squeeze(note[:LONGEST_REMARK])):
        try:
            taken = _taken(figures, TIMES.split(found[0]))
        except Unreadable:
            continue
        if taken is not None:
            return taken
    return None


def _taken(figures: Figures, parts: list[str]) -> Figures | None:
    place = _place_of_price(parts)
    price = None if place is None else read_amount(text_cell(parts[place].split("/")[0]))
    if price is None:
        return None
    others = [part for n, part in enumerate(parts) if n != place]
    rest = [factor for part in others for factor in read_factors(text_cell(part))]
    quantity = gather(rest, figures.unit)
    if quantity is None:
        return None
    taken = replace(
        figures, unit_price=plain(price.number), quantity=plain(quantity.number), times=plain(quantity.times),
        unit=figures.unit or quantity.unit, percent=quantity.percent,
        percent_base=quantity.percent is not None, bare=False,
    )  # fmt: skip
    return taken if _makes(taken) else None


def _makes(taken: Figures) -> bool:
    share = Decimal(100) if taken.percent is None else taken.percent
    made = product(taken.unit_price, taken.quantity, taken.times, share.scaleb(-2))
    return made == taken.amount or (taken.percent is not None and whole_ntd(made) == taken.amount)


def _place_of_price(parts: list[str]) -> int | None:
    """Tell which factor is the price: the one in 元, or the first if it has no unit at all."""
    in_ntd = (n for n, part in enumerate(parts) if "元" in part or "$" in part)
    first = 0 if re.fullmatch(r"[\d,.]+", parts[0]) else None
    return next(in_ntd, first)
