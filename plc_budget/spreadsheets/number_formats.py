"""What an Excel number format prints of a number: its digits, a percentage, a unit behind it, a date.

A format has up to four sections between semicolons; words in quotation marks and signs behind a
backslash are printed as they are, whatever they mean elsewhere: ``#,##0"元/%"`` is no percentage.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.?)|[_*].?|\[(?P<bracket>[^\]]*)\]?|(?P<bare>.)', re.DOTALL
)
_ELAPSED = re.compile(r"[hmsHMS]+")
_CLOCK = re.compile(r"[dmhys]", re.IGNORECASE)
_GENERAL = re.compile(r"general|g/通用格式|standard", re.IGNORECASE)
_PLAIN = re.compile(r"(?:#,##|#)?0(?:\.(?P<decimals>0{1,6}))?")
_AROUND = re.compile(r"[$元圓\s()]")
_PLACES = "0#?"
_UNIT = re.compile(r"\s*((?:[元圓](?:/[^\W\d_]{1,4})?)|[^\W\d_A-Za-z]{1,3})")
_MANY = 10**15
_DAYS = "yyyy/m/d"
BUILT_IN: dict[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    22: "yyyy/m/d h:mm",
    37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((5, 6, 41, 42), "#,##0"),
    **dict.fromkeys((7, 8, 43, 44), "#,##0.00"),
    **dict.fromkeys((14, 15, 16, 17, *range(27, 32), 36, *range(50, 55), 57, 58), _DAYS),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), "h:mm"),
    46: "[h]:mm:ss",
}
"""The formats that a workbook names by a number alone; those of days and times by one of their kind."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a number format.

    Attributes
    ----------
    bare : str
        Its signs without any literal: places of digits, ``%``, ``y``; elapsed hours as ``[h]``.
    behind : str
        What is printed behind the last place of a digit, literals included.
    """

    bare: str = ""
    behind: str = ""

    @property
    def is_percentage(self) -> bool:
        """Whether a hundredth is printed as 1%."""
        return "%" in self.bare

    @property
    def is_date(self) -> bool:
        """Whether a day or a time of day is printed."""
        return _CLOCK.search(_GENERAL.sub("", self.bare)) is not None

    @property
    def unit(self) -> str:
        """The unit behind the number, as a person takes it for one."""
        found = _UNIT.fullmatch(self.behind.rstrip())
        return found[1] if found else ""


@lru_cache(maxsize=512)  # a sheet has many cells and few formats
def read_number_format(form: str) -> tuple[Section, ...]:
    """Cut a number format into its sections.

    Examples
    --------
    >>> read_number_format('#,##0"元/節"')
    (Section(bare='#,##0', behind='元/節'),)
    >>> [read_number_format(form)[0].is_percentage for form in ('0.00%', '#,##0"元/%"', r'0\\%')]
    [True, False, False]
    >>> [len(read_number_format(form)) for form in ("0;-0", '0"元/人;天"', "General")]
    [2, 1, 1]
    >>> [read_number_format(form)[0].is_date for form in ("e/m/d", "[h]:mm", "General", '0"day"')]
    [True, True, False, False]
    """
    sections = [("", "")]
    for token in _TOKEN.finditer(form):
        bare, behind = sections[-1]
        literal = token["quoted"] or token["escaped"] or ""
        sign = token["bare"] or ""
        if sign == ";":
            sections.append(("", ""))
        elif sign and sign in _PLACES:
            sections[-1] = (bare + sign, "")
        elif token["bracket"] is not None:
            elapsed = token[0] if _ELAPSED.fullmatch(token["bracket"]) else ""
            sections[-1] = (bare + elapsed, behind)
        else:
            sections[-1] = (bare + sign, behind + literal + ("" if sign == "%" else sign))
    return tuple(Section(bare, behind) for bare, behind in sections)


def show_digits(number: Decimal, form: str) -> str | None:
    """Return the digits a plain number format shows: 127 for 126.6 under ``#,##0``; else None.

    Examples
    --------
    >>> show_digits(Decimal("126.6"), '#,##0"元"'), show_digits(Decimal(1), "General")
    ('127', None)
    """
    found = _PLAIN.fullmatch(_AROUND.sub("", read_number_format(form)[0].bare))
    if found is None or abs(number) >= _MANY:
        return None
    return f"{number.quantize(Decimal(1).scaleb(-len(found['decimals'] or '')), ROUND_HALF_UP):f}"
