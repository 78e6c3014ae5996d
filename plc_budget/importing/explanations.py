"""What explains an amount that the columns alone do not make: 9折, 甲國小(14周), 2人×3節×1,000元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from plc_budget.importing.amounts import LONGEST_FIGURE, bound_decimals, plain, read_amount
from plc_budget.importing.quantities import TIMES, Factor, Quantity, gather, read_factors
from plc_budget.importing.table import agree
from plc_budget.money import product, whole_ntd
from plc_budget.spreadsheets.sheet import squeeze, text_cell
from plc_budget.tables.cells import Unreadable

_ONE = Decimal(1)
_COUNTED = re.compile(
    r"(?P<number>\d{1,4}(?:\.\d{1,2})?)(?P<unit>折|%|個?[週周次場天日月班校人節時梯組期堂年晚餐份台輛回位名式])"
)
_SIGN = "[×✕✖╳⨯*xX]"
_BEHIND = r"[^\d×✕✖╳⨯*xX+=,，。;；:()\s]{0,6}"
_PRODUCT = re.compile(
    rf"\$?\d[\d,]*(?:\.\d+)?{_BEHIND}(?:{_SIGN}\$?\d[\d,]*(?:\.\d+)?{_BEHIND}){{1,4}}"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a row costs, in New Taiwan dollars; ``bare`` if only an amount is printed.

    ``why`` are the words of the paper that explain the amount where the columns alone do not:
    9折, or 甲國小(14周) above.
    """

    unit_price: Decimal
    quantity: Decimal = _ONE
    times: Decimal = _ONE
    unit: str = ""
    amount: Decimal | None = None
    percent: Decimal | None = None
    percent_base: bool = False
    bare: bool = False
    why: str = ""

    @property
    def made(self) -> Decimal:
        """Price, quantity, times and share multiplied. [NTD]"""
        share = self.percent.scaleb(-2) if self.percent is not None and self.percent_base else _ONE
        return product(self.unit_price, self.quantity, self.times, share)


def explain_figures(
    figures: Figures,
    kept: Sequence[Factor],
    others: Sequence[Sequence[Factor]],
    unit: str,
    beside: Sequence[str],
) -> Figures | None:
    """Find the number in the words around that makes the amount, or the column that does not multiply."""
    if figures.bare or figures.percent is not None or not figures.unit_price or not figures.amount:
        return None
    numbers = [(Decimal(1), "")] + [one for words in beside for one in _numbers_in(words)]
    for count in range(len(others), -1, -1):
        for group in combinations(others, count):
            factors = [*kept, *(factor for column in group for factor in column)]
            quantity = gather(factors, unit) or Quantity(_ONE)
            for number, words in numbers:
                tried = _times(
                    replace(
                        figures,
                        quantity=quantity.number,
                        times=quantity.times,
                        unit=figures.unit or quantity.unit,
                    ),
                    number,
                )
                if agree(plain(figures.amount), tried.made) and (words or count < len(others)):
                    return replace(tried, why=words)
    return None


def _times(figures: Figures, number: Decimal) -> Figures:
    """Multiply: a discount lowers the price, anything else is how often."""
    if number < 1:
        return replace(figures, unit_price=bound_decimals(product(figures.unit_price, number)))
    return replace(figures, times=product(figures.times, number))


def _numbers_in(words: str) -> Iterator[tuple[Decimal, str]]:
    for found in _COUNTED.finditer(squeeze(words[:LONGEST_FIGURE])):
        number = Decimal(found["number"])
        if found["unit"] == "折":
            number = number.scaleb(-len(found["number"].replace(".", "")))
        elif found["unit"] == "%":
            number = number.scaleb(-2)
        if number > 0:
            yield number, " ".join(words.split())


def read_calculation(figures: Figures, note: str) -> Figures | None:
    """Take price and quantity from a calculation in a note, if they make exactly the printed amount.

    Examples
    --------
    >>> found = read_calculation(Figures(Decimal(6000), amount=Decimal(6000)), "內聘：2人×3節×1,000元")
    >>> found.unit_price, found.quantity, found.times, found.unit
    (Decimal('1000'), Decimal('2'), Decimal('3'), '人')
    >>> read_calculation(Figures(Decimal(6000), amount=Decimal(6000)), "5人×100元") is None
    True
    """
    for found in _PRODUCT.finditer(squeeze(note[:300])):
        try:
            taken = _of_product(figures, TIMES.split(found[0]))
        except Unreadable:
            continue
        if taken is not None:
            return taken
    return None


def _of_product(figures: Figures, parts: list[str]) -> Figures | None:
    in_ntd = (n for n, part in enumerate(parts) if "元" in part or "$" in part)
    place = next(in_ntd, 0 if re.fullmatch(r"[\d,.]+", parts[0]) else None)
    price = None if place is None else read_amount(text_cell(parts[place].split("/")[0]))
    if price is None:
        return None
    others = [part for n, part in enumerate(parts) if n != place]
    rest = [factor for part in others for factor in read_factors(text_cell(part))]
    quantity = gather(rest, figures.unit)
    if quantity is None:
        return None
    taken = replace(
        figures,
        unit_price=plain(price.number),
        quantity=plain(quantity.number),
        times=plain(quantity.times),
        unit=figures.unit or quantity.unit,
        percent=quantity.percent,
        percent_base=quantity.percent is not None,
        bare=False,
    )
    is_made = taken.made == taken.amount or (
        taken.percent is not None and whole_ntd(taken.made) == taken.amount
    )
    return taken if is_made else None
