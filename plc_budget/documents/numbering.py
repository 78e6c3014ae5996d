"""The numbers of official papers: 壹、 and 一、, counted and read."""

from __future__ import annotations

import re

from plc_budget.documents.model import Paragraph
from plc_budget.documents.styles import Style
from plc_budget.money import DIGITS, read_capital_amount

_SMALL = "〇一二三四五六七八九"
_TEN, _SMALL_TEN = "拾", "十"
_LAST = 99
_BARE = re.compile(r"[\s、.．:：()（）]")
_NUMERAL = r"[一二三四五六七八九十]{1,3}"
_LEVELS = (
    (re.compile(rf"{_NUMERAL}、"), Style.FIRST),
    (re.compile(rf"[（(]{_NUMERAL}[）)]"), Style.SECOND),
    (re.compile(r"[0-9０-９]{1,2}[.．、](?![0-9０-９])"), Style.THIRD),
)


def section_number(number: int) -> str:
    """Write the number of a section; above 99 in digits.

    Examples
    --------
    >>> [section_number(n) for n in (1, 9, 10, 12, 20)]
    ['壹', '玖', '拾', '拾貳', '貳拾']
    """
    return _spelled(number, DIGITS, _TEN)


def item_number(number: int) -> str:
    """Write the number of an item.

    Examples
    --------
    >>> item_number(3), item_number(11)
    ('三', '十一')
    """
    return _spelled(number, _SMALL, _SMALL_TEN)


def _spelled(number: int, digits: str, ten: str) -> str:
    tens, ones = divmod(number, 10)
    if not 0 < number <= _LAST:
        return str(number)
    many = digits[tens] if tens > 1 else ""
    return many + ten * bool(tens) + (digits[ones] if ones else "")


def read_section_number(words: str) -> int | None:
    """Read the number of a section however it is written; None if it is none.

    Examples
    --------
    >>> read_section_number("玖、"), read_section_number("拾壹"), read_section_number("其他")
    (9, 11, None)
    """
    try:
        number = read_capital_amount(_BARE.sub("", words))
    except ValueError:
        return None
    return number if 1 <= number <= _LAST else None


def paragraphs_of(words: str) -> list[Paragraph]:
    """Break the text of a section into paragraphs; those with a number are indented as items.

    Examples
    --------
    >>> [p.style.value for p in paragraphs_of("緣起如下。\\n一、甲\\n（一）乙\\n\\n1.丙\\n1.5小時")]
    ['Body', 'ItemFirst', 'ItemSecond', 'ItemThird', 'Body']
    """
    lines = [line.strip() for line in words.splitlines()]
    return [Paragraph(line, _style_of(line)) for line in lines if line]


def _style_of(line: str) -> Style:
    return next((style for pattern, style in _LEVELS if pattern.match(line)), Style.BODY)
