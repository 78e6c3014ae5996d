"""How cells look, and how much room their words take."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from plc_budget.language import width_of

FONT = "標楷體"
BASE: dict[str, Any] = {"font_name": FONT, "font_size": 12, "valign": "vcenter", "border": 1}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "border": 0, "text_wrap": True},
    "subtitle": {"align": "center", "border": 0, "text_wrap": True},
    "plain": {"border": 0},
    "plain_wrap": {"border": 0, "text_wrap": True},
    "plain_right": {"border": 0, "align": "right"},
    "head": {"bold": True, "align": "center", "bg_color": "#E8EDF3", "text_wrap": True},
    "band": {"bold": True, "bg_color": "#F2F2F2", "text_wrap": True, "indent": 1},
    "text": {"text_wrap": True, "indent": 1},
    "small": {"text_wrap": True, "font_size": 10, "indent": 1},
    "center": {"align": "center", "text_wrap": True},
    "small_center": {"align": "center", "text_wrap": True, "font_size": 10},
    "strong": {"bold": True, "align": "center"},
    "sign": {"align": "center", "valign": "top"},
    "number": {"align": "right"},
    "total": {"bold": True, "align": "right"},
    "words": {"bold": True, "text_wrap": True, "indent": 1},
}
UNMEASURED = {"center", "strong", "plain", "plain_right", "number", "total"}
"""Looks of cells whose words are short enough for their column."""
_LONG_WORD = re.compile(r"[!-~]{4}")
_PIECES = re.compile(r"[!-~]+|.")
"""What a program does not break: words and numbers; Chinese is broken behind every sign."""
_INDENT = 3
"""What an indented text loses of its column."""
_ODD = re.compile(r"\r\n?|_(?=x[0-9A-Fa-f]{4}_)")


def literal(words: str) -> str:
    """Return a text that every program shows as it is, with line feeds alone at the ends of lines.

    Excel takes ``_x0041_`` for an escaped A, in cells, formulas and footers; XlsxWriter escapes
    neither formulas nor two that overlap.  A sign of no width keeps it from being one.

    Examples
    --------
    >>> literal("一\\r\\n二"), literal("_x0041_") == "_\u200bx0041_"
    ('一\\n二', True)
    """
    return _ODD.sub(lambda odd: "_\u200b" if odd[0] == "_" else "\n", words)


def with_unit(words: str, decimals: int = 0) -> str:
    """Return the number format that prints words behind a number, such as ``1,000元/節``.

    Examples
    --------
    >>> with_unit("元/節")
    '#,##0"元/節"'
    """
    safe = "".join(sign for sign in words if sign not in '"\\' and sign.isprintable())
    places = "." + "0" * decimals if decimals else ""
    return f'#,##0{places}"{safe}"' if safe else f"#,##0{places}"


def count_decimals(number: Decimal) -> int:
    """Count the decimals a number needs to be shown whole.

    Examples
    --------
    >>> count_decimals(Decimal("46.050")), count_decimals(Decimal("1000"))
    (2, 0)
    """
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(maxsize=4096)
def count_lines(words: str, width: float) -> int:
    """Estimate how many lines an indented text takes in a column; a Chinese sign is two wide.

    Words and numbers are not broken if a line has room for them.

    Examples
    --------
    >>> count_lines("經費項目", 11), count_lines("經費項目", 7), count_lines("依第1070030976號函", 17)
    (1, 2, 2)
    """
    room = max(int(width) - _INDENT, 2)
    return sum(_lines(part, room) for part in words.split("\n"))


def _lines(words: str, room: int) -> int:
    wide = width_of(words)
    if wide <= room:
        return 1
    if not _LONG_WORD.search(words):
        return -(-wide // room)
    lines, used = 0, room
    for piece in _PIECES.findall(words):
        width = width_of(piece)
        if used + width <= room:
            used += width
        else:
            lines, used = lines + -(-width // room), width % room or room
    return lines
