"""One cell at a time: what people type, and what it means.

Each parser takes the raw text of a cell and returns a typed value, or raises :class:`Unreadable`
with what is allowed, in words for a planner.  The empty cell never reaches a parser.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from plc_budget.dates import read_date
from plc_budget.language import Text, text
from plc_budget.money import half_width
from plc_budget.spreadsheets.bounds import LONGEST

MOST_DIGITS = 16
MOST_DECIMALS = 6

_NUMBER = re.compile(r"^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$|^[+-]?\.\d+$", re.ASCII)
_CURRENCY = re.compile(r"^(?:新[台臺]幣|NT\$|NTD|NT|\$)", re.IGNORECASE)
_PER_UNIT = re.compile(r"^(?P<number>[^元圓/]+?)\s*[元圓]?\s*(?:[/每]\s*(?P<unit>[^\s\d/]+))?整?$")
_CLOCK = re.compile(
    r"^(?:(?P<day>(?:中華民國|民國)?\d\S*)\s+)?(?P<half>上午|下午|AM|PM)?\s*(?P<hour>\d{1,2})"
    r"(?:[:時点點](?P<minute>\d{2})?分?|[時点點](?P<half_past>半)|(?P<compact>\d{2}))?(?::00)?"
    r"\s*(?P<tail>上午|下午|AM|PM)?$",
    re.IGNORECASE | re.ASCII,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_YES = {"true", "yes", "y", "1", "是", "v", "✓", "x", "鎖定", "true()"}
_NO = {"false", "no", "n", "0", "否", "不", "false()"}


class Unreadable(ValueError):
    """A cell that cannot be understood; ``allowed`` says what can."""

    def __init__(self, allowed: Text) -> None:
        super().__init__(allowed.msgid)
        self.allowed = allowed


def tidy(raw: str) -> str:
    """Return a cell with full-width signs made plain and outer blanks removed.

    Examples
    --------
    >>> tidy("　１，０００元／節 ")
    '1,000元/節'
    """
    return half_width(raw).strip()


def is_unprintable(raw: str) -> bool:
    """Tell whether a text holds signs no sheet can hold, such as control characters.

    Examples
    --------
    >>> is_unprintable("印刷費"), is_unprintable(chr(0))
    (False, True)
    """
    return bool(_CONTROL.search(raw))


def read_words(raw: str) -> str:
    """Read text: kept as typed, outer blanks removed.

    Raises
    ------
    Unreadable
        If it is longer than :data:`~plc_budget.spreadsheets.bounds.LONGEST` or holds control characters.
    """
    if len(raw) > LONGEST:
        raise Unreadable(text("at most {most:,} characters", most=LONGEST))
    if is_unprintable(raw):
        raise Unreadable(text("printable characters only"))
    return raw.strip()


def read_number(raw: str) -> Decimal:
    """Read an exact number: ``1,000``, full-width digits, ``46.05``.

    Raises
    ------
    Unreadable
        If it is no plain number, or one with too many digits.

    Examples
    --------
    >>> read_number("１，０００"), read_number("46.05")
    (Decimal('1000'), Decimal('46.05'))
    """
    words = tidy(raw).replace(" ", "").replace("−", "-")
    if not _NUMBER.match(words):
        raise Unreadable(text("a number such as 1,000 or 0.5"))
    number = Decimal(words.replace(",", ""))
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > MOST_DECIMALS or abs(number) >= 10**MOST_DIGITS:
        raise Unreadable(
            text(
                "a number of at most {digits} digits and {decimals} decimals",
                digits=MOST_DIGITS,
                decimals=MOST_DECIMALS,
            )
        )
    return number


def read_price(raw: str) -> tuple[Decimal, str]:
    """Read a unit price and the unit typed behind it: ``1,000元/節`` is 1000 and 節.

    Raises
    ------
    Unreadable
        If it is no price.

    Examples
    --------
    >>> read_price("1,000元／節"), read_price("$100"), read_price("46.05")
    ((Decimal('1000'), '節'), (Decimal('100'), ''), (Decimal('46.05'), ''))
    """
    words = _CURRENCY.sub("", tidy(raw)).strip()
    found = _PER_UNIT.match(words)
    if found is None:
        raise Unreadable(text("a price such as 1,000 or 1,000元/節"))
    return read_number(found["number"]), found["unit"] or ""


def read_amount(raw: str) -> int:
    """Read an amount of whole dollars: ``8,000元``. [NTD]

    Raises
    ------
    Unreadable
        If it is none.
    """
    price, _ = read_price(raw)
    if price != int(price):
        raise Unreadable(text("a whole amount such as 8,000"))
    return int(price)


def read_quantity(raw: str, unit: str = "") -> Decimal:
    """Read a quantity, with its unit behind it or not: ``80``, ``80份``.

    Raises
    ------
    Unreadable
        If it is no number, or stands with another unit than the line's.

    Examples
    --------
    >>> read_quantity("80份", "份")
    Decimal('80')
    """
    return read_number(tidy(raw).removesuffix(tidy(unit)))


def read_percent(raw: str) -> Decimal:
    """Read a percentage; the sign is optional, so ``2.11`` and ``2.11%`` are the same. [percent]

    Raises
    ------
    Unreadable
        If it is no number from 0 to 100.
    """
    number = read_number(tidy(raw).removesuffix("%"))
    if not 0 <= number <= 100:
        raise Unreadable(text("a percentage from 0 to 100, such as 2.11%"))
    return number


def read_yes(raw: str) -> bool:
    """Read a yes or no: 是, v, TRUE, 1.

    Raises
    ------
    Unreadable
        If it is neither.
    """
    word = tidy(raw).lower()
    if word in _YES | _NO:
        return word in _YES
    raise Unreadable(text("yes or no (是 or 否)"))


def read_clock(raw: str) -> tuple[date | None, int]:
    """Read a time of day, with a day before it or not.

    Returns
    -------
    tuple[date | None, int]
        The day, and the minutes since midnight. [min]

    Raises
    ------
    Unreadable
        If it is no time between 0:00 and 24:00.

    Examples
    --------
    >>> read_clock("09：00"), read_clock("下午1時20分"), read_clock("114/5/31 9:00")[0]
    ((None, 540), (None, 800), datetime.date(2025, 5, 31))
    """
    found = _CLOCK.match(tidy(raw))
    if found is None:
        raise Unreadable(text("a time such as 09:00"))
    hour = int(found["hour"])
    minute = 30 if found["half_past"] else int(found["minute"] or found["compact"] or 0)
    half = (found["half"] or found["tail"] or "").upper()
    if half in ("下午", "PM") and hour < 12:
        hour += 12
    elif half in ("上午", "AM") and hour == 12:
        hour = 0
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise Unreadable(text("a time between 00:00 and 24:00"))
    return (read_day(found["day"]) if found["day"] else None), hour * 60 + minute


def read_day(raw: str) -> date:
    """Read a day, 民國 or common era.

    Raises
    ------
    Unreadable
        If it is no day of the calendar.
    """
    try:
        return read_date(tidy(raw))
    except ValueError:
        raise Unreadable(text("a date such as 114/5/31 or 2025-05-31")) from None


def read_minutes(raw: str) -> int:
    """Read a length of time: ``40``, ``40分``. [min]

    Raises
    ------
    Unreadable
        If it is no whole number of minutes from 0 to 1,440.
    """
    number = read_number(re.sub(r"分鐘?$", "", tidy(raw)))
    if number != int(number) or not 0 <= number <= 24 * 60:
        raise Unreadable(text("whole minutes such as 40"))
    return int(number)
