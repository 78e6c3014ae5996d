"""Money: whole New Taiwan dollars, rounding in one place, and amounts in capitals (大寫)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, Inexact

EXACT = Context(prec=120, traps=[Inexact])
"""Decimal arithmetic that raises ``Inexact`` rather than lose a digit."""
_WHOLE = Context(prec=120, rounding=ROUND_HALF_UP)

DIGITS = "零壹貳參肆伍陸柒捌玖"
UNITS = ("", "拾", "佰", "仟")
GROUPS = ("", "萬", "億", "兆")
LARGEST = 10**16 - 1
"""The largest amount that can be written in capitals. [NTD]"""

_READ_DIGITS = {
    sign: value
    for value, signs in enumerate(
        ("零〇○0", "壹一壱弌1", "貳貮贰二兩弍2", "參叁叄叄参三弎3", "肆四4", "伍五5",
         "陸陆六6", "柒七7", "捌八8", "玖九9")
    )
    for sign in signs
}  # fmt: skip
_READ_UNITS = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_READ_GROUPS = {"萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
_CURRENCIES = ("新台幣", "新臺幣", "新臺币", "NTD", "NT$", "NT", "$")
_ENDINGS = ("元整", "圓整", "元正", "圓正", "圆整", "元", "圓", "圆", "整", "正")
_WIDE = str.maketrans("0123456789,.$", "0123456789,.$")


def whole_ntd(amount: Decimal) -> int:
    """Round an exact amount half up to whole dollars: the one place where money is rounded.

    Parameters
    ----------
    amount : Decimal
        Exact amount. [NTD]

    Examples
    --------
    >>> whole_ntd(Decimal("126.6")), whole_ntd(Decimal("460.5"))
    (127, 461)
    """
    return int(amount.quantize(Decimal(1), context=_WHOLE))


def product(*factors: Decimal) -> Decimal:
    """Multiply exactly.

    Raises
    ------
    decimal.Inexact
        If the product has more than 120 digits.

    Examples
    --------
    >>> product(Decimal("46.05"), Decimal("10"))
    Decimal('460.50')
    """
    result = Decimal(1)
    for factor in factors:
        result = EXACT.multiply(result, factor)
    return result


def ntd(amount: int) -> str:
    """Write an amount as the sheets print it.

    Examples
    --------
    >>> ntd(15000)
    '15,000元'
    """
    return f"{amount:,}元"


def plain(number: Decimal) -> str:
    """Write an exact number without the zeros behind it.

    Examples
    --------
    >>> plain(Decimal("4.0")), plain(Decimal("0.50")), plain(Decimal("1000"))
    ('4', '0.5', '1,000')
    """
    words = f"{number:,f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def capital_amount(amount: int) -> str:
    """Write an amount in capitals (大寫金額), with every 零 and the leading 壹 before 拾.

    Parameters
    ----------
    amount : int
        Whole dollars from 0 to 9,999,999,999,999,999. [NTD]

    Raises
    ------
    ValueError
        If the amount is negative or too large.
    TypeError
        If it is not an ``int``: no float touches money.

    Examples
    --------
    >>> capital_amount(15000), capital_amount(10500), capital_amount(100500)
    ('壹萬伍仟元整', '壹萬零伍佰元整', '壹拾萬零伍佰元整')
    """
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise TypeError(f"an amount is a whole number of dollars, not {amount!r}")
    if not 0 <= amount <= LARGEST:
        raise ValueError(f"{amount} is outside 0 to {LARGEST}")
    return (_capitals(amount) or DIGITS[0]) + "元整"


def _capitals(amount: int) -> str:
    words = ""
    gap = False
    for power in range(15, -1, -1):
        digit = amount // 10**power % 10
        if digit:
            words += (DIGITS[0] if gap and words else "") + DIGITS[digit] + UNITS[power % 4]
        gap = not digit if words else False
        if power % 4 == 0 and amount // 10**power % 10**4:
            words += GROUPS[power // 4]
    return words


def read_capital_amount(words: str) -> int:
    """Read an amount in capitals back, leniently.

    Understands 貮/貳, 叁/參, 圓/元, small numerals (五十二), spaces, 新台幣/新臺幣, a bare 拾,
    printed places (零萬貳仟零佰零拾零元整) and Arabic digits (26,315元整).

    Raises
    ------
    ValueError
        If it is no amount of whole dollars.

    Examples
    --------
    >>> read_capital_amount("新台幣  壹萬伍仟 元整"), read_capital_amount("拾萬貮仟圓")
    (15000, 102000)
    """
    bare = _bare(words)
    if not bare:
        raise ValueError(f"no amount in {words!r}")
    if bare.replace(",", "").isascii() and bare.replace(",", "").isdigit():
        return int(bare.replace(",", ""))
    return _value(bare, words)


def _bare(words: str) -> str:
    bare = "".join(words.split()).translate(_WIDE).split("（")[0].split("(")[0]
    for currency in _CURRENCIES:
        bare = bare.removeprefix(currency).removeprefix(":").removeprefix("：")
    for ending in _ENDINGS:
        bare = bare.removesuffix(ending)
    return bare


def _value(bare: str, words: str) -> int:
    total = section = 0
    digit: int | None = None
    largest_group, smallest_unit = 10**16, 10**4
    for sign in bare:
        if sign in _READ_DIGITS:
            if digit:
                raise ValueError(f"two digits without a place between them in {words!r}")
            digit = _READ_DIGITS[sign]
        elif sign in _READ_UNITS:
            if _READ_UNITS[sign] >= smallest_unit:
                raise ValueError(f"{sign} stands out of order in {words!r}")
            smallest_unit = _READ_UNITS[sign]
            section += (1 if digit is None else digit) * smallest_unit
            digit = None
        elif sign in _READ_GROUPS:
            if _READ_GROUPS[sign] >= largest_group:
                raise ValueError(f"{sign} stands out of order in {words!r}")
            largest_group, smallest_unit = _READ_GROUPS[sign], 10**4
            total += (section + (digit or 0)) * largest_group
            section, digit = 0, None
        else:
            raise ValueError(f"{sign!r} is no part of an amount: {words!r}")
    return total + section + (digit or 0)
