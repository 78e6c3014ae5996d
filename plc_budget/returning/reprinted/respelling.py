"""Whether a formula is still ours, although rows, columns and sheets it names have gone elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from plc_budget.returning.reading.formulas import (
    Sort,
    Strange,
    Token,
    rewritten,
    spelled,
    tokens,
)
from plc_budget.spreadsheets.addresses import column_letters

_LOST = re.compile(r"(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?#REF!(?:#REF!)?(?::#REF!)?")
_NOWHERE = "XFD1048576"
"""Stands for a cell that is not there any more; none of ours lies so far out."""
_FAR = (1_048_575, 16_383)
_SHEET = re.compile(r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!")
_CELL = re.compile(r"\b[A-Z]{1,3}\d{1,7}\b")
_SLACK = 400
"""How many signs a formula may grow by when other programs write it."""
_CAPITALS = "DBNum2"


@dataclass(frozen=True)
class Places:
    """Where our cells lie in a returned file: per sheet of ours its name there, rows and columns.

    Attributes
    ----------
    sheets : mapping of str to str
        Name there by our name.
    rows, columns : mapping of str to mapping of int to int
        By our name of a sheet: the number there by our number.
    """

    sheets: Mapping[str, str]
    rows: Mapping[str, Mapping[int, int]]
    columns: Mapping[str, Mapping[int, int]]
    is_as_printed: bool = False
    """Whether everything lies where it lay."""


def is_still_ours(ours: str, theirs: str, on: str, places: Places) -> bool:
    """Tell whether a formula of a file takes the same cells in the same way as ours did.

    Parameters
    ----------
    ours, theirs : str
        As spelled in either file.
    on : str
        Our name of the sheet.
    places : Places
        Where our cells lie now.

    Examples
    --------
    >>> rows = {4: 4, 5: 6}
    >>> places = Places({"表": "表"}, {"表": rows}, {"表": {3: 3}})
    >>> is_still_ours("=SUM(D5:D6)", "=SUM(D5:D7)", "表", places)
    True
    >>> is_still_ours("=SUM(D5:D6)", "=SUM(D5:D6)+1", "表", places)
    False
    """
    if len(theirs) > 2 * len(ours) + _SLACK:
        return False
    mine, other = _spelled(ours), _spelled(theirs)
    if mine == other and places.is_as_printed:
        return True
    try:
        wanted, found = [*tokens(mine)], [*tokens(_LOST.sub(_NOWHERE, other))]
    except Strange:
        return False
    return len(wanted) == len(found) and all(
        _same(one, there, on, places) for one, there in zip(wanted, found, strict=True)
    )


@lru_cache(maxsize=8192)
def _spelled(formula: str) -> str:
    return spelled(formula, len(formula))


def spelled_whole(formula: str) -> str:
    """Write all of a formula as Excel does, without ``$``.

    Examples
    --------
    >>> spelled_whole("of:=[.$D$8]")
    '=D8'
    """
    return _spelled(formula)


def respelled(ours: str, on: str, places: Places) -> str:
    """Write a formula of ours as it should be where its cells lie now.

    Parameters
    ----------
    ours : str
        As it was printed.
    on : str
        Our name of the sheet.
    places : Places
        Where our cells lie now; a cell that is gone keeps its name.

    Examples
    --------
    >>> places = Places({"表": "表"}, {"表": {4: 4, 5: 7}}, {"表": {3: 3}})
    >>> respelled("=ROUND(SUM(D5:D6)*表!$D$6,0)", "表", places)
    '=ROUND(SUM(D5:D8)*表!D8,0)'
    """
    formula = _spelled(ours)
    try:
        return rewritten(formula, lambda token: _moved(token, on, places))
    except Strange:
        return formula


def _moved(token: Token, on: str, places: Places) -> str:
    sheet = token.sheet or on
    top, left, bottom, right = token.corners
    rows, columns = places.rows.get(sheet, {}), places.columns.get(sheet, {})
    lines = [rows[one] for one in range(top, bottom + 1) if one in rows]
    sides = [columns[one] for one in range(left, right + 1) if one in columns]
    if not lines or not sides:
        return token.words
    cells = [f"{column_letters(min(sides))}{min(lines) + 1}",
             f"{column_letters(max(sides))}{max(lines) + 1}"]  # fmt: skip
    before, mark, _ = token.words.rpartition("!")
    name = places.sheets.get(sheet, sheet)
    before = before if name == token.sheet else "'{}'".format(name.replace("'", "''")) * bool(mark)
    return before + mark + ":".join(cells if ":" in token.words else cells[:1])


def shape(formula: str) -> str:
    """Write a formula without the cells it names, to tell rows that are alike.

    Examples
    --------
    >>> shape("=ROUND(B5*$C$5,0)"), shape("='課 表'!I15")
    ('=ROUND(@*@,0)', '=@')
    """
    return _CELL.sub("@", _SHEET.sub("", _LOST.sub("@", spelled(formula))))


def _same(mine: Token, theirs: Token, on: str, places: Places) -> bool:
    if mine.sort is not theirs.sort:
        return False
    if mine.sort is Sort.RANGE:
        return _takes_the_same(mine, theirs, on, places)
    if mine.sort is Sort.NUMBER:
        return Decimal(mine.words) == Decimal(theirs.words)
    return mine.words == theirs.words or (_CAPITALS in mine.words and _CAPITALS in theirs.words)


def _takes_the_same(mine: Token, theirs: Token, on: str, places: Places) -> bool:
    sheet = mine.sheet or on
    rows, columns = places.rows.get(sheet, {}), places.columns.get(sheet, {})
    top, left, bottom, right = mine.corners
    lines = [rows[one] for one in range(top, bottom + 1) if one in rows]
    sides = [columns[one] for one in range(left, right + 1) if one in columns]
    if theirs.corners[:2] == _FAR:
        return len(lines) <= bottom - top or len(sides) <= right - left
    if not lines or not sides:
        return theirs.corners == mine.corners
    if (theirs.sheet or places.sheets.get(on, on)) != places.sheets.get(sheet, sheet):
        return False
    return _spans(theirs.corners[0::2], rows, lines, is_one=top == bottom) and _spans(
        theirs.corners[1::2], columns, sides, is_one=left == right
    )


def _spans(
    ends: tuple[int, ...], places: Mapping[int, int], wanted: list[int], *, is_one: bool
) -> bool:
    """Tell whether a stretch takes of our rows those wanted, and no other."""
    first, last = ends
    if is_one and wanted:
        return first == last == wanted[0]
    taken = sorted(one for one in places.values() if first <= one <= last)
    return bool(wanted) and taken == sorted(wanted)
