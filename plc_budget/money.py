"""Money: whole New Taiwan dollars, rounding in one place, and amounts in capitals (大寫)."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact
from functools import lru_cache, reduce

EXACT = Context(prec=120, traps=[Inexact])
"""Decimal arithmetic that raises ``Inexact`` rather than lose a digit."""
_WHOLE = Context(prec=120, rounding=ROUND_HALF_UP)

DIGITS = "零壹貳參肆伍陸柒捌玖"
UNITS = ("", "拾", "佰", "仟")
GROUPS = ("", "萬", "億", "兆")
PLACES = ("億", "仟", "佰", "拾", "萬", "仟", "佰", "拾", "元")
"""What each digit of an amount counts, printed place by place."""
LARGEST = 10**16 - 1
"""The largest amount that can be written in capitals. [NTD]"""

_SIGNS = str.maketrans(
    {
        sign: plain
        for plain, signs in {
            "0": "零〇○",
            "1": "壹一壱弌",
            "2": "貳貮贰二兩弍",
            "3": "參叁叄叄参三弎",
            "4": "肆四",
            "5": "伍五",
            "6": "陸陆六",
            "7": "柒七",
            "8": "捌八",
            "9": "玖九",
            "拾": "十",
            "佰": "百",
            "仟": "千",
            "萬": "万",
            "億": "亿",
        }.items()
        for sign in signs
    }
)
_GROUP = re.compile(
    r"0*(?:(?P<thousands>\d)仟)?0*(?:(?P<hundreds>\d)佰)?0*(?:(?P<tens>\d|(?<!0))拾)?"
    r"0*(?P<ones>\d?)",
    re.ASCII,
)
_SIZES = (("兆", 10**12), ("億", 10**8), ("萬", 10**4))
_ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+|\d+", re.ASCII)
_CURRENCIES = ("新台幣", "新臺幣", "新臺币", "NTD", "NT$", "NT", "$")
_ENDINGS = ("元整", "圓整", "元正", "圓正", "圆整", "元", "圓", "圆", "整", "正")
_WIDTHS = ("<wide>", "<narrow>", "<small>", "<noBreak>")


def half_width(words: str) -> str:
    """Make full-width signs plain, and nothing else: 10² stays what it is, not 102.

    Examples
    --------
    >>> half_width("１，０００元／節"), half_width("10²")
    ('1,000元/節', '10²')
    """
    return words if words.isascii() else "".join(map(_half_width, words))


@lru_cache(maxsize=1024)
def _half_width(sign: str) -> str:
    is_wide = unicodedata.decomposition(sign).startswith(_WIDTHS)
    return unicodedata.normalize("NFKC", sign) if is_wide else sign


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
    return reduce(EXACT.multiply, factors, Decimal(1))


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
    """Write an amount in capitals (大寫金額), with its 零 and the leading 壹 before 拾.

    A 零 stands for the zeros between two digits of a group of four, before a group that begins
    with zeros and for a whole group of zeros; so 105,000 is 壹拾萬伍仟, as spreadsheets spell it.

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
    >>> capital_amount(15000), capital_amount(10500), capital_amount(105000)
    ('壹萬伍仟元整', '壹萬零伍佰元整', '壹拾萬伍仟元整')
    """
    if isinstance(amount, bool) or not isinstance(amount, int):
        raise TypeError(f"an amount is a whole number of dollars, not {amount!r}")
    if not 0 <= amount <= LARGEST:
        raise ValueError(f"{amount} is outside 0 to {LARGEST}")
    return (_capitals(amount) or DIGITS[0]) + "元整"


def capital_places(amount: int, least: int = 5) -> str:
    """Write an amount in capitals with every place printed, zeros included, as receipts have it.

    Parameters
    ----------
    amount : int
        Whole dollars from 0 to 999,999,999. [NTD]
    least : int
        Fewest places that are printed; 5 begins with 萬.

    Raises
    ------
    ValueError
        If the amount is negative or has more places.

    Examples
    --------
    >>> capital_places(2_000), capital_places(15_020)
    ('零萬貳仟零佰零拾零元整', '壹萬伍仟零佰貳拾零元整')
    """
    digits = str(amount).zfill(least)
    if amount < 0 or len(digits) > len(PLACES):
        raise ValueError(f"{amount} has no such places")
    places = zip(digits, PLACES[len(PLACES) - len(digits) :], strict=True)
    return "".join(f"{DIGITS[int(digit)]}{place}" for digit, place in places) + "整"


def _capitals(amount: int) -> str:
    words = ""
    skipped = False
    for group in range(len(GROUPS) - 1, -1, -1):
        section = amount // 10 ** (4 * group) % 10**4
        if section:
            words += DIGITS[0] if words and (skipped or section < 10**3) else ""
            words += _section(section) + GROUPS[group]
        skipped = not section
    return words


@lru_cache(maxsize=1024)
def _section(section: int) -> str:
    """Spell up to four digits; a 零 stands once for the zeros between two of them."""
    words = ""
    for power in range(3, -1, -1):
        digit = section // 10**power % 10
        if digit:
            is_after_zero = words and section // 10 ** (power + 1) % 10 == 0
            words += (DIGITS[0] if is_after_zero else "") + DIGITS[digit] + UNITS[power]
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
    amount = int(bare.replace(",", "")) if _ARABIC.fullmatch(bare) else _by_groups(bare, words)
    if amount > LARGEST:
        raise ValueError(f"{words!r} is more than {LARGEST}")
    return amount


def _bare(words: str) -> str:
    bare = "".join(half_width(words).split()).split("(")[0]
    for currency in _CURRENCIES:
        bare = bare.removeprefix(currency).removeprefix(":")
    for ending in _ENDINGS:
        bare = bare.removesuffix(ending)
    return bare


def _by_groups(bare: str, words: str) -> int:
    """Add up what stands before 兆, before 億, before 萬, and the rest."""
    total, rest = 0, bare.translate(_SIGNS)
    is_first = True
    for sign, size in _SIZES:
        group, found, after = rest.partition(sign)
        if found:
            total += _group(group, words, is_first=is_first) * size
            rest, is_first = after, False
    return total + (_group(rest, words, is_first=is_first) if rest else 0)


def _group(signs: str, words: str, *, is_first: bool) -> int:
    found = _GROUP.fullmatch(signs)
    if not signs or found is None:
        raise ValueError(f"no amount in capitals: {words!r}")
    thousands, hundreds, tens, ones = found.groups()
    is_cut_short = not is_first or bool(thousands or hundreds)
    if ones and is_cut_short and tens is None and not signs.endswith("0" + ones):
        raise ValueError(f"壹萬伍 may be 15,000 or 10,005; write 伍仟 or 零伍: {words!r}")
    ten = 0 if tens is None else int(tens or 1)
    return int(thousands or 0) * 1000 + int(hundreds or 0) * 100 + ten * 10 + int(ones or 0)
