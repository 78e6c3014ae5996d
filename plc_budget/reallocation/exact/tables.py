"""Which sums the first lines can come to when at most so many of them change.

A table holds one set of sums for each number of lines and each number of changes, and of each
set only what can still end where it must: between what the lines before can reach and what the
lines after can make good.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from plc_budget.reallocation.exact.bits import Part, ones, shift_bits, sums
from plc_budget.reallocation.exact.ledgers import Ledger, Share, capacities

Bounds = list[tuple[int, int]]
Span = tuple[int | None, int | None]
"""The ends between which a sum lies; None is no end."""
MOST_BITS = 1 << 31
"""What a table may hold. [bit]"""
WIDEST = 1 << 28
"""How far apart the sums of one set may lie."""


class TooLarge(Exception):
    """A table would need more than :data:`MOST_BITS`, or more time than there is."""


def guard(width: int) -> None:
    """Raise :class:`TooLarge` for a set that is too wide to work with."""
    if width > WIDEST:
        raise TooLarge


def parts_of(share: Share, least: int, most: int) -> list[Part]:
    """Return what a move adds by steps down and by steps up, leaving 0 steps out."""
    num, den, rest = share
    if not num:
        return [Part(0, 1, 0, 1)] if least or most else []
    found = []
    for sign, nearest, farthest in ((-1, -most, -least), (1, least, most)):
        first = max(1, nearest)
        if farthest >= first:
            before = rest + sign * num * (first - 1)
            found.append(Part(sign * num, den, before, farthest - first + 1))
    return found


class Table:
    """The sums of one ledger, for up to ``lines`` changes.

    A sum stands in the set for ``m`` changes among the first ``i`` moves when these changes, and
    a number the limit leaves open, come to it; the search looks for ``target``.
    """

    __slots__ = (
        "_after",
        "_bases",
        "_before",
        "_lines",
        "_rows",
        "_spans",
        "highest",
        "lowest",
        "target",
    )

    def __init__(
        self, ledger: Ledger, bounds: Bounds, lines: int, spans: Sequence[Span] = ()
    ) -> None:
        self._spans = spans
        low, high = ledger.ends(lines)
        self._lines = lines
        self.target = (low or 0) if high is None else high
        self.lowest = None if high is None else 0
        self.highest = 0 if high is None else None if low is None else high - low
        reach = list(capacities(ledger.shares, bounds))
        self._before = _tops(reach, lines), _tops((r[::-1] for r in reach), lines)
        reach.reverse()
        self._after = _tops(reach, lines), _tops((r[::-1] for r in reach), lines)
        self._rows: list[list[int]] = []
        self._bases: list[list[int]] = []

    def band(self, m: int, i: int) -> tuple[int, int]:
        """Return between what a sum of ``m`` changes among the first ``i`` moves must lie."""
        after, left = len(self._after[0]) - 1 - i, self._lines - m
        low = self.target - self._after[1][after][left]
        high = self.target + self._after[0][after][left]
        if self.lowest is not None:
            low = max(low, self.lowest - self._before[0][i][m])
        if self.highest is not None:
            high = min(high, self.highest + self._before[1][i][m])
        least, most = self._spans[i] if self._spans else (None, None)
        return (
            low if least is None else max(low, least),
            high if most is None else min(high, most),
        )

    def fill(
        self, parts: Sequence[Sequence[Part]], musts: Sequence[bool], tick: Callable[[], None]
    ) -> None:
        """Work the sets out, fewest changes first; ``tick`` raises when time is up."""
        size = 0
        for m in range(self._lines):
            row, bases = [self._open(m, 0)[0]], [self._open(m, 0)[1]]
            for i, (own, must) in enumerate(zip(parts, musts, strict=True)):
                low, high = self.band(m, i + 1)
                guard(high - low)
                found = 0 if must else shift_bits(row[i], bases[i] - low) & ones(low, high)
                if m:
                    before, base = self._rows[m - 1][i], self._bases[m - 1][i]
                    for part in own:
                        found |= sums(before, base, part, low, high)
                row.append(found)
                bases.append(low)
                size += found.bit_length()
                tick()
            self._rows.append(row)
            self._bases.append(bases)
            if size > MOST_BITS:
                raise TooLarge

    def _open(self, m: int, i: int) -> tuple[int, int]:
        """Return what the limit leaves open: the set before any move."""
        low, high = self.band(m, i)
        low = low if self.lowest is None else max(low, self.lowest)
        high = high if self.highest is None else min(high, self.highest)
        guard(high - low)
        return ones(low, high), low

    def sums(self, m: int, i: int) -> tuple[int, int]:
        """Return the set for ``m`` changes among the first ``i`` moves, and its base."""
        return self._rows[m][i], self._bases[m][i]

    def has(self, m: int, i: int, value: int) -> bool:
        """Tell whether ``m`` changes among the first ``i`` moves can come to a value."""
        place = value - self._bases[m][i]
        return place >= 0 and bool(self._rows[m][i] >> place & 1)

    @property
    def is_point(self) -> bool:
        """Whether the limit leaves nothing open: the sum must be the target."""
        return self.lowest == self.highest == 0

    def fewest(self, m: int, i: int, value: int) -> int:
        """Return how many changes, up to ``m``, come to a value; one more if none do."""
        return next((n for n in range(m + 1) if self.has(n, i, value)), m + 1)

    def may_have(self, m: int, i: int, value: int) -> bool:
        """Tell the same, as far as it is known: for all changes at once there is no set."""
        if m < self._lines:
            return self.has(m, i, value)
        low, high = self._spans[i] if self._spans else (None, None)
        return (low is None or low <= value) and (high is None or value <= high)

    def span(self, value: int) -> Span:
        """Return between what the moves must still add to come to a value; None is no end."""
        return (
            None if self.highest is None else value - self.highest,
            None if self.lowest is None else value - self.lowest,
        )


def _tops(reach: Iterable[tuple[int, int]], most: int) -> list[list[int]]:
    """Sum for each number of moves the largest 0, 1, 2, … of their first numbers."""
    ranked: list[int] = []
    found = [[0] * (most + 1)]
    for capacity, _ in reach:
        insort(ranked, -capacity)
        del ranked[most:]
        row = [-total for total in accumulate(ranked, initial=0)]
        found.append(row + row[-1:] * (most + 1 - len(row)))
    return found
