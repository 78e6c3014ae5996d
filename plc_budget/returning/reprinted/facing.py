"""Our sheets beside those of a returned file: which is which, and where our rows and columns lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from plc_budget.money import plain
from plc_budget.returning.reading.calculator import typed
from plc_budget.returning.reading.formulas import Strange
from plc_budget.returning.reprinted.aligning import Key, aligned, aligned_columns
from plc_budget.returning.reprinted.respelling import Places, shape
from plc_budget.sheets.passport import squeezed
from plc_budget.spreadsheets.sheet import ForeignCell, Kind, Sheet

_HALF = _SEVERAL = 2
_MORE_ROWS = 500
"""Rows that a sheet may have grown by; further ones are named and not looked for among ours."""
_tidy = lru_cache(maxsize=16_384)(squeezed)


@dataclass(frozen=True)
class Fixed:
    """What is known of a sheet before its cells are looked at: numbers there to our numbers.

    Attributes
    ----------
    rows, columns : mapping of int to int
        Rows and columns of theirs that are rows and columns of ours.
    apart : collection of int
        Rows of theirs that are none of ours.
    """

    rows: Mapping[int, int] = field(default_factory=dict)
    columns: Mapping[int, int] = field(default_factory=dict)
    apart: Collection[int] = ()


NOTHING_FIXED = Fixed()


@dataclass(frozen=True)
class Facing:
    """One of our sheets and the sheet it has become; rows and columns of theirs to ours."""

    ours: Sheet
    theirs: Sheet
    rows: Mapping[int, int]
    columns: Mapping[int, int]

    @property
    def is_as_printed(self) -> bool:
        """Whether all lies where it lay."""
        steady = all(a == b for pairs in (self.rows, self.columns) for a, b in pairs.items())
        return steady and self.ours.name == self.theirs.name


def facing(ours: Sheet, theirs: Sheet, fixed: Fixed = NOTHING_FIXED) -> Facing:
    """Find where the rows and columns of a sheet of ours lie.

    Parameters
    ----------
    ours, theirs : Sheet
        As printed, and as it came back.
    fixed : Fixed
        What is known already.
    """
    last = max(len(ours.rows) + _MORE_ROWS, *(row + 1 for row in fixed.rows), 0)
    mine, here = _keys(ours.rows), _keys(theirs.rows[:last])
    here += [()] * (len(mine) - len(here))  # what was emptied at the end is not in the file
    sides, there = _turned(mine), _turned(here)
    there += [()] * (len(sides) - len(there))
    columns = _held(aligned_columns(sides, there, fixed.columns), sides, there)
    same = all(one == other for one, other in columns.items())
    moved = mine if same else [_moved(key, columns) for key in mine]
    rows = _held(aligned(moved, here, fixed.rows, fixed.apart), mine, here)
    return Facing(ours, theirs, rows, columns)


def _held(pairs: Mapping[int, int], mine: Sequence[Key], here: Sequence[Key]) -> dict[int, int]:
    """Leave out what is empty now and held several cells: it was removed."""
    return {there: one for there, one in pairs.items()
            if any(here[there]) or sum(map(bool, mine[one])) < _SEVERAL}  # fmt: skip


def _moved(key: Key, columns: Mapping[int, int]) -> Key:
    """Put the cells of a row of ours where their columns lie in the file."""
    cells = {there: key[here] for there, here in columns.items() if here < len(key)}
    return _cut(tuple(cells.get(at, "") for at in range(max(cells, default=-1) + 1)))


def _keys(rows: Sequence[Sequence[ForeignCell]]) -> list[Key]:
    known: dict[int, Key] = {}  # rows an .ods repeats are one object
    return [known.setdefault(id(row), _cut(tuple(map(_word, row))))
            if id(row) not in known else known[id(row)] for row in rows]  # fmt: skip


def _cut(key: Key) -> Key:
    end = len(key)
    while end and not key[end - 1]:
        end -= 1
    return key[:end]


def _turned(rows: Sequence[Key]) -> list[Key]:
    """Return the columns of a table of rows."""
    width = max(map(len, rows), default=0)
    return [tuple(row[at] if at < len(row) else "" for row in rows) for at in range(width)]


def _word(cell: ForeignCell) -> str:
    if cell.formula:
        return shape(cell.formula)
    value = value_of(cell)
    return value if isinstance(value, str) else "" if value is None else plain(value)


def value_of(cell: ForeignCell) -> Decimal | str | None:
    """Return what was typed into a cell, comparable: a number, a text without blanks, or None.

    Examples
    --------
    >>> value_of(ForeignCell("印 刷費")), value_of(ForeignCell())
    ('印刷費', None)
    """
    try:
        value = typed(cell) if cell.kind is not Kind.TRUTH else cell.text.upper()
    except Strange:
        value = cell.text
    return (_tidy(value) or None) if isinstance(value, str) else value


def paired(
    ours: Sequence[Sheet], theirs: Sequence[Sheet], known: Mapping[str, str]
) -> dict[str, str]:
    """Find which sheet of ours is which sheet of theirs: by name, else by what stands on it.

    Parameters
    ----------
    ours, theirs : sequence of Sheet
        As printed, and as they came back.
    known : mapping of str to str
        Names of theirs by our names, as far as they are known.

    Returns
    -------
    dict[str, str]
        Names of theirs by our names.
    """
    pairs = dict(known)
    names = {sheet.name for sheet in theirs}
    pairs |= {sheet.name: sheet.name for sheet in ours
              if sheet.name in names - {*pairs.values()} and sheet.name not in pairs}  # fmt: skip
    for sheet in ours:
        left = [one for one in theirs if one.name not in pairs.values()]
        if sheet.name not in pairs and left:
            mine = _bag(sheet)
            shared = {one.name: sum((mine & _bag(one)).values()) for one in left}
            name = max(shared, key=lambda one: shared[one])
            if shared[name] * _HALF >= sum(mine.values()) > 0:
                pairs[sheet.name] = name
    return pairs


def _bag(sheet: Sheet) -> Counter[str]:
    return Counter(word for key in _keys(sheet.rows[:_MORE_ROWS]) for word in key if word)


def places_of(faces: Sequence[Facing]) -> Places:
    """Say where our cells lie in the file."""
    return Places(
        {face.ours.name: face.theirs.name for face in faces},
        {face.ours.name: {mine: there for there, mine in face.rows.items()} for face in faces},
        {face.ours.name: {mine: there for there, mine in face.columns.items()} for face in faces},
        all(face.is_as_printed for face in faces),
    )
