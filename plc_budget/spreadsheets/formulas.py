"""Formulas as words: those of Excel and of OpenDocument in one spelling, and the cells they take."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from plc_budget.spreadsheets.addresses import Reference, read_address

LONGEST = 2_000
"""Most characters of a formula that is looked at."""
_TEXTS = re.compile(r'("(?:[^"]|"")*")')
_PREFIX = re.compile(r"^(?:of|oooc|msoxl):", re.IGNORECASE)
_DECIMAL = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])")
_BRACKETS = re.compile(r"\[([^\[\]]{1,120})\]")
_DOTTED = re.compile(r"(?:\$?(?P<sheet>'(?:[^']|'')+'|[^'.:]*))\.(?P<cell>\$?[A-Z]{1,3}\$?\d{1,7})")
_REFERENCE = re.compile(
    r"(?<![\w.])(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    r"(?P<first>[A-Z]{1,3}\d{1,7})(?::(?P<last>[A-Z]{1,3}\d{1,7}))?(?![\w(!.])"
)


def spell(formula: str) -> str:
    """Write a formula as Excel does, without ``$``, blanks and quoted names, whichever program it comes from.

    Parameters
    ----------
    formula : str
        As the file spells it.

    Examples
    --------
    >>> spell("of:=ROUND([.B5]*[.C5];0)"), spell("=$'課程表與節數'!$I$15")
    ('=ROUND(B5*C5,0)', '=課程表與節數!I15')
    >>> spell("of:=[$'課程表與節數'.$I$15]+SUM([.D5:.D7])"), spell("=IF(C15<=235.20,1,0)")
    ('=課程表與節數!I15+SUM(D5:D7)', '=IF(C15<=235.2,1,0)')
    """
    words = formula.strip()[:LONGEST]
    parts = _TEXTS.split(_PREFIX.sub("", words))
    is_open = _PREFIX.match(words) is not None or "[." in words or "[$" in words.partition('"')[0]
    return "".join(
        _text(part) if at % 2 else _plain(part, is_open=is_open) for at, part in enumerate(parts)
    )


def _text(part: str) -> str:
    """Return a text within a formula; programs spell a number format in their own way."""
    return part.upper() if part.startswith('"[') else part


def _plain(part: str, *, is_open: bool) -> str:
    if is_open:
        part = _BRACKETS.sub(lambda found: _address(found[1]), part).replace(";", ",")
    bare = re.sub(
        r"'((?:[^']|'')+)'!",
        lambda found: (
            f"{found[1].replace(chr(39) * 2, chr(39))}!"
            if re.fullmatch(r"[^\W\d][\w.]*", found[1])
            else found[0]
        ),
        part,
    )
    short = _DECIMAL.sub(lambda found: found[0].rstrip("0").rstrip("."), bare)
    return re.sub(r"\s+", "", short.replace("$", ""))


def _address(words: str) -> str:
    """Turn ``$'a'.$I$15`` or ``.D5:.D7`` into an address of Excel."""
    found = [_DOTTED.fullmatch(corner) for corner in words.split(":")]
    first = found[0]
    if first is None or None in found:
        return words
    sheet = first["sheet"] + "!" if first["sheet"] else ""
    return sheet + ":".join(corner["cell"] for corner in found if corner)


def rewrite(formula: str, write: Callable[[Reference], str]) -> str:
    """Write a formula with something else in the places of the cells it takes.

    Parameters
    ----------
    formula : str
        As :func:`spell` writes it.
    write : callable
        What to write for a reference.

    Examples
    --------
    >>> rewrite('=ROUND(B5*2,0)&"B5"', lambda one: "x")
    '=ROUND(x*2,0)&"B5"'
    """
    parts = _TEXTS.split(formula)
    return "".join(
        part if at % 2 else _REFERENCE.sub(lambda found: write(_reference(found)), part)
        for at, part in enumerate(parts)
    )


def references(formula: str) -> list[Reference]:
    """List the cells a formula takes, in its order.

    Examples
    --------
    >>> [one.last_row for one in references("=SUM(D5:D7)+D9")]
    [6, 8]
    """
    parts = _TEXTS.split(spell(formula))[::2]
    return [_reference(found) for part in parts for found in _REFERENCE.finditer(part)]


def shape(formula: str) -> str:
    """Write a formula with numbers in the places of its cells: the same for every row of a table.

    Examples
    --------
    >>> shape("=ROUND(B5*C5,0)") == shape("=ROUND(B6*C6,0)"), shape("=SUM(D5:D7)")
    (True, '=SUM({0})')
    """
    known: dict[Reference, int] = {}
    return rewrite(spell(formula), lambda one: f"{{{known.setdefault(one, len(known))}}}")


def texts_of(formula: str) -> list[str]:
    """List the texts that stand in a formula.

    Examples
    --------
    >>> texts_of('="新台幣 "&A1&"元""整"')
    ['新台幣 ', '元"整']
    """
    return [part[1:-1].replace('""', '"') for part in _TEXTS.split(formula.strip()[:LONGEST])[1::2]]


def cells_of(one: Reference) -> Iterator[tuple[int, int]]:
    """Walk over the cells of a reference: row and column."""
    for row in range(one.first_row, one.last_row + 1):
        for column in range(one.first_column, one.last_column + 1):
            yield row, column


def _reference(found: re.Match[str]) -> Reference:
    sheet = found["sheet"] or ""
    if sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    first = read_address(found["first"]) or (0, 0)
    last = read_address(found["last"] or found["first"]) or first
    return Reference(
        sheet,
        min(first[0], last[0]),
        min(first[1], last[1]),
        max(first[0], last[0]),
        max(first[1], last[1]),
    )
