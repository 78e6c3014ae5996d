"""The order in which the search tries the shares of a line, read from the bits of a set."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge

from plc_budget.reallocation.exact.bits import from_high, from_low


def by_cost(bits: int, top: int, way: tuple[int, int]) -> Iterator[int]:
    """Yield shares nearest to the way first: all on it cost the same, those beyond ever more.

    Parameters
    ----------
    bits : int
        Bit ``p`` stands for the share ``top - p``.
    way : tuple of int
        The shares from nothing to all that is wanted, lowest and highest.
    """
    first, last = max(0, top - way[1]), max(-1, top - way[0])
    inside = (bits & ((1 << (last + 1)) - 1)) >> first
    yield from (top - first - place for place in from_low(inside))
    raises = (top - place for place in from_high(bits & ((1 << first) - 1)))
    cuts = (top - last - 1 - place for place in from_low(bits >> (last + 1)))
    yield from merge(raises, cuts, key=lambda s: s - way[1] if s > way[1] else way[0] - s)


def by_size(bits: int, top: int) -> Iterator[int]:
    """Yield the largest shares first, and of two that are as large the one that gives way.

    Examples
    --------
    >>> list(by_size(0b1101, 2))
    [2, -1, 0]
    """
    raises, cuts = from_low(bits), from_high(bits)
    left = bits.bit_count()
    up, down = top - next(raises), top - next(cuts)
    while left:
        left -= 1
        if abs(down) >= abs(up):
            yield down
            down = top - next(cuts, 0)
        else:
            yield up
            up = top - next(raises, 0)
