"""Two whole prices and a sum: the few pairs of steps that can be best, by arithmetic alone."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd

from plc_budget.reallocation.exact.ledgers import Ledger
from plc_budget.reallocation.exact.tables import Bounds

_FEW = 64
"""Pairs that are quicker reckoned than tabled."""


def are_whole(total: Ledger, bounds: Bounds) -> bool:
    """Tell whether every price is whole, and the pairs are few."""
    count = len(bounds) - bounds.count((0, 0))
    return count * (count - 1) <= 2 * _FEW and all(share.den == 1 for share in total.shares)


def best_pairs(total: Ledger, bounds: Bounds) -> Iterator[dict[int, int]]:
    """Yield for any two moves the steps that come to the sum: the best, and what may be as good."""
    places = [i for i, pair in enumerate(bounds) if pair != (0, 0)]
    for count, later in enumerate(places):
        for earlier in places[:count]:
            prices = total.shares[earlier].num, total.shares[later].num
            pairs = bounds[earlier], bounds[later]
            for steps in _later_steps(prices, pairs, total.high or 0):
                rest = (total.high or 0) - prices[1] * steps
                yield {later: steps, earlier: rest // prices[0]}


def _later_steps(
    prices: tuple[int, int], bounds: tuple[tuple[int, int], tuple[int, int]], wanted: int
) -> Iterator[int]:
    """Yield steps of the later move: the most on the way to the sum, and the nearest beyond it."""
    price, other = prices[1], prices[0]
    shared = gcd(price, other)
    if wanted % shared:
        return
    apart = other // shared
    one = wanted // shared * pow(price // shared, -1, apart) % apart
    low = max(bounds[1][0], -((other * bounds[0][1] - wanted) // price))
    high = min(bounds[1][1], (wanted - other * bounds[0][0]) // price)
    low, high = low + (one - low) % apart, high - (high - one) % apart
    first, last = -(-min(0, wanted) // price), max(0, wanted) // price
    yield from _straight((low, high), (first, last), apart, (price, wanted))
    below, above = first - 1 - (first - 1 - one) % apart, last + 1 + (one - last - 1) % apart
    if low <= min(below, high):
        yield min(below, high)
    if max(above, low) <= high:
        yield max(above, low)


def _straight(
    ends: tuple[int, int], way: tuple[int, int], apart: int, goal: tuple[int, int]
) -> Iterator[int]:
    """Yield the most steps on the way that leave something to the other move."""
    price, wanted = goal
    sign = 1 if wanted > 0 else -1
    farthest = min(ends[1], way[1]) if wanted > 0 else max(ends[0], way[0])
    steps = farthest - sign * (sign * (farthest - ends[0]) % apart)
    if price * steps == wanted:
        steps -= sign * apart
    if sign * steps > 0 and ends[0] <= steps <= ends[1]:
        yield steps
