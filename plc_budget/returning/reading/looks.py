"""What a returned sheet keeps from being seen: hidden rows and columns, numbers shown as others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from plc_budget.spreadsheets.bounds import LAST_COLUMN, LAST_ROW

MOST = 200
"""Most cells that show something else than they hold, of those that are named."""
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
_ROW = re.compile(rb"<(?:\w{1,20}:)?row\s([^<>]{0,400})>")
_COLUMN = re.compile(rb"<(?:\w{1,20}:)?col\s([^<>]{0,400})>")
_GIVEN = re.compile(rb"\b(r|min|max|hidden|ht|width)=[\"']([^\"']{0,20})[\"']")
_NONE = re.compile(rb"0(?:\.\d*)?")
"""A height or width of less than one point."""
_LAST = 9
"""Most digits of the number of a row or column."""
_WORD = "\0"
_OF_TEXT = 3
"""Which section of a format, from 0, is that of texts."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """A stretch of rows or columns of a sheet that nobody sees; both ends counted from 0."""

    sheet: str
    first: int
    last: int
    is_column: bool = False


@dataclass(frozen=True, slots=True)
class Disguise:
    """A number that is shown as another one, or not at all.

    Attributes
    ----------
    sheet, cell : str
        Where it stands.
    shown : str
        The number format that does it, or what is shown instead.
    """

    sheet: str
    cell: str
    shown: str


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
    before, among, after = ("".join(word for word in side if set(word) <= {"1", "x"})
                            for side in sides)  # fmt: skip
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
    number *= 100 if "%" in shown else 1
    return 2 * abs(number - is_said) <= Decimal(1).scaleb(int(is_said.as_tuple().exponent))


def unseen_of(sheet: str, part: bytes) -> list[Unseen]:
    """List the rows and columns of a sheet of an .xlsx that are hidden, or nothing wide.

    Parameters
    ----------
    sheet : str
        What it is called.
    part : bytes
        Its part of the workbook.

    Examples
    --------
    >>> unseen_of("表", b'<row r="6" hidden="1"><row r="7" ht="0"><row r="8">')
    [Unseen(sheet='表', first=5, last=6, is_column=False)]
    """
    rows, columns = set[int](), set[int]()
    for found in _ROW.finditer(part):
        given = dict(_GIVEN.findall(found[1]))
        if _is_hidden(given, b"ht"):
            rows.add(_count(given.get(b"r", b"")) - 1)
    for found in _COLUMN.finditer(part):
        given = dict(_GIVEN.findall(found[1]))
        first, last = _count(given.get(b"min", b"")), _count(given.get(b"max", b""))
        if _is_hidden(given, b"width") and first:
            columns.update(range(first - 1, min(last, LAST_COLUMN)))
    return [*stretches(sheet, columns, LAST_COLUMN, is_column=True),
            *stretches(sheet, rows, LAST_ROW)]  # fmt: skip


def stretches(
    sheet: str, hidden: Iterable[int], end: int, *, is_column: bool = False
) -> Iterator[Unseen]:
    """Put rows or columns that lie side by side together, as far as they are read.

    Parameters
    ----------
    sheet : str
        What it is called.
    hidden : iterable of int
        Rows or columns, from 0.
    end : int
        How many are read.
    is_column : bool
        Whether they are columns.
    """
    first = last = -1
    for number in sorted(one for one in {*hidden} if 0 <= one < end):
        if number > last + 1 or first < 0:
            if first >= 0:
                yield Unseen(sheet, first, last, is_column)
            first = number
        last = number
    if first >= 0:
        yield Unseen(sheet, first, last, is_column)


def _is_hidden(given: dict[bytes, bytes], size: bytes) -> bool:
    return (
        given.get(b"hidden") in (b"1", b"true")
        or _NONE.fullmatch(given.get(size, b"1")) is not None
    )


def _count(words: bytes) -> int:
    return int(words) if words.isdigit() and len(words) < _LAST else 0
