"""From what a row prints to what it means: where a figure is missing, the others give it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from plc_budget.findings import Place
from plc_budget.importing.amounts import MOST_DECIMALS, Amount, bounded
from plc_budget.importing.quantities import Quantity
from plc_budget.importing.remarks import Remark, Remarks
from plc_budget.money import product
from plc_budget.tables.cells import Unreadable

_ONE, _NONE = Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True)
class Scales:
    """What prices and amounts are printed in."""

    price: int = 1
    amount: int = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """What a row costs, in New Taiwan dollars; ``bare`` if only an amount is printed."""

    unit_price: Decimal
    quantity: Decimal = _ONE
    times: Decimal = _ONE
    unit: str = ""
    amount: Decimal | None = None
    percent: Decimal | None = None
    percent_base: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """What a row prints, each figure on its own; None where it prints nothing."""

    price: Amount | None
    quantity: Quantity | None
    amount: Decimal | None
    unit: str
    place: Place


def decided(printed: Printed, scales: Scales, remarks: Remarks) -> Figures | None:
    """Make price, quantity and times of what is printed; None if nothing is.

    Parameters
    ----------
    printed : Printed
        The figures of a row.
    scales : Scales
        What prices and amounts are printed in.
    remarks : Remarks
        Takes what was not printed and had to be derived.
    """
    percent = printed.price.number if printed.price and printed.price.percent else None
    if percent is None and printed.quantity:
        percent = printed.quantity.percent
    if percent is not None:
        return _percentage(printed, percent, scales, remarks)
    if printed.price and printed.quantity:
        return _whole(printed, printed.price.number, printed.quantity, remarks)
    if printed.price:
        return _without_quantity(printed, printed.price.number, remarks)
    if printed.quantity:
        return _without_price(printed, printed.quantity, remarks)
    if printed.amount is None:
        return None
    remarks.add(Remark.AMOUNT_ONLY, printed.place)
    return Figures(printed.amount, unit=printed.unit, amount=printed.amount, bare=True)


def _whole(printed: Printed, price: Decimal, quantity: Quantity, remarks: Remarks) -> Figures:
    if printed.amount is None:
        remarks.add(Remark.NO_AMOUNT, printed.place)
    return Figures(price, quantity.number, quantity.times, printed.unit, printed.amount)


def _without_quantity(printed: Printed, price: Decimal, remarks: Remarks) -> Figures:
    if printed.amount is None:
        remarks.add(Remark.NO_QUANTITY, printed.place)
        return Figures(price, _NONE, unit=printed.unit)
    quantity = exact_share(printed.amount, price)
    if quantity is not None and quantity != 1:
        remarks.add(Remark.QUANTITY_DERIVED, printed.place)
    return Figures(
        price, _ONE if quantity is None else quantity, unit=printed.unit, amount=printed.amount
    )


def _without_price(printed: Printed, quantity: Quantity, remarks: Remarks) -> Figures:
    if printed.amount is None:
        remarks.add(Remark.NO_PRICE, printed.place)
        return Figures(_NONE, quantity.number, quantity.times, printed.unit)
    price = exact_share(printed.amount, product(quantity.number, quantity.times))
    if price is None:
        remarks.add(Remark.AMOUNT_ONLY, printed.place)
        return Figures(printed.amount, unit=printed.unit, amount=printed.amount)
    remarks.add(Remark.PRICE_DERIVED, printed.place)
    return Figures(price, quantity.number, quantity.times, printed.unit, printed.amount)


def _percentage(printed: Printed, percent: Decimal, scales: Scales, remarks: Remarks) -> Figures:
    quantity = printed.quantity
    if printed.price and not printed.price.percent:
        number, times = (quantity.number, quantity.times) if quantity else (_ONE, _ONE)
        return Figures(printed.price.number, number, times, printed.unit, printed.amount, percent, percent_base=True)  # fmt: skip
    base = product(quantity.number, quantity.times) if quantity else _ONE
    if base > 1:
        return Figures(base * scales.price, unit=printed.unit, amount=printed.amount, percent=percent, percent_base=True)  # fmt: skip
    remarks.add(Remark.NO_BASE, printed.place)
    return Figures(
        printed.amount or _NONE, unit=printed.unit, amount=printed.amount, percent=percent
    )


def exact_share(amount: Decimal, by: Decimal) -> Decimal | None:
    """Divide exactly; None if that takes more decimals than a table may have.

    Examples
    --------
    >>> exact_share(Decimal(6000), Decimal(80)), exact_share(Decimal(100), Decimal(3)) is None
    (Decimal('75'), True)
    """
    if not by:
        return None
    try:
        share = bounded((amount / by).quantize(Decimal(1).scaleb(-MOST_DECIMALS)))
    except (ArithmeticError, Unreadable):
        return None
    whole = share.to_integral_value()
    share = whole if share == whole else share.normalize()
    return share if product(share, by) == amount else None
