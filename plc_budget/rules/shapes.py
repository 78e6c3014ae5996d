"""What the value of each kind of card looks like: a misspelt part is refused, not ignored."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plc_budget.rules.card import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from plc_budget.rules.card import Value

BASES = ("total", "other-lines", "operating", "operating-others")
"""What a share is taken of: every line, every other line, 業務費 with the line or without it."""
LARGEST = 10**12
MOST_DECIMALS = 6
_LONGEST_WAIT = 3_660
CONDITIONS = ("necessary", "protocol", "charged")
"""Words for what is paid only as an exception: prizes that must be awarded, gifts to guests from abroad,
rooms that are let for money."""
FORM = "form"
"""The part of a transfer card that names the paper to hand in, not a move."""


def shape_fault(kind: Kind, value: Value) -> str:
    """Say what is wrong with a value for a card of that kind, or return ``""``.

    Examples
    --------
    >>> shape_fault(Kind.SHARE_CEILING, {"percent": 6, "base": "totals"})
    "base is one of total, other-lines, operating, operating-others, not 'totals'"
    """
    check = _CHECKS.get(kind)
    return check(value) if check else ""


def _parts(value: Value, keys: Collection[str]) -> str:
    if isinstance(value, dict) and value.keys() == set(keys):
        return ""
    return f"value has the parts {', '.join(keys)}, not {value!r}"


def _choice(value: Value, key: str, words: Collection[str]) -> str:
    part = value[key] if isinstance(value, dict) else value
    return "" if part in words else f"{key} is one of {', '.join(words)}, not {part!r}"


def _numbers(value: Value) -> str:
    parts = value if isinstance(value, dict) else {"value": value}
    bad = [key for key, part in parts.items() if not is_sane(part)]
    return f"{bad[0]} is a number, not {parts[bad[0]]!r}" if bad else ""


def is_sane(part: object) -> bool:
    """Tell whether a part is a number that can be reckoned with: not negative, not endless.

    Examples
    --------
    >>> is_sane(Decimal("2.11")), is_sane(Decimal("1e-999999")), is_sane("many")
    (True, False, False)
    """
    if not isinstance(part, int | Decimal):
        return False
    exponent = Decimal(part).as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MOST_DECIMALS and 0 <= part <= LARGEST


def _numbered(value: Value, *keys: str) -> str:
    return _numbers({key: value[key] for key in keys}) if isinstance(value, dict) else ""


def _within(value: Value, key: str, least: int, most: int) -> str:
    part = value[key] if isinstance(value, dict) else value
    if isinstance(part, str) or least <= part <= most:
        return ""
    return f"{key} lies from {least} to {most}, not {part}"


def _rate(value: Value) -> str:
    return "value is one number" if isinstance(value, dict) else _numbers(value)


def _share(value: Value) -> str:
    return (
        _parts(value, ("percent", "base"))
        or _numbered(value, "percent")
        or _choice(value, "base", BASES)
        or _within(value, "percent", 0, 100)
    )


def _threshold(value: Value) -> str:
    return _parts(value, ("price", "years")) or _numbers(value)


def _period(value: Value) -> str:
    return (
        _parts(value, ("minutes", "two_minutes", "shortfall", "joined", "shared"))
        or _numbered(value, "minutes", "two_minutes")
        or _choice(value, "shortfall", ("half", "nothing"))
        or _choice(value, "joined", ("yes", "no"))
        or _choice(value, "shared", ("together", "each"))
        or _within(value, "minutes", 1, 24 * 60)
        or _two_periods(value)
    )


def _two_periods(value: Value) -> str:
    """Hold two periods to no less than one, and to no more than one after the other."""
    one = int(value["minutes"]) if isinstance(value, dict) else 0
    return _within(value, "two_minutes", one, 2 * one)


def _deadline(value: Value) -> str:
    if isinstance(value, dict) and len(value) == 1 and value.keys() <= {"days", "months"}:
        return _numbers(value) or _within(value, next(iter(value)), 1, _LONGEST_WAIT)
    return f"value has one part, days or months, not {value!r}"


def _words(*words: str) -> Callable[[Value], str]:
    def check(value: Value) -> str:
        if not isinstance(value, dict):
            return f"value is a table, not {value!r}"
        faults = (_choice(value, key, words) for key in value if key != FORM)
        return next(filter(None, faults), "")

    return check


_CHECKS: dict[Kind, Callable[[Value], str]] = {
    Kind.PRICE_CEILING: _numbers,
    Kind.PRICE_FLOOR: _numbers,
    Kind.AMOUNT_CEILING: _numbers,
    Kind.SHARE_CEILING: _share,
    Kind.RATE: _rate,
    Kind.NOT_PAYABLE: _words("never", "consent", *CONDITIONS),
    Kind.OWN_STAFF: _words("never"),
    Kind.PERIOD: _period,
    Kind.THRESHOLD: _threshold,
    Kind.TRANSFER: _words("forbidden", "consent", "internal"),
    Kind.DEADLINE: _deadline,
}
