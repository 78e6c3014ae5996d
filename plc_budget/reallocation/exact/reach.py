"""What sums can be reached at all, however many lines change."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import accumulate

from plc_budget.reallocation.exact.bits import ones, shift_bits, sums
from plc_budget.reallocation.exact.ledgers import Ledger, capacities
from plc_budget.reallocation.exact.tables import Bounds, guard, parts_of


def can_reach(
    ledger: Ledger, bounds: Bounds, musts: Collection[int], tick: Callable[[], None]
) -> bool:
    """Tell whether any changes within the bounds can keep a ledger; never a wrong no."""
    down, up = _spans(ledger, bounds)
    low, high = ledger.ends(len(bounds))
    window = (-down[-1] if low is None else low), (up[-1] if high is None else high)
    return bool(reachable(ledger, bounds, musts, window, tick))


def reachable(
    ledger: Ledger,
    bounds: Bounds,
    musts: Collection[int],
    window: tuple[int, int],
    tick: Callable[[], None],
) -> int:
    """Return which sums of a window can be reached, as bits based at its low end.

    Parameters
    ----------
    ledger : Ledger
        What the moves add.
    bounds : sequence of tuple of int
        Fewest and most steps of each move.
    musts : collection of int
        Which moves must change.
    window : tuple of int
        The lowest and the highest sum of interest.
    tick : callable
        Raises when time is up.
    """
    down, up = _spans(ledger, bounds)
    base, found = 0, 1
    for i, (share, pair) in enumerate(zip(ledger.shares, bounds, strict=True)):
        low = max(-down[i + 1], window[0] - (up[-1] - up[i + 1]))
        high = min(up[i + 1], window[1] + (down[-1] - down[i + 1]))
        guard(high - low)
        after = 0 if i in musts else shift_bits(found, base - low) & ones(low, high)
        for part in parts_of(share, *pair):
            after |= sums(found, base, part, low, high)
        base, found = low, after
        tick()
    return shift_bits(found, base - window[0]) & ones(*window)


def _spans(ledger: Ledger, bounds: Bounds) -> tuple[list[int], list[int]]:
    """Return how far the first 0, 1, 2, … moves can take the sum down, and up."""
    reach = list(capacities(ledger.shares, bounds))
    down = list(accumulate((r[0] for r in reach), initial=0))
    return down, list(accumulate((r[1] for r in reach), initial=0))
