"""Which row of a returned table is which line of the plan: by its code, else by name and place.

A code counts where the name agrees, or what the row holds; one that stands twice belongs to the row that
is as it was, and a row of which nothing agrees was typed over and is a new line.  A row without a code, such as all of a paper of an earlier edition, is a line
when both have the same name and no other pair could be meant, or when it stands alone between the same
neighbours and holds the same figures.  Where that is not enough, it is asked.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_LEAST_ALIKE = 2
"""How much of what a renamed line holds must be as it was."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row or a line: its name, what it holds, comparable part by part, and its code if it has one."""

    name: str
    holds: tuple[Hashable, ...]
    code: str = ""


@dataclass(frozen=True)
class Match:
    """Who is who.

    Attributes
    ----------
    pairs : dict of int to int
        Number of the row to number of the line.
    asked : dict of int to tuple of int
        Rows that may be one of several lines, or none of them.
    """

    pairs: dict[int, int] = field(default_factory=dict)
    asked: dict[int, tuple[int, ...]] = field(default_factory=dict)


def match_rows(
    rows: Sequence[Entry], lines: Sequence[Entry], said: Mapping[int, int | None] | None = None
) -> Match:
    """Find which row is which line.

    Parameters
    ----------
    rows : sequence of Entry
        Of the file, in order.
    lines : sequence of Entry
        Of the plan, in order.
    said : mapping of int to (int or None), optional
        What a person said: the line a row is, or None for a new one.

    Examples
    --------
    >>> lines = [Entry("印刷費", (100, 80)), Entry("雜支", (1000, 1))]
    >>> rows = [Entry("雜支", (1000, 2)), Entry("影印費", (100, 80))]
    >>> match_rows(rows, lines).pairs
    {0: 1}
    >>> match_rows([Entry("影印費", (100, 80)), Entry("雜支", (1000, 2))], lines).pairs
    {0: 0, 1: 1}
    """
    said = said or {}
    pairs = {row: line for row, line in said.items() if line is not None}
    closed = set(said)
    asked: dict[int, tuple[int, ...]] = {}
    _by_code(rows, lines, pairs, closed, asked)
    closed |= asked.keys()
    for strength in (len(lines[0].holds) if lines else 0, 1, 0):
        _by_name(rows, lines, pairs, closed, strength)
    _by_place(rows, lines, pairs, closed, asked)
    return Match(dict(sorted(pairs.items())), asked)


def _by_code(
    rows: Sequence[Entry],
    lines: Sequence[Entry],
    pairs: dict[int, int],
    closed: set[int],
    asked: dict[int, tuple[int, ...]],
) -> None:
    """Pair rows with the lines of their codes; ask where a code alone says so, or two rows do alike."""
    codes = {line.code: at for at, line in enumerate(lines) if line.code}
    claims = defaultdict[int, list[int]](list)
    for row in _left(len(rows), closed | pairs.keys()):
        if (line := codes.get(rows[row].code)) is not None and line not in pairs.values():
            claims[line].append(row)
    names = [line.name for line in lines]
    for line, some in claims.items():
        agreeing = [row for row in some if rows[row].name == lines[line].name]
        if len(agreeing) > 1:
            same = [row for row in agreeing if rows[row].holds == lines[line].holds]
            if same:
                pairs[same[0]] = line
            else:
                asked.update(dict.fromkeys(agreeing, (line,)))
        elif agreeing:
            pairs[agreeing[0]] = line
        elif len(some) == 1 and names.count(rows[some[0]].name) != 1:
            alike = _alike(rows[some[0]], lines[line])
            if alike >= _LEAST_ALIKE:
                pairs[some[0]] = line
            elif alike:
                asked[some[0]] = (line,)


def _left(count: int, taken: set[int]) -> list[int]:
    return [number for number in range(count) if number not in taken]


