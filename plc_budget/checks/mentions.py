"""Numbers that a text quotes of its plan: 「共計1場次」, 「每節1,000元」, 「印製80份」.

Only what cannot mean anything else is taken for a quotation: a number with its unit, and with the
words before it that make it the whole of something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from plc_budget.money import half_width, read_capital_amount

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[〇零一二兩三四五六七八九十百千萬壹貳參肆伍陸柒捌玖拾佰仟]{1,12})"
_ALL = r"(?<![公一])一?(?:共計|總計|合計|共)(?:辦理|舉辦|開設|為|有)?[:：]?\s*"
_LONG = r"1[3-9]\d|12[1-9]|[2-9]\d\d|\d,?\d{3}"
"""Minutes beyond two periods of any length: 「90分鐘計2節」 is a rule, 「240分鐘計6節」 is a count."""
_COUNTED = rf"(?<![\d,.])(?:{_LONG})\s*分鐘,?計"
_MONEY = r"(?:新[台臺]幣)?\s*"
_LIMIT = re.compile(r"上限|最高|至多|不超過|不得|不逾|低於|高於|以內|為限|以下|以上|下限|最低")
"""Words that make an amount a limit and no amount of the plan."""
_PART = re.compile(r"每|各|第|其中|分別")
"""Words that make a number one of a part."""
_SENTENCE = re.compile(r"[。;\n]")
_OWN = re.compile(r"本(?:計畫|次?研習|工作坊|活動|課程)|鐘點費|講師|講座")
"""Words that make a sentence of a section one about this event."""


class Quoted(StrEnum):
    """What a number in a text is said to be."""

    SESSIONS = "場次"
    DAYS = "日"
    PERIODS = "節"
    MINUTES = "分鐘"
    HOURS = "小時"
    PEOPLE = "人"
    COPIES = "份"
    PRICE = "元/節"
    TOTAL = "元"


@dataclass(frozen=True, slots=True)
class Mention:
    """A number in a text, and the words it stands in.

    Attributes
    ----------
    is_own : bool
        Whether its sentence says that it is about this event.
    """

    kind: Quoted
    number: Decimal
    quote: str
    is_own: bool = True


_PATTERNS = {
    Quoted.SESSIONS: (rf"{_ALL}{_NUMBER}\s*(?:場次|場(?![地合所域館次]))",),
    Quoted.DAYS: (rf"{_ALL}{_NUMBER}\s*(?:日|天)",),
    Quoted.PERIODS: (rf"{_ALL}{_NUMBER}\s*節", rf"{_COUNTED}\s*{_NUMBER}\s*節"),
    Quoted.MINUTES: (
        rf"{_ALL}{_NUMBER}\s*分鐘",
        rf"(?<![\d,.])(?P<number>{_LONG})\s*分鐘(?=,?計\s*\d[\d.]*\s*節)",
    ),
    Quoted.HOURS: (rf"{_ALL}{_NUMBER}\s*小時",),
    Quoted.PEOPLE: (rf"(?:{_ALL}|預計(?:參加)?\s*){_NUMBER}\s*[人名位]",),
    Quoted.COPIES: (rf"(?:印製|印刷|編印|手冊)(?:費|共|計|共計|為)?\s*{_NUMBER}\s*[份本冊]",),
    Quoted.PRICE: (rf"每節\s*{_MONEY}{_NUMBER}\s*元", rf"(?<![\d,.]){_NUMBER}\s*元\s*[/／]\s*節"),
    Quoted.TOTAL: (
        rf"(?:總經費|經費總額|經費總計|經費合計|經費共計|所需經費|計畫總額)(?:共計|合計|總計|計|為|共|需|[:：])*\s*{_MONEY}{_NUMBER}\s*元",
    ),
}
_IS_COUNTED = re.compile(rf"(?:{_LONG})\s*分鐘")
_BREAK = re.compile(r",(?!\d{3}(?!\d))|[，、。;；(（]")
"""Where a clause ends: at a comma that parts no thousands."""
_COMPILED = [(kind, re.compile(one)) for kind, many in _PATTERNS.items() for one in many]


@lru_cache(maxsize=2048)
def mentions_in(words: str) -> tuple[Mention, ...]:
    """Find the numbers a text quotes.

    Parameters
    ----------
    words : str
        A text of a plan.

    Examples
    --------
    >>> [(m.quote, str(m.number)) for m in mentions_in("暫訂5月底辦理，共計１場次，每節1,000元。")]
    [('共計1場次', '1'), ('每節1,000元', '1000')]
    >>> mentions_in("每節上限2,000元；每節最高不超過2,000元為限，籌備會議1場。")
    ()
    """
    found: list[Mention] = []
    for sentence in _SENTENCE.split(half_width(words)):
        is_own = bool(_OWN.search(sentence))
        found += [
            Mention(kind, number, match[0].strip(), is_own or bool(_IS_COUNTED.match(match[0])))
            for kind, pattern in _COMPILED
            for match in pattern.finditer(sentence)
            if (number := read_number(match["number"])) is not None
            and _is_whole(kind, sentence, match.start())
        ]
    return tuple(found)


def _is_whole(kind: Quoted, sentence: str, at: int) -> bool:
    """Tell whether a number is the plan's own: no limit of a price, and no part of the rest."""
    if kind is Quoted.PRICE:
        return not _LIMIT.search(_clause(sentence, at))
    return not is_of_a_part(sentence, at)


