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
    """Find which row of the file is which line of the plan, both in their order.

    ``said`` is what a person said: the line a row is, or None for a new one.

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
    known = {row: line for row, line in said.items() if line is not None}
    work = _Matching(rows, lines, known, {*said})
    work.by_code()
    for strength in (len(lines[0].holds) if lines else 0, 1, 0):
        work.by_name(strength)
    work.by_place()
    return Match(dict(sorted(work.pairs.items())), work.asked)


@dataclass
class _Matching:
    """A match in the making; ``closed`` are the rows that are decided, new ones included."""

    rows: Sequence[Entry]
    lines: Sequence[Entry]
    pairs: dict[int, int]
    closed: set[int]
    asked: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def free_rows(self) -> list[int]:
        taken = self.closed | self.pairs.keys() | self.asked.keys()
        return [row for row in range(len(self.rows)) if row not in taken]

    def free_lines(self) -> list[int]:
        taken = {*self.pairs.values()}
        return [line for line in range(len(self.lines)) if line not in taken]

    def alike(self, row: int, line: int) -> int:
        """Count what both hold; what is empty does not count."""
        pairs = zip(self.rows[row].holds, self.lines[line].holds, strict=False)
        return sum(one == other and one not in (None, "") for one, other in pairs)

    def pair_or_ask(self, row: int, line: int) -> None:
        """Pair a row that was renamed and is alike enough; ask about one that is a little."""
        alike = self.alike(row, line)
        if alike >= _LEAST_ALIKE:
            self.pairs[row] = line
        elif alike:
            self.asked[row] = (line,)

    def by_code(self) -> None:
        """Pair rows with the lines of their codes; ask where a code alone says so, or two rows do alike."""
        codes = {self.lines[at].code: at for at in self.free_lines() if self.lines[at].code}
        claims = defaultdict[int, list[int]](list)
        for row in self.free_rows():
            if (line := codes.get(self.rows[row].code)) is not None:
                claims[line].append(row)
        names = [line.name for line in self.lines]
        for line, some in claims.items():
            agreeing = [row for row in some if self.rows[row].name == names[line]]
            holds = self.lines[line].holds
            same = [row for row in agreeing if self.rows[row].holds == holds]
            if len(agreeing) == 1 or same:
                self.pairs[(same or agreeing)[0]] = line
            elif agreeing:
                self.asked.update(dict.fromkeys(agreeing, (line,)))
            elif len(some) == 1 and names.count(self.rows[some[0]].name) != 1:
                self.pair_or_ask(some[0], line)

    def by_name(self, strength: int) -> None:
        """Pair rows and lines of one name that agree in their first parts, where each is the only one."""
        mine, theirs = (
            defaultdict[Hashable, list[int]](list),
            defaultdict[Hashable, list[int]](list),
        )
        for row in self.free_rows():
            mine[self.rows[row].name, self.rows[row].holds[:strength]].append(row)
        for line in self.free_lines():
            theirs[self.lines[line].name, self.lines[line].holds[:strength]].append(line)
        for key, same in mine.items():
            number = len(same)
            if number == len(theirs[key]) and (number == 1 or strength > 1):
                self.pairs.update(zip(same, theirs[key], strict=True))

    def by_place(self) -> None:
        """Pair what is left between the same neighbours, if it is alike enough; else ask."""
        is_coded = any(row.code for row in self.rows)
        for some, others in self.gaps():
            names = {self.rows[row].name for row in some}
            is_named = names == {self.lines[line].name for line in others}
            if len(some) == len(others) and is_named and len(names) == 1:
                self.pairs.update(zip(some, others, strict=True))
            elif len(some) == len(others) == 1 and not is_coded:
                self.pair_or_ask(some[0], others[0])
            else:
                for row in some:
                    name = "" if is_coded else self.rows[row].name
                    least = _LEAST_ALIKE if is_coded else 1
                    found = tuple(
                        line
                        for line in others
                        if self.alike(row, line) >= least or name == self.lines[line].name
                    )
                    self.asked |= {row: found} if found else {}
        left = self.free_lines()
        for row in self.free_rows():
            same = tuple(line for line in left if self.lines[line].name == self.rows[row].name)
            self.asked |= {row: same} if same else {}

    def gaps(self) -> list[tuple[list[int], list[int]]]:
        """Cut both into stretches of what is left, between rows that are known and neighbours in both."""
        steady = in_step([self.pairs[row] for row in sorted(self.pairs)])
        fixed = [(row, line) for row, line in sorted(self.pairs.items()) if line in steady]
        ends = [(-1, -1), *fixed, (len(self.rows), len(self.lines))]
        free_rows, free_lines = self.free_rows(), self.free_lines()
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


def find_moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return the rows that stand elsewhere among the others.

    Examples
    --------
    >>> find_moved("abcd", "cabd")
    {'c'}
    """
    order = [before.index(name) for name in after]
    return {before[at] for at in {*order} - in_step(order)}
