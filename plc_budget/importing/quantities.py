"""Quantities as papers print them: ``80份``, ``一式``, ``2節×1人×14周``, ``二人三節四場``; and calculations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plc_budget.importing.amounts import (
    LONGEST_FIGURE,
    NOT_A_NUMBER,
    bare_words,
    bound_decimals,
    exact_number,
    is_nothing,
)
from plc_budget.language import text
from plc_budget.money import product, read_capital_amount
from plc_budget.spreadsheets.sheet import ForeignCell, Kind
from plc_budget.tables.cells import Unreadable

MOST_FACTORS = 5
TIMES = re.compile(r"[×✕✖╳⨯*xX乘](?=\(?[約每共]?(?:\d|\.\d|[一二兩三四五六七八九十]))")
_COUNTED = "一二兩三四五六七八九十"
_NUMERALS = "零〇一二三四五六七八九十百千壹貳貮參叁肆伍陸柒捌玖拾佰仟"
_FACTOR = re.compile(
    rf"^\(?[約計共每]?(?:(?P<digits>[+-]?[\d,]*\.?\d+)|(?P<words>[{_NUMERALS}]+|[乙兩半]))"
    rf"(?:(?P<percent>%)|\)?\(?(?P<unit>[^\d()%=+×*{_COUNTED}]{{0,10}})\)?)\)?(?:\(.*\))?$"
)
_PAIR = rf"(?P<number>\d[\d,]*(?:\.\d+)?|[{_COUNTED}百]+)(?P<unit>[^\d\W_{_COUNTED}百]{{1,3}})"
_PAIRS = re.compile(rf"(?:{_PAIR.replace('?P<number>', '?:').replace('?P<unit>', '?:')}){{2,5}}")
_DATES = re.compile(r"[年月日夜晚級]")
_SPOKEN = {"乙": Decimal(1), "兩": Decimal(2), "半": Decimal("0.5")}


@dataclass(frozen=True, slots=True)
class Factor:
    """One number of a product, with its unit; a percentage is marked."""

    number: Decimal
    unit: str = ""
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much: the quantity, how often, and the percentage where one is printed among them."""

    number: Decimal
    times: Decimal = Decimal(1)
    unit: str = ""
    percent: Decimal | None = None


def read_factors(cell: ForeignCell) -> tuple[Factor, ...]:
    """Read the numbers that are multiplied in a quantity cell; empty where nothing is printed.

    Raises
    ------
    Unreadable
        If it is no product of numbers.

    Examples
    --------
    >>> from plc_budget.spreadsheets.sheet import text_cell
    >>> [(int(f.number), f.unit) for f in read_factors(text_cell("2節×1人Ｘ14周"))]
    [(2, '節'), (1, '人'), (14, '周')]
    >>> read_factors(text_cell("一式")), read_factors(text_cell("2節×3+1節×4"))[0].number
    ((Factor(number=Decimal('1'), unit='式', percent=False),), Decimal('10'))
    """
    if is_nothing(cell):
        return ()
    if cell.kind in NOT_A_NUMBER:
        raise Unreadable(NOT_A_NUMBER[cell.kind])
    if cell.value is not None:
        return (Factor(bound_decimals(cell.value), _unit_shown(cell), cell.kind is Kind.PERCENT),)
    words = bare_words(cell)
    if len(words) > LONGEST_FIGURE or words.startswith("="):
        raise Unreadable(text("a quantity such as 80, 80份 or 2節×14週"))
    return _of_words(words)


def _unit_shown(cell: ForeignCell) -> str:
    return re.sub(r"^[-+\d.,%]*", "", cell.squeezed).strip("元圓/()") if len(cell.text) < 40 else ""


def _of_words(words: str) -> tuple[Factor, ...]:
    body = words.split("=", 1)[0]
    parts = (
        [_product(part) for part in body.split("+")]
        if not body.startswith("+")
        else [_product(body)]
    )
    if len(parts) == 1:
        return parts[0]
    total = sum((_all(part) for part in parts), Decimal(0))
    return (Factor(bound_decimals(total), parts[0][0].unit),)


def _all(factors: Sequence[Factor]) -> Decimal:
    return product(*(factor.number for factor in factors))


def _product(words: str) -> tuple[Factor, ...]:
    parts = TIMES.split(words)
    if len(parts) > MOST_FACTORS:
        raise Unreadable(text("at most {most} numbers multiplied", most=MOST_FACTORS))
    return tuple(factor for part in parts for factor in (_in_words(part) or (_factor(part),)))


def _in_words(words: str) -> tuple[Factor, ...]:
    """Read ``二人三節四場`` as a product; a date, 2天1夜 or what is no number is none."""
    if not _PAIRS.fullmatch(words) or _DATES.search(words):
        return ()
    try:
        return tuple(_factor(found[0]) for found in re.finditer(_PAIR, words))
    except Unreadable:
        return ()


def is_in_words(cell: ForeignCell) -> bool:
    """Tell whether a quantity is a product without a sign between its numbers: ``二人三節四場``."""
    return cell.value is None and bool(_in_words(bare_words(cell)[:LONGEST_FIGURE]))


def _factor(words: str) -> Factor:
    found = _FACTOR.match(words)
    if found is None:
        raise Unreadable(text("a quantity such as 80, 80份 or 2節×14週"))
    unit = (found["unit"] or "").strip("/、,.:;-").removeprefix("元").removeprefix("/")
    number = exact_number(found["digits"]) if found["digits"] else _spoken(found["words"])
    return Factor(number, unit, bool(found["percent"]))


def _spoken(words: str) -> Decimal:
    try:
        return _SPOKEN.get(words) or Decimal(read_capital_amount(words))
    except ValueError:
        raise Unreadable(text("a quantity such as 80, 80份 or 2節×14週")) from None


def gather(factors: Sequence[Factor], unit: str = "") -> Quantity | None:
    """Make one quantity of all factors: the one that bears the unit, times the rest.

    Parameters
    ----------
    factors : sequence of Factor
        From one cell or several.
    unit : str
        The unit of the line, if a column prints it.

    Raises
    ------
    Unreadable
        If their product is larger than any budget.

    Examples
    --------
    >>> q = gather([Factor(Decimal(2), "節"), Factor(Decimal(1), "人"), Factor(Decimal(14), "周")])
    >>> q.number, q.times, q.unit
    (Decimal('2'), Decimal('14'), '節')
    """
    if len(factors) > MOST_FACTORS:
        raise Unreadable(text("at most {most} numbers multiplied", most=MOST_FACTORS))
    counted = [factor for factor in factors if not factor.percent]
    percent = next((factor.number for factor in factors if factor.percent), None)
    if not counted:
        return None if percent is None else Quantity(Decimal(1), percent=percent)
    first = _bearer(counted, unit)
    rest = [factor for place, factor in enumerate(counted) if place != first]
    times = bound_decimals(_all(rest)) if rest else Decimal(1)
    return Quantity(counted[first].number, times, counted[first].unit, percent)


def _bearer(counted: Sequence[Factor], unit: str) -> int:
    units = [factor.unit for factor in counted]
    if unit and unit in units:
        return units.index(unit)
    return next((place for place, found in enumerate(units) if found), 0)
