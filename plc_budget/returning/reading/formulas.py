"""Formulas as words: those of Excel and of OpenDocument in one spelling, cut into tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

LONGEST = 2_000
"""Most characters of a formula that is looked at."""
_TEXTS = re.compile(r'("(?:[^"]|"")*")')
_PREFIX = re.compile(r"^(?:of|oooc|msoxl):", re.IGNORECASE)
_BRACKETS = re.compile(r"\[([^\[\]]{1,120})\]")
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_DOTTED = re.compile(r"(?:\$?(?P<sheet>'(?:[^']|'')+'|[^'.:]*))\.(?P<cell>\$?[A-Z]{1,3}\$?\d{1,7})")
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>"(?:[^"]|"")*")
    |(?P<name>[A-Z][A-Z0-9.]*)\(
    |(?:(?P<sheet>'(?:[^']|'')+'|\$?[^\W\d][\w.]*)!)?
      (?P<first>\$?[A-Z]{1,3}\$?\d{1,7})(?::(?P<last>\$?[A-Z]{1,3}\$?\d{1,7}))?(?![\w(])
    |(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:E[+-]?\d{1,2})?)
    |(?P<truth>TRUE|FALSE)\b
    |(?P<sign><=|>=|<>|[-+*/^&=<>(),%])
    )""",
    re.VERBOSE | re.IGNORECASE,
)


class Sort(Enum):
    """What a token is."""

    TEXT = auto()
    CALL = auto()
    RANGE = auto()
    NUMBER = auto()
    TRUTH = auto()
    SIGN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula; of a range its sheet, and its corners counted from 0."""

    sort: Sort
    words: str
    sheet: str = ""
    corners: tuple[int, int, int, int] = (0, 0, 0, 0)
    """First row, first column, last row, last column."""


class Strange(ValueError):
    """A formula of a kind that our own sheets do not have."""


def spelled(formula: str, most: int = LONGEST) -> str:
    """Write a formula as Excel does, without ``$``, whichever program it comes from.

    Parameters
    ----------
    formula : str
        As the file spells it.
    most : int
        How many of its signs are looked at.

    Examples
    --------
    >>> spelled("of:=ROUND([.B5]*[.C5];0)"), spelled("=$'課程表與節數'!$I$15")
    ('=ROUND(B5*C5,0)', "='課程表與節數'!I15")
    >>> spelled("of:=[$'課程表與節數'.$I$15]+SUM([.D5:.D7])")
    "='課程表與節數'!I15+SUM(D5:D7)"
    """
    parts = _TEXTS.split(_PREFIX.sub("", formula.strip()[:most]))
    is_open = _PREFIX.match(formula.strip()) is not None or "[." in formula
    return "".join(
        part if at % 2 else _plain(part, is_open=is_open) for at, part in enumerate(parts)
    )


def _plain(part: str, *, is_open: bool) -> str:
    if is_open:
        part = _BRACKETS.sub(lambda found: _address(found[1]), part).replace(";", ",")
    return part.replace("$", "")


def _address(words: str) -> str:
    """Turn ``$'a'.$I$15`` or ``.D5:.D7`` into an address of Excel."""
    corners = words.split(":")
    found = [_DOTTED.fullmatch(corner) for corner in corners]
    first = found[0]
    if first is None or None in found:
        return words
    sheet = first["sheet"] + "!" if first["sheet"] else ""
    return sheet + ":".join(corner["cell"] for corner in found if corner)


def tokens(formula: str) -> Iterator[Token]:
    """Cut a formula into tokens.

    Parameters
    ----------
    formula : str
        As :func:`spelled` writes it.

    Raises
    ------
    Strange
        Where something in it is none of these.

    Examples
    --------
    >>> [token.words for token in tokens('=ROUND(B5*2,0)&"元"')]
    ['ROUND', 'B5', '*', '2', ',', '0', ')', '&', '元']
    """
    return (token for token, _ in _pieces(formula))


def _pieces(formula: str) -> Iterator[tuple[Token, str]]:
    """Cut a formula into tokens, each with how it is spelled."""
    at = 1 if formula.startswith("=") else 0
    end = len(formula.rstrip())
    while at < end:
        found = _TOKEN.match(formula, at)
        if found is None or found.end() == at:
            raise Strange(formula[at : at + 20])
        yield _token(found), found[0]
        at = found.end()


def rewritten(formula: str, write: Callable[[Token], str]) -> str:
    """Write a formula with other cells in the places of its own.

    Parameters
    ----------
    formula : str
        As :func:`spelled` writes it.
    write : callable
        What to write for a range.

    Raises
    ------
    Strange
        As :func:`tokens`.

    Examples
    --------
    >>> rewritten("=ROUND(B5*2,0)", lambda token: token.words.replace("5", "6"))
    '=ROUND(B6*2,0)'
    """
    return "=" * formula.startswith("=") + "".join(
        write(token) if token.sort is Sort.RANGE else words for token, words in _pieces(formula)
    )


def _token(found: re.Match[str]) -> Token:
    if found["first"]:
        return _range(found)
    sort = next(sort for sort in Sort if sort is not Sort.RANGE and found[_GROUPS[sort]])
    words = found[_GROUPS[sort]]
    if sort is Sort.TEXT:
        return Token(sort, words[1:-1].replace('""', '"'))
    return Token(sort, words.upper())


_GROUPS = {
    Sort.TEXT: "text",
    Sort.CALL: "name",
    Sort.RANGE: "first",
    Sort.NUMBER: "number",
    Sort.TRUTH: "truth",
    Sort.SIGN: "sign",
}


def _range(found: re.Match[str]) -> Token:
    sheet = (found["sheet"] or "").lstrip("$")
    if sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    first = _corner(found["first"])
    last = _corner(found["last"] or found["first"])
    corners = (min(first[0], last[0]), min(first[1], last[1]),
               max(first[0], last[0]), max(first[1], last[1]))  # fmt: skip
    return Token(Sort.RANGE, found[0].strip(), sheet, corners)


def cell_at(address: str) -> tuple[int, int] | None:
    """Return row and column of a cell, from 0; None where it is no name of one.

    Examples
    --------
    >>> cell_at("C6"), cell_at("總價")
    ((5, 2), None)
    """
    return _corner(address) if _ADDRESS.fullmatch(address) else None


def _corner(address: str) -> tuple[int, int]:
    bare = address.replace("$", "").upper()
    letters = bare.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(bare[len(letters) :]) - 1, column - 1


def ranges(formula: str) -> list[Token]:
    """List the cells a formula takes; none if it cannot be understood."""
    try:
        return [token for token in tokens(spelled(formula)) if token.sort is Sort.RANGE]
    except Strange:
        return []
