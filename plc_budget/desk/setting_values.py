"""What is typed into a setting, read as ``plan.toml`` has it; what cannot be read says what can."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from plc_budget.language import text
from plc_budget.money import plain, read_capital_amount
from plc_budget.plan.keys import MOST_MONEY, TITLE
from plc_budget.tables.cells import (
    Unreadable,
    read_day,
    read_number,
    read_percent,
    read_price,
    read_words,
    tidy,
)

Reader = Callable[[str], object]
"""From a text to a value of ``plan.toml``; None takes the key out.

Raises :class:`~plc_budget.tables.cells.Unreadable`, which says what is allowed.
"""
SEPARATOR = "、"
_BETWEEN = re.compile(r"[、,，;；\n]")


def day(raw: str) -> object:
    """Read the day of the event, 民國 or common era.

    Examples
    --------
    >>> day("114/5/31"), day("民國114年5月31日") == day("2025-05-31")
    (datetime.date(2025, 5, 31), True)
    """
    return read_day(raw)


def money(raw: str) -> int:
    """Read an amount in figures or in capitals. [NTD]

    Raises
    ------
    Unreadable
        If it is no whole amount.

    Examples
    --------
    >>> money("15,000元"), money("新台幣壹萬伍仟元整")
    (15000, 15000)
    """
    allowed = text("a whole amount such as 15,000")
    try:
        number = _amount(raw)
    except ValueError:
        raise Unreadable(allowed) from None
    if number != int(number) or not 0 <= number <= MOST_MONEY:
        raise Unreadable(allowed)
    return int(number)


def _amount(raw: str) -> Decimal:
    try:
        return read_price(raw)[0]
    except Unreadable:
        return Decimal(read_capital_amount(raw))


def whole(least: int, most: int) -> Reader:
    """Return what reads a whole number within limits.

    Examples
    --------
    >>> whole(1, 999)("１１３學年度")
    113
    """

    def read(raw: str) -> int:
        allowed = text("a whole number from {least:,} to {most:,}", least=least, most=most)
        try:
            number = read_number(re.sub(r"[^\d.,+-]+$", "", tidy(raw)))
        except Unreadable:
            raise Unreadable(allowed) from None
        if number != int(number) or not least <= number <= most:
            raise Unreadable(allowed)
        return int(number)

    return read


def share(raw: str) -> str:
    """Read the share of a source of money, as the plan writes it. [percent]

    Examples
    --------
    >>> share("85 %"), share("33.30")
    ('85', '33.3')
    """
    allowed = text("a percentage above 0 and up to 100, such as 85")
    try:
        number = read_percent(raw)
    except Unreadable:
        raise Unreadable(allowed) from None
    if number == 0:
        raise Unreadable(allowed)
    return plain(number)


def words(raw: str) -> str:
    """Read a text that is printed in one cell; it may be empty."""
    found = read_words(raw)
    if len(found) > TITLE:
        raise Unreadable(text("at most {most:,} characters", most=TITLE))
    return found


def needed(raw: str) -> str:
    """Read a text that must be there."""
    found = words(raw)
    if not found:
        raise Unreadable(text("a name"))
    return found


def names(raw: str) -> list[str]:
    """Read names in a row; none is an empty list.

    Examples
    --------
    >>> names("承辦人、 科長，處長")
    ['承辦人', '科長', '處長']
    """
    return [part for one in _BETWEEN.split(raw) if (part := words(one))]


def truth(raw: str) -> bool:
    """Read a choice between yes and no."""
    return one_of(("true", "false"))(raw) == "true"


def one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    """Return what reads one of several words."""

    def read(raw: str) -> str:
        if raw not in known:
            raise Unreadable(text("one of the list"))
        return raw

    return read


def optional(read: Reader) -> Reader:
    """Return what takes an empty cell for no value."""
    return lambda raw: read(raw) if raw.strip() else None
