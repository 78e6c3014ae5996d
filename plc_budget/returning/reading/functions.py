"""The functions of a spreadsheet that stand on our own sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal

from plc_budget.money import capital_amount
from plc_budget.returning.reading.formulas import Strange
from plc_budget.returning.reading.subtotals import SUBTOTAL

Value = Decimal | str | None
"""What a cell comes to; a truth is 1 or 0."""
Arguments = Sequence[Sequence[Value]]
_MOST_PLACES = 12
_NONE = Decimal(0)
_SUMMED = 9
"""What SUBTOTAL calls a sum."""


def number_of(value: Value) -> Decimal:
    """Return a value as a number; an empty cell counts 0.

    Raises
    ------
    Strange
        If it is a text.
    """
    if isinstance(value, str):
        raise Strange(value)
    return _NONE if value is None else value


def shown(value: Value) -> str:
    """Return a value as a text."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value or ""


def _numbers(cells: Arguments) -> list[Decimal]:
    """Take the numbers among cells, as SUM and MAX do."""
    return [value for part in cells for value in part if isinstance(value, Decimal)]


def _one(cells: Arguments, at: int, default: Decimal | None = None) -> Decimal:
    if at >= len(cells):
        if default is None:
            raise Strange("too few")
        return default
    return number_of(_single(cells[at]))


def _single(cells: Sequence[Value]) -> Value:
    if len(cells) != 1:
        raise Strange("range")
    return cells[0]


def _rounded(how: str) -> Callable[[Arguments], Value]:
    def rounded(cells: Arguments) -> Value:
        places = int(_one(cells, 1, _NONE))
        if abs(places) > _MOST_PLACES:
            raise Strange("places")
        unit = Decimal(1).scaleb(-places)
        return (_one(cells, 0) / unit).quantize(Decimal(1), how) * unit

    return rounded


def _mod(cells: Arguments) -> Value:
    number, divisor = _one(cells, 0), _one(cells, 1)
    return number - divisor * (number / divisor).to_integral_value(ROUND_FLOOR)


def _if(cells: Arguments) -> Value:
    condition, *ways = cells
    if not ways:
        raise Strange("IF")
    yes, no = ways[0], ways[1:]
    if number_of(_single(condition)):
        return _single(yes)
    return _single(no[0]) if no else _NONE


def _sumif(cells: Arguments) -> Value:
    keys, *more = cells
    if not more:
        raise Strange("SUMIF")
    wanted = shown(_single(more[0]))
    summed = more[1] if more[1:] else keys
    pairs = zip(keys, summed, strict=False)
    return sum((value for key, value in pairs if shown(key) == wanted and isinstance(value, Decimal)),
               start=_NONE)  # fmt: skip


def _subtotal(cells: Arguments) -> Value:
    """Sum; the other ways of SUBTOTAL stand on no budget, or hang on what is hidden."""
    way, *parts = cells
    if number_of(_single(way)) != _SUMMED:
        raise Strange(SUBTOTAL)
    return sum(_numbers(parts), start=_NONE)


def _product(cells: Arguments) -> Value:
    result = Decimal(1)
    for number in _numbers(cells):
        result *= number
    return result


def _text(cells: Arguments) -> Value:
    """Spell an amount in capitals; no other format stands on our sheets."""
    amount, form = _one(cells, 0), shown(_single(cells[1])) if len(cells) > 1 else ""
    if "DBNum2" not in form or amount != amount.to_integral_value() or amount < 0:
        raise Strange(form)
    return capital_amount(int(amount)).removesuffix("元整")


FUNCTIONS: Mapping[str, Callable[[Arguments], Value]] = {
    "ROUND": _rounded(ROUND_HALF_UP),
    "ROUNDUP": _rounded(ROUND_UP),
    "ROUNDDOWN": _rounded(ROUND_DOWN),
    "INT": lambda cells: _one(cells, 0).to_integral_value(ROUND_FLOOR),
    "MOD": _mod,
    "ABS": lambda cells: abs(_one(cells, 0)),
    "SUM": lambda cells: sum(_numbers(cells), start=_NONE),
    SUBTOTAL: _subtotal,
    "PRODUCT": _product,
    "MAX": lambda cells: max(_numbers(cells), default=_NONE),
    "MIN": lambda cells: min(_numbers(cells), default=_NONE),
    "IF": _if,
    "SUMIF": _sumif,
    "TEXT": _text,
}
"""By name."""
