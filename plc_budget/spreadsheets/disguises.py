"""Numbers that a sheet shows as others, or not at all: ``"70"`` as the format of 80, ``;;;``."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

_LITERAL = re.compile(r"\"([^\"]*)\"|\\(.)|[_*].|\[[^\]]*\]")
_CONDITION = re.compile(r"\[[<>=]")
_PLACES = re.compile(r"[0#?]")
_ALL_OF_IT = ("general", "g/通用格式", "standard", "@")
_CLOCK = re.compile(r"[ymdhse]", re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_MORE_DIGITS = re.compile(r"[\s,.]*(?:\d(?!\d*/\d)|[十百千萬億拾佰仟])")
"""What makes another number of the one before it; a fraction shows the same one."""
_SCALES = "十百千萬億拾佰仟"
_WORD = "\0"
_OF_TEXT = 3
"""Which section of a format, from 0, is that of texts."""


@lru_cache(maxsize=4096)
def hides(form: str, value: Decimal | None = None) -> bool:
    """Tell whether a number format shows another number than the one that stands there.

    Parameters
    ----------
    form : str
        As Excel spells it.
    value : Decimal, optional
        The number; left out where a formula works it out.

    Examples
    --------
    >>> [hides(form) for form in ('#,##0"元/節"', "General", "0.00%", '"70"', ";;;", '0"0"', "#,##0,")]
    [False, False, False, True, True, True, True]
    >>> [hides(form) for form in ('0" 0"', '0"萬"', '0"1"0', "0*0", '0" 份"', '#,##0"元/2人"')]
    [True, True, True, True, False, False]
    """
    sections = _sections(form)
    if _CONDITION.search(form):
        return any(_is_other(section) for section in sections)
    at = 0 if value is None or value > 0 else 1 if value < 0 else 2
    return _is_other(sections[at] if at < len(sections) else sections[0])


def hides_text(form: str) -> bool:
    """Tell whether a number format keeps a text from being seen.

    Examples
    --------
    >>> hides_text(";;;"), hides_text("General"), hides_text("0;-0;0;@")
    (True, False, False)
    """
    sections = _sections(form)
    return len(sections) > _OF_TEXT and "@" not in sections[_OF_TEXT]


def _sections(form: str) -> list[str]:
    """Cut a format at the semicolons that stand outside of its literals."""
    found: list[str] = [""]
    last = 0
    for literal in _LITERAL.finditer(form):
        pieces = form[last : literal.start()].split(";")
        found[-1] += pieces[0]
        found += pieces[1:]
        said = (literal[1] or literal[2] or "") if literal[0][0] in '"\\' else ""
        said = literal[0][1] if literal[0][0] == "*" else said
        found[-1] += _WORD + "".join(map(_sign, said)) + _WORD
        last = literal.end()
    pieces = form[last:].split(";")
    found[-1] += pieces[0]
    return [*found, *pieces[1:]]


def _sign(sign: str) -> str:
    """Tell a sign of a literal that makes another number from one that does not, and from a blank."""
    if sign.isspace() or sign in ",.":
        return ""
    return "1" if sign.isdecimal() or sign in _SCALES else "x"


def _is_other(section: str) -> bool:
    words = section.split(_WORD)
    bare, literals = "".join(words[::2]).strip(), words[1::2]
    if bare.lower() in _ALL_OF_IT:
        return any("1" in literal for literal in literals)
    place = _PLACES.search(bare)
    if place is None:
        return _CLOCK.search(bare) is None
    before, among, after = _around(words)
    return (
        "1" in before
        or "1" in among
        or after.startswith("1")
        or re.search(r"[1-9]", bare) is not None
        or _SCALED.search(bare) is not None
    )


def _around(words: list[str]) -> tuple[str, str, str]:
    """Return the literals before the digits, those among them, and those behind."""
    held = [at for at, word in enumerate(words) if at % 2 == 0 and _PLACES.search(word)]
    first, last = held[0], held[-1]
    sides = [words[:first], words[first:last], words[last + 1 :]]
    before, among, after = (
        "".join(word for word in side if set(word) <= {"1", "x"}) for side in sides
    )
    return before, among, after


def is_shown(value: str, shown: str) -> bool:
    """Tell whether a text shows a number, rounded or with its unit behind it.

    Parameters
    ----------
    value : str
        As stored.
    shown : str
        What stands in the cell.

    Examples
    --------
    >>> is_shown("8000", "8,000元"), is_shown("0.0211", "2.11%"), is_shown("46.05", "46")
    (True, True, True)
    >>> is_shown("80", "81"), is_shown("80", "70"), is_shown("80", "")
    (False, False, False)
    >>> is_shown("1000", "1,000元/%"), is_shown("80", "80 %")
    (True, False)
    >>> is_shown("80", "80 0"), is_shown("80", "80萬"), is_shown("8000", "8,000元/2人")
    (False, False, True)
    """
    found = _NUMBER.search(shown)
    if found is None or _MORE_DIGITS.match(shown, found.end()):
        return False
    try:
        number, is_said = Decimal(value), Decimal(found[0].replace(",", ""))
    except InvalidOperation:
        return True
    number *= 100 if shown[found.end() :].lstrip().startswith("%") else 1
    return 2 * abs(number - is_said) <= Decimal(1).scaleb(int(is_said.as_tuple().exponent))