def is_of_a_part(words: str, at: int) -> bool:
    """Tell whether the words before a place, back to the last comma, speak of a part.

    Examples
    --------
    >>> is_of_a_part("每校至多2人，共60人", 7), is_of_a_part("每場次共60人", 3)
    (False, True)
    """
    return bool(_PART.search(_before(words, at)))


def _clause(words: str, at: int) -> str:
    """Return the words between two commas that a place lies in."""
    end = _BREAK.search(words, at)
    return _before(words, at) + words[at : end.start() if end else len(words)]


def _before(words: str, at: int) -> str:
    breaks = [found.end() for found in _BREAK.finditer(words, 0, at)]
    return words[breaks[-1] if breaks else 0 : at]


class Noted(NamedTuple):
    """A number in the note of a line that is that line's own: its price, or its whole quantity."""

    number: Decimal
    quote: str
    is_price: bool


@lru_cache(maxsize=2048)
def find_notes(note: str, unit: str) -> tuple[Noted, ...]:
    """Find what a note says of the quantity and the price of its line.

    Parameters
    ----------
    note : str
        說明.
    unit : str
        The unit of the line; without one nothing is certain.

    Examples
    --------
    >>> [(n.quote, n.is_price) for n in find_notes("含分組2節，共8節，每節1,500元", "節")]
    [('共8節', False), ('每節1,500元', True)]
    >>> find_notes("參加人員60本，工作人員每人1本", "本")
    ()
    """
    if not unit:
        return ()
    words, of = half_width(note), re.escape(unit)
    patterns = ((rf"{_ALL}{_NUMBER}\s*{of}(?!\w)", False), (rf"每{of}\s*{_NUMBER}\s*元", True))
    return tuple(
        Noted(number, match[0].strip(), is_price)
        for pattern, is_price in patterns
        for match in re.finditer(pattern, words)
        if (number := read_number(match["number"])) is not None
        and not is_of_a_part(words, match.start())
        and not (is_price and _LIMIT.search(_clause(words, match.start())))
    )


def read_number(words: str) -> Decimal | None:
    """Read a number in digits or in Chinese; None if it is none.

    Examples
    --------
    >>> [str(read_number(words)) for words in ("1,000", "兩", "十二", "壹萬伍仟", "千萬")]
    ['1000', '2', '12', '15000', 'None']
    """
    digits = words.replace(",", "")
    try:
        is_digits = digits.replace(".", "", 1).isdecimal()
        return Decimal(digits) if is_digits else Decimal(read_capital_amount(words))
    except (ValueError, ArithmeticError):
        return None