def _by_name(
    rows: Sequence[Entry],
    lines: Sequence[Entry],
    pairs: dict[int, int],
    closed: set[int],
    strength: int,
) -> None:
    """Pair rows and lines of one name that agree in their first parts, where each is the only one."""
    mine, theirs = defaultdict[Hashable, list[int]](list), defaultdict[Hashable, list[int]](list)
    for row in _left(len(rows), closed | pairs.keys()):
        mine[rows[row].name, rows[row].holds[:strength]].append(row)
    for line in _left(len(lines), {*pairs.values()}):
        theirs[lines[line].name, lines[line].holds[:strength]].append(line)
    for key, same in mine.items():
        if len(same) == len(theirs[key]) == 1 or (strength > 1 and len(same) == len(theirs[key])):
            pairs.update(zip(same, theirs[key], strict=True))


def _by_place(
    rows: Sequence[Entry],
    lines: Sequence[Entry],
    pairs: dict[int, int],
    closed: set[int],
    asked: dict[int, tuple[int, ...]],
) -> None:
    """Pair what is left between the same neighbours, if it is alike enough; else ask."""
    is_coded = any(row.code for row in rows)
    for some, others in _gaps(len(rows), len(lines), pairs, closed):
        named = {rows[row].name for row in some} == {lines[line].name for line in others}
        if len(some) == len(others) and named and len({rows[row].name for row in some}) == 1:
            pairs.update(zip(some, others, strict=True))
        elif is_coded:
            asked.update(
                {
                    row: found
                    for row in some
                    if (
                        found := tuple(
                            line
                            for line in others
                            if _alike(rows[row], lines[line]) >= _LEAST_ALIKE
                        )
                    )
                }
            )
        elif len(some) == len(others) == 1:
            alike = _alike(rows[some[0]], lines[others[0]])
            if alike >= _LEAST_ALIKE:
                pairs[some[0]] = others[0]
            elif alike:
                asked[some[0]] = (others[0],)
        else:
            asked.update(_questions(rows, lines, some, others))
    left = _left(len(lines), {*pairs.values()})
    for row in _left(len(rows), closed | pairs.keys() | asked.keys()):
        same = tuple(line for line in left if lines[line].name == rows[row].name)
        if same:
            asked[row] = same


def _questions(
    rows: Sequence[Entry], lines: Sequence[Entry], some: Sequence[int], others: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    """Ask about each row that has something of a line that is left."""
    return {
        row: likely
        for row in some
        if (
            likely := tuple(
                line
                for line in others
                if _alike(rows[row], lines[line]) or rows[row].name == lines[line].name
            )
        )
    }


def _alike(row: Entry, line: Entry) -> int:
    """Count what both hold; what is empty does not count."""
    pairs = zip(row.holds, line.holds, strict=False)
    return sum(one == other and one not in (None, "") for one, other in pairs)


def _gaps(
    rows: int, lines: int, pairs: Mapping[int, int], closed: set[int]
) -> list[tuple[list[int], list[int]]]:
    """Cut both into stretches of what is left, between rows that are known and neighbours in both."""
    steady = in_step([pairs[row] for row in sorted(pairs)])
    fixed = [(row, pairs[row]) for row in sorted(pairs) if pairs[row] in steady]
    ends = [(-1, -1), *fixed, (rows, lines)]
    free_rows = _left(rows, closed | pairs.keys())
    free_lines = _left(lines, {*pairs.values()})
    found = []
    for (row, line), (next_row, next_line) in pairwise(ends):
        some = [one for one in free_rows if row < one < next_row]
        others = [one for one in free_lines if line < one < next_line]
        if some and others:
            found.append((some, others))
    return found


def in_step(numbers: Sequence[int]) -> set[int]:
    """Return a longest run of numbers that only grow; the others were moved.

    Examples
    --------
    >>> sorted(in_step([2, 0, 1, 3]))
    [0, 1, 3]
    """
    ends: list[int] = []
    chains: list[tuple[int, ...]] = []
    for number in numbers:
        at = bisect_left(ends, number)
        chain = (*(chains[at - 1] if at else ()), number)
        ends[at : at + 1] = [number]
        chains[at : at + 1] = [chain]
    return set(chains[-1]) if chains else set()
